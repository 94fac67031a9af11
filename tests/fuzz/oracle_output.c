#include "oracle_output.h"

#include <stdbool.h>
#include <string.h>

typedef struct reader {
    const char *at;
    const char *end;
    char *out;
    int depth;       /* brackets around `at` */
    const char *key; /* of the member whose value comes next; NULL in an array */
    size_t key_len;
    enum output_kind kind;
} reader;

/* Whether the text has the form: '0' stands for a digit, 'x' for a digit or a lower letter up to f,
 * anything else for itself. */
static bool has_form(const char *ptr, size_t len, const char *form) {
    if (strlen(form) != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        bool digit = ptr[i] >= '0' && ptr[i] <= '9';
        bool hex = digit || (ptr[i] >= 'a' && ptr[i] <= 'f');
        bool good = form[i] == '0' ? digit : form[i] == 'x' ? hex : ptr[i] == form[i];
        if (!good) {
            return false;
        }
    }
    return true;
}

#define UUID_FORM "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"

/* Where the core writes what it has made, and what that looks like. The endpoint takes these from
 * the page, so that a retry is the same event (design: "Wire"); nothing else passes there. */
static const struct {
    const char *key;
    const char *form;
} issued[] = {
    {"uuid", UUID_FORM},
    {"anonymousDistinctId", "anon_" UUID_FORM},
    {"distinct_id", "anon_" UUID_FORM},
    {"plan", "xxxxxxxxxxxxxxxx"},
    {"occurredAt", "0000-00-00T00:00:00.000Z"},
    {"timestamp", "0000-00-00T00:00:00.000Z"},
    {"sentAt", "0000-00-00T00:00:00.000Z"},
    {"occurredAt", "0000000000000"},
    {"sentAt", "0000000000000"},
};

/* Whether the value at hand is an id or a time in its place, outside the properties. */
static bool is_issued(const reader *from, const char *value, size_t len) {
    if (from->key == NULL || from->depth > (int)from->kind) {
        return false;
    }
    for (size_t i = 0; i < sizeof(issued) / sizeof(issued[0]); i++) {
        bool named = strlen(issued[i].key) == from->key_len &&
                     memcmp(issued[i].key, from->key, from->key_len) == 0;
        if (named && has_form(value, len, issued[i].form)) {
            return true;
        }
    }
    return false;
}

static unsigned hex_unit(const char *digits) {
    unsigned unit = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        unit = unit * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return unit;
}

/* The escape behind the backslash at from->at. The core escapes no more than it must, so no code
 * unit beyond U+001F is met. */
static void unescape(reader *from) {
    char c = from->at[1];
    if (c == 'u' && from->end - from->at >= 6) {
        *from->out++ = (char)hex_unit(from->at + 2);
        from->at += 6;
        return;
    }
    const char *which = strchr("bfnrt", c);
    *from->out++ = which != NULL && c != 0 ? "\b\f\n\r\t"[which - "bfnrt"] : c;
    from->at += 2;
}

static void read_string(reader *from) {
    const char *start = ++from->at;
    char *out = from->out;
    while (from->at < from->end && *from->at != '"') {
        if (*from->at == '\\' && from->end - from->at > 1) {
            unescape(from);
        } else {
            *from->out++ = *from->at++;
        }
    }
    size_t len = (size_t)(from->at - start);
    from->at += from->at < from->end;
    if (from->at < from->end && *from->at == ':') {
        from->key = start;
        from->key_len = len;
    } else if (is_issued(from, start, len)) {
        from->out = out;
    }
}

static void read_word(reader *from) {
    const char *start = from->at;
    while (from->at < from->end && strchr(",:[]{}\"\n", *from->at) == NULL) {
        from->at++;
    }
    size_t len = (size_t)(from->at - start);
    if (!is_issued(from, start, len)) {
        memcpy(from->out, start, len);
        from->out += len;
    }
}

size_t plain_output(char *plain, const char *output, size_t len, enum output_kind kind) {
    reader from = {output, output + len, plain, 0, NULL, 0, kind};
    while (from.at < from.end) {
        if (*from.at == '"') {
            read_string(&from);
        } else if (strchr(",:[]{}\n", *from.at) != NULL) {
            from.depth += *from.at == '{' || *from.at == '[';
            from.depth -= *from.at == '}' || *from.at == ']';
            from.key = *from.at == ':' ? from.key : NULL;
            *from.out++ = 0;
            from.at++;
        } else {
            read_word(&from);
        }
    }
    return (size_t)(from.out - plain);
}
