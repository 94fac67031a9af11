#include "number.h"

#include <math.h>

#define EXACT 9007199254740992.0 /* 2^53: whole doubles below are exact */

enum {
    EXACT_POWER = 22,    /* largest power of ten that a double holds exactly */
    CERTAIN_DIGITS = 15, /* decimals of so many digits survive text → double → text */
    FIXED_DECIMALS = 6,  /* below 1e-6 ECMAScript changes to exponents */
};

static double power_of_ten(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
        power *= 10;
    }
    return power;
}

/* Reads an optional exponent; more than four digits saturate, which is beyond the range of a double
 * either way. */
static int read_exponent(sa_str text, size_t at) {
    bool negative = false;
    int exponent = 0;
    if (at >= text.len) {
        return 0;
    }
    at++;
    if (text.ptr[at] == '+' || text.ptr[at] == '-') {
        negative = text.ptr[at] == '-';
        at++;
    }
    for (; at < text.len; at++) {
        exponent = exponent > 9999 ? exponent : exponent * 10 + (text.ptr[at] - '0');
    }
    return negative ? -exponent : exponent;
}

double sa_number_parse(sa_str text) {
    bool negative = text.len > 0 && text.ptr[0] == '-';
    double mantissa = 0;
    int scale = 0;
    bool after_point = false;
    size_t at = negative ? 1 : 0;
    for (; at < text.len && (sa_is_digit(text.ptr[at]) || text.ptr[at] == '.'); at++) {
        if (text.ptr[at] == '.') {
            after_point = true;
            continue;
        }
        mantissa = mantissa * 10 + (text.ptr[at] - '0');
        scale -= after_point;
        if (mantissa >= EXACT) {
            return sa_host_number_parse(text.ptr, text.len);
        }
    }
    scale += read_exponent(text, at);
    if (scale < -EXACT_POWER || scale > EXACT_POWER) {
        return sa_host_number_parse(text.ptr, text.len);
    }
    double value = scale < 0 ? mantissa / power_of_ten(-scale) : mantissa * power_of_ten(scale);
    return negative ? -value : value;
}

static size_t whole_text(double size, char *text) {
    char digits[24];
    size_t count = 0;
    do {
        double rest = floor(size / 1e9);
        uint32_t low = (uint32_t)(size - rest * 1e9);
        for (int i = 0; i < 9 && (low > 0 || rest > 0 || count == 0); i++) {
            digits[count++] = (char)('0' + low % 10);
            low /= 10;
        }
        size = rest;
    } while (size > 0);
    for (size_t i = 0; i < count; i++) {
        text[i] = digits[count - 1 - i];
    }
    return count;
}

/* Puts a point before the last `decimals` digits, with zeros in front where the digits do not
 * reach. */
static size_t fixed_text(double scaled, size_t decimals, char *text) {
    char digits[24];
    size_t count = whole_text(scaled, digits);
    size_t at = 0;
    size_t whole = count > decimals ? count - decimals : 0;
    if (whole == 0) {
        text[at++] = '0';
    }
    memcpy(text + at, digits, whole);
    at += whole;
    text[at++] = '.';
    for (size_t i = count; i < decimals; i++) {
        text[at++] = '0';
    }
    memcpy(text + at, digits + whole, count - whole);
    return at + (count - whole);
}

size_t sa_number_text(double value, char text[SA_NUMBER_TEXT]) {
    double size = value < 0 ? -value : value;
    size_t sign = value < 0 ? 1 : 0;
    double certain = power_of_ten(CERTAIN_DIGITS);
    if (value - value != 0) {
        memcpy(text, "null", 4);
        return 4;
    }
    text[0] = '-';
    if (size < EXACT && size == floor(size)) {
        return sign + whole_text(size, text + sign);
    }
    double power = 1;
    for (size_t decimals = 1; decimals <= FIXED_DECIMALS && size * power * 10 < certain;
         decimals++) {
        power *= 10;
        double scaled = floor(size * power + 0.5);
        if (scaled / power == size) {
            return sign + fixed_text(scaled, decimals, text + sign);
        }
    }
    return sa_host_number_text(value, text);
}
