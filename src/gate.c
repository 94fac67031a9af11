#include "gate.h"

#include "number.h"
#include "reasons.h"

/* The text ends in a NUL that is not part of it. No rule takes a NUL, so none has to ask whether
 * the end is reached; and after a fault the scanner stands at the end, where every rule fails. */
typedef struct scanner {
    const char *at;
    const char *end;
    int reason; /* of the first fault */
    uint32_t values;
} scanner;

static void fail(scanner *gate, int reason) {
    if (gate->reason == 0) {
        gate->reason = reason;
    }
    gate->at = gate->end;
}

/* One character of two to four bytes. The second byte's range carries the rules against overlong
 * forms, surrogates and values above U+10FFFF. */
static void scan_multibyte(scanner *gate) {
    unsigned char lead = (unsigned char)*gate->at++;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4) {
        fail(gate, SA_JSON_UTF8);
    }
    for (; more > 0; more--) {
        unsigned char next = (unsigned char)*gate->at;
        if (next < low || next > high) {
            fail(gate, SA_JSON_UTF8);
            return;
        }
        low = 0x80;
        high = 0xBF;
        gate->at++;
    }
}

/* A character that cannot stand where it does. */
static void fail_here(scanner *gate, int reason) {
    if (*gate->at == 0 && gate->at < gate->end) {
        fail(gate, SA_JSON_NUL);
    } else if ((unsigned char)*gate->at >= 0x80) {
        scan_multibyte(gate);
    }
    fail(gate, reason);
}

/* Steps over `c` if it comes next. */
static bool next_is(scanner *gate, char c) {
    bool is = *gate->at == c && c != 0;
    gate->at += is;
    return is;
}

/* Four hexadecimal digits; below zero when they are none. */
static int scan_unit(scanner *gate) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = sa_hex_value(*gate->at);
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
        gate->at++;
    }
    return unit;
}

/* One escape, `at` behind the backslash. Pairs of surrogates are taken as one. */
static void scan_escape(scanner *gate) {
    if (!next_is(gate, 'u')) {
        if (sa_bytes_find(gate->at, 1, "\"\\/bfnrt") > 0) {
            fail(gate, SA_JSON_ESCAPE);
            return;
        }
        gate->at++;
        return;
    }
    int unit = scan_unit(gate);
    bool high = (unit & ~0x3FF) == 0xD800;
    bool paired =
        high && next_is(gate, '\\') && next_is(gate, 'u') && (scan_unit(gate) & ~0x3FF) == 0xDC00;
    if (unit == 0) {
        fail(gate, SA_JSON_NUL);
    }
    if (unit < 0 || (unit & ~0x3FF) == 0xDC00 || high != paired) {
        fail(gate, SA_JSON_ESCAPE);
    }
}

static bool is_plain(char c) {
    return c >= ' ' && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* A string, `at` on the opening quote. */
static void scan_string(scanner *gate) {
    const char *at = gate->at + 1;
    for (;;) {
        while (is_plain(*at)) {
            at++;
        }
        gate->at = at;
        if (next_is(gate, '"')) {
            return;
        }
        if (next_is(gate, '\\')) {
            scan_escape(gate);
        } else if ((unsigned char)*at >= 0x80) {
            scan_multibyte(gate);
        } else {
            fail_here(gate, SA_JSON_SYNTAX);
            return;
        }
        at = gate->at;
    }
}

static void scan_digits(scanner *gate) {
    if (!sa_is_digit(*gate->at)) {
        fail(gate, SA_JSON_NUMBER);
    }
    while (sa_is_digit(*gate->at)) {
        gate->at++;
    }
}

/* A number longer than cJSON reads keeps its value in a shorter text, filled up with spaces. */
static void shorten_number(const scanner *gate, char *start) {
    size_t len = (size_t)(gate->at - start);
    double value = sa_number_parse((sa_str){start, len});
    char text[SA_NUMBER_TEXT] = "1e999";
    size_t used = value - value == 0 ? sa_number_text(value, text) : 5;
    memset(start, ' ', len);
    memcpy(start, text, used);
}

static void scan_number(scanner *gate) {
    const char *start = gate->at;
    (void)next_is(gate, '-');
    if (!next_is(gate, '0')) {
        scan_digits(gate);
    } else if (sa_is_digit(*gate->at)) {
        fail(gate, SA_JSON_NUMBER);
    }
    if (next_is(gate, '.')) {
        scan_digits(gate);
    }
    if ((*gate->at | 0x20) == 'e') {
        gate->at++;
        gate->at += *gate->at == '+' || *gate->at == '-';
        scan_digits(gate);
    }
    if (gate->reason == 0 && gate->at - start > SA_GATE_NUMBER_LENGTH) {
        shorten_number(gate, (char *)(uintptr_t)start);
    }
}

static void scan_word(scanner *gate) {
    const char *word = *gate->at == 't' ? "true" : *gate->at == 'f' ? "false" : "null";
    size_t len = sa_bytes_begin(gate->at, (size_t)(gate->end - gate->at), word);
    gate->at += len;
    if (len == 0) {
        fail_here(gate, SA_JSON_SYNTAX);
    }
}

static void skip_space(scanner *gate) {
    while (*gate->at == ' ' || *gate->at == '\n' || *gate->at == '\t' || *gate->at == '\r') {
        gate->at++;
    }
}

static void expect(scanner *gate, char c) {
    if (!next_is(gate, c)) {
        fail_here(gate, SA_JSON_SYNTAX);
    }
}

static void scan_value(scanner *gate, int depth);

/* What stands between the brackets, `at` behind the opening one. */
static void scan_container(scanner *gate, char close, int depth) {
    uint32_t members = 0;
    if (depth == SA_GATE_DEPTH) {
        fail(gate, SA_JSON_DEPTH);
    }
    skip_space(gate);
    if (next_is(gate, close)) {
        return;
    }
    do {
        if (close == '}') {
            skip_space(gate);
            if (*gate->at == '"') {
                scan_string(gate);
            } else {
                fail_here(gate, SA_JSON_SYNTAX);
            }
            if (++members > SA_GATE_MEMBERS) {
                fail(gate, SA_JSON_TOO_MANY);
            }
            skip_space(gate);
            expect(gate, ':');
        }
        scan_value(gate, depth + 1); // NOLINT(misc-no-recursion): bounded by SA_GATE_DEPTH
    } while (next_is(gate, ','));
    expect(gate, close);
}

/* A value and the space around it. */
static void scan_value(scanner *gate, int depth) { // NOLINT(misc-no-recursion)
    skip_space(gate);
    if (++gate->values > SA_GATE_VALUES) {
        fail(gate, SA_JSON_TOO_MANY);
    }
    char c = *gate->at;
    if (c == '"') {
        scan_string(gate);
    } else if (next_is(gate, '{')) {
        scan_container(gate, '}', depth);
    } else if (next_is(gate, '[')) {
        scan_container(gate, ']', depth);
    } else if (c == '-' || sa_is_digit(c)) {
        scan_number(gate);
    } else {
        scan_word(gate);
    }
    skip_space(gate);
}

int sa_gate(char *text, size_t len) {
    scanner gate = {text, text + len, 0, 0};
    scan_value(&gate, 0);
    if (gate.at < gate.end) {
        fail_here(&gate, SA_JSON_TRAILING);
    }
    return -gate.reason;
}
