#include "plain.h"

#include <math.h>

enum {
    FEW_DIGITS = 3,  /* of a number that may be any */
    MOST_DIGITS = 7, /* of a round one */
    DECIMALS = 2,
    RANGE_DIGITS = 4, /* of both ends */
    SIGN_LENGTH = 3,
    FIRST_YEAR = 1990,
    LAST_YEAR = 2039,
    WHOLE_BELOW = 10000,
    DIGITS_THAT_COUNT = 1000,
};

typedef struct numeral {
    uint32_t value;
    size_t digits;
    bool bad;
} numeral;

/* Takes the digits at the begin of the text. */
static numeral take_digits(sa_str *text) {
    numeral number = {0, 0, false};
    bool zero = text->len > 0 && *text->ptr == '0';
    while (text->len > 0 && sa_is_digit(*text->ptr) && number.digits <= MOST_DIGITS) {
        number.value = number.value * 10 + (uint32_t)(*text->ptr - '0');
        number.digits++;
        text->ptr++;
        text->len--;
    }
    number.bad = number.digits == 0 || number.digits > MOST_DIGITS || (zero && number.digits > 1);
    return number;
}

/* Takes one of the characters, and spaces around it. */
static bool take_mark(sa_str *text, const char *marks) {
    sa_str rest = sa_str_trim(*text);
    bool taken = rest.len > 0 && sa_bytes_find(rest.ptr, 1, marks) == 0;
    if (taken) {
        *text = sa_str_trim((sa_str){rest.ptr + 1, rest.len - 1});
    }
    return taken;
}

/* A digit that counts, perhaps a 5 behind it, and zeros. */
static bool is_round(uint32_t value) {
    while (value > 0 && value % 10 == 0) {
        value /= 10;
    }
    return value < 10 || (value < 100 && value % 10 == 5);
}

/* The end of a bucket: round, or beside a round number. */
static bool is_edge(uint32_t value) {
    return is_round(value) || is_round(value + 1) || is_round(value - 1);
}

bool sa_plain_is_usual(uint32_t value) {
    bool status = value >= 200 && value < 600 &&
                  (value % 100 < 5 || value == 409 || value == 422 || value == 429);
    return status || is_round(value) || (value >= 2000 && value <= LAST_YEAR);
}

/* Two numbers of four digits in all, or one of the ranges that everybody groups by: others have the
 * form of postcodes and telephone numbers. */
static bool is_range(sa_str text, const numeral *from, const numeral *to) {
    static const char usual[] = "51-200\0"
                                "100-199\0"
                                "101-200\0"
                                "100-249\0"
                                "101-250\0"
                                "100-499\0"
                                "101-500\0"
                                "200-499\0"
                                "201-500\0"
                                "250-499\0"
                                "251-500\0"
                                "250-999\0"
                                "251-1000\0"
                                "500-999\0"
                                "501-1000\0"
                                "500-1000\0"
                                "100-999\0"
                                "100-1000\0"
                                "101-1000\0"
                                "1000-1999\0"
                                "1000-4999\0"
                                "1001-5000\0"
                                "1000-5000\0"
                                "1000-9999\0"
                                "1000-10000\0"
                                "1001-10000\0"
                                "5000-9999\0"
                                "5001-10000\0"
                                "10000-49999\0"
                                "10001-50000\0"
                                "10000-99999\0"
                                "10001-100000\0";
    return from->value < to->value && (from->digits + to->digits <= RANGE_DIGITS ||
                                       sa_words_find(usual, text.ptr, text.len) >= 0);
}

static bool is_single(const numeral *number) {
    return number->digits <= FEW_DIGITS || is_edge(number->value) ||
           (number->value >= FIRST_YEAR && number->value <= LAST_YEAR);
}

bool sa_plain_is_number(sa_str text) {
    sa_str whole = text;
    (void)take_mark(&text, "<>~+-=");
    (void)take_mark(&text, "$");
    numeral first = take_digits(&text);
    if (first.bad) {
        return false;
    }
    if (text.len > 1 && *text.ptr == '.') {
        text = (sa_str){text.ptr + 1, text.len - 1};
        size_t left = text.len;
        (void)take_digits(&text);
        (void)take_mark(&text, "%");
        return text.len == 0 && left <= DECIMALS + 1 && first.digits <= FEW_DIGITS;
    }
    if (take_mark(&text, "-")) {
        (void)take_mark(&text, "$");
        numeral second = take_digits(&text);
        return !second.bad && text.len == 0 && is_range(whole, &first, &second);
    }
    (void)take_mark(&text, "%+");
    return text.len == 0 && is_single(&first);
}

bool sa_plain_is_sign(sa_str text) {
    size_t at = 0;
    while (at < text.len && sa_bytes_find(text.ptr + at, 1, "<>=!%&|+-*/^~?#$") == 0) {
        at++;
    }
    return at == text.len && at > 0 && at <= SIGN_LENGTH;
}

bool sa_plain_is_grade(sa_str text) {
    size_t digits = 0;
    while (digits + 1 < text.len && sa_is_digit(text.ptr[digits + 1])) {
        digits++;
    }
    return text.len > 0 && text.len == digits + 1 && digits <= 2 && sa_is_alpha(*text.ptr);
}

static bool are_lower(const char *ptr, size_t len) {
    while (len > 0 && sa_is_lower(ptr[len - 1])) {
        len--;
    }
    return len == 0;
}

static bool are_upper(const char *ptr, size_t len) {
    while (len > 0 && sa_is_upper(ptr[len - 1])) {
        len--;
    }
    return len == 0;
}

bool sa_plain_is_locale(sa_str text) {
    static const char scripts[] = "Hans\0Hant\0Latn\0Cyrl\0Arab\0Deva\0";
    if (text.len < 2 || (text.len == 2 && are_upper(text.ptr, 2))) {
        return text.len == 2;
    }
    if (!are_lower(text.ptr, 2)) {
        return false;
    }
    text = (sa_str){text.ptr + 2, text.len - 2};
    for (size_t part = 0; text.len > 0; part++) {
        size_t len = sa_bytes_find(text.ptr + 1, text.len - 1, "-_");
        bool script = part == 0 && sa_words_find(scripts, text.ptr + 1, len) >= 0;
        bool place = len == 2 && are_upper(text.ptr + 1, 2) && text.len == 3;
        if ((*text.ptr != '-' && *text.ptr != '_') || !(script || place)) {
            return false;
        }
        text = (sa_str){text.ptr + 1 + len, text.len - 1 - len};
    }
    return true;
}

bool sa_plain_is_colour(sa_str text) {
    bool letters = false;
    bool same = true;
    for (size_t i = 1; i < text.len; i++) {
        letters = letters || sa_is_alpha(text.ptr[i]);
        same = same && text.ptr[i] == text.ptr[1];
        if (sa_hex_value(text.ptr[i]) < 0) {
            return false;
        }
    }
    /* `#123456` may be a ticket. */
    return (text.len == 4 || text.len == 7) && *text.ptr == '#' && (letters || same);
}

double sa_plain_round(double value) {
    double size = fabs(value);
    double power = 1;
    if (value == floor(value) && size < WHOLE_BELOW) {
        return value;
    }
    if (size >= DIGITS_THAT_COUNT) {
        while (size / power >= DIGITS_THAT_COUNT) {
            power *= 10;
        }
        return floor(value / power + 0.5) * power;
    }
    while (size * power < DIGITS_THAT_COUNT / 10.0 && power < 1e6) {
        power *= 10;
    }
    return floor(value * power + 0.5) / power;
}
