#include "number.h"

#include <math.h>

#include "build.h"

#define EXACT   9007199254740992.0 /* 2^53: whole doubles below are exact */
#define CERTAIN 1e15               /* decimals of 15 digits survive text → double → text */

enum {
    EXACT_POWER = 22,   /* largest power of ten that a double holds exactly */
    FIXED_DECIMALS = 6, /* below 1e-6 ECMAScript changes to exponents */
};

double sa_number_parse(sa_str text) {
    double mantissa = 0;
    double power = 1;
    size_t point = text.len;
    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        if (SA_IS_WHOLE && c == '.') {
            point = at;
            continue;
        }
        mantissa = mantissa * 10 + (c - '0');
        power *= SA_IS_WHOLE && at > point ? 10 : 1;
        if (!sa_is_digit(c) || mantissa >= EXACT || (SA_IS_WHOLE && at > point + EXACT_POWER)) {
            return sa_host_number_parse(text.ptr, text.len);
        }
    }
    return SA_IS_WHOLE ? mantissa / power : mantissa;
}

/* Writes the digits of the whole number `scaled`, with a point before the last
 * `decimals` of them, and returns how many characters that took. */
static size_t fixed_text(double scaled, size_t decimals, char text[SA_NUMBER_TEXT]) {
    char *at = text + SA_NUMBER_TEXT; /* from the last digit to the first */
    for (size_t digits = 0; scaled > 0 || digits <= decimals; digits++) {
        double rest = floor(scaled * 0.1); /* exact below CERTAIN, and faster than to divide */
        if (digits == decimals && decimals > 0) {
            *--at = '.';
        }
        *--at = (char)('0' + (int)(scaled - rest * 10));
        scaled = rest;
    }
    size_t len = (size_t)(text + SA_NUMBER_TEXT - at);
    memmove(text, at, len);
    return len;
}

size_t sa_number_text(double value, char text[SA_NUMBER_TEXT]) {
    double power = 1;
    if (value - value != 0) {
        memcpy(text, "null", 4);
        return 4;
    }
    for (size_t decimals = 0; value >= 0 && decimals <= (SA_IS_WHOLE ? FIXED_DECIMALS : 0);
         decimals++) {
        double scaled = floor(value * power + 0.5);
        if (scaled >= CERTAIN) {
            break;
        }
        if (scaled / power == value) {
            return fixed_text(scaled, decimals, text);
        }
        power *= 10;
    }
    return sa_host_number_text(value, text);
}
