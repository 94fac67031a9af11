#include "json.h"

#include "build.h"
#include "number.h"
#include "reasons.h"

enum { COLLISIONS = 16 }; /* keys of one hash that are compared; more are nobody's accident */

/* The text ends in a NUL that is not part of it. No rule takes a NUL, so none has to ask whether
 * the end is reached; and after a fault the reader stands at the end, where every rule fails. */
typedef struct reader {
    char *at;
    char *end;
    sa_arena *arena;
    int reason; /* of the first fault */
    uint32_t values_left;
    /* In the whole build: */
    const char *fault; /* where the first fault stands */
    int flaw;          /* of the keys: counts where the text has no other fault */
    uint32_t collisions;
} reader;

static void fail(reader *in, int reason) {
    if (in->reason == 0) {
        in->reason = reason;
        if (SA_IS_WHOLE) {
            in->fault = in->at;
        }
    }
    in->at = in->end;
}

/* Characters of several bytes are looked into where they come from outside; a page's come from
 * TextEncoder. */
static bool is_multibyte(char c) {
    return SA_IS_WHOLE && (unsigned char)c >= 0x80;
}

/* Steps over one character of two to four bytes: no overlong form, no surrogate, nothing above
 * U+10FFFF. */
static void read_multibyte(reader *in) {
    int lead = (unsigned char)*in->at++;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    int code = lead & (0x3F >> more);
    for (int i = 0; i < more; i++) {
        int next = (unsigned char)*in->at;
        if ((next & 0xC0) != 0x80) {
            fail(in, SA_JSON_UTF8);
            return;
        }
        code = code << 6 | (next & 0x3F);
        in->at++;
    }
    if (lead < 0xC2 || lead > 0xF4 || code > 0x10FFFF || (code & ~0x7FF) == 0xD800 ||
        code < (more == 1   ? 0x80
                : more == 2 ? 0x800
                            : 0x10000)) {
        fail(in, SA_JSON_UTF8);
    }
}

/* A character that cannot stand where it does. */
static void fail_here(reader *in, int reason) {
    char *at = in->at;
    if (SA_IS_WHOLE && *at == 0 && at < in->end) {
        fail(in, SA_JSON_NUL);
    } else if (is_multibyte(*at)) {
        read_multibyte(in);
        in->at = at;
    }
    fail(in, reason);
}

/* Steps over `c` if it comes next. */
SA_INLINE bool next_is(reader *in, char c) {
    bool is = *in->at == c;
    in->at += is;
    return is;
}

static void expect(reader *in, char c) {
    if (!next_is(in, c)) {
        fail_here(in, SA_JSON_SYNTAX);
    }
}

static void skip_spaces(reader *in) {
    while (*in->at == ' ' || *in->at == '\n' || *in->at == '\t' || *in->at == '\r') {
        in->at++;
    }
}

/* There are none in what JSON.stringify makes. */
SA_INLINE void skip_space(reader *in) {
    if (SA_IS_WHOLE && (unsigned char)*in->at <= ' ') {
        skip_spaces(in);
    }
}

/* Four hexadecimal digits; below zero when they are none. */
static int read_unit(reader *in) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = sa_hex_value(*in->at);
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
        in->at++;
    }
    return unit;
}

/* Writes a character as UTF-8, which is never longer than its escape. */
static char *put_character(char *to, int code) {
    int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    *to++ = (char)(more == 0 ? code : (0xFF ^ (0x7F >> more)) | code >> (6 * more));
    while (more-- > 0) {
        *to++ = (char)(0x80 | (code >> (6 * more) & 0x3F));
    }
    return to;
}

/* Finds `c` on one side of the two-character escapes (letter 0, meaning 1) and returns the other.
 */
static char other_side(char c, size_t side) {
    static const char pairs[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    size_t at = 0;
    while (pairs[at] != 0 && pairs[at + side] != c) {
        at += 2;
    }
    return pairs[at] == 0 ? 0 : pairs[at + 1 - side];
}

char sa_json_escaped(char c) {
    return other_side(c, 1);
}

char sa_json_meant(char letter) {
    return other_side(letter, 0);
}

/* Decodes one escape to `to`, `at` behind the backslash. Pairs of surrogates are taken as one. */
static char *read_escape(reader *in, char *to) {
    if (!next_is(in, 'u')) {
        *to = sa_json_meant(*in->at);
        if (*to == 0) {
            fail(in, SA_JSON_ESCAPE);
            return to;
        }
        in->at++;
        return to + 1;
    }
    int unit = read_unit(in);
    if (!SA_IS_WHOLE) { /* JSON.stringify numbers control characters, and half pairs */
        *to = (char)unit;
        if (unit <= 0 || unit >= 0x80) {
            fail(in, unit == 0 ? SA_JSON_NUL : SA_JSON_ESCAPE);
        }
        return to + 1;
    }
    bool high = (unit & ~0x3FF) == 0xD800;
    int low = high && next_is(in, '\\') && next_is(in, 'u') ? read_unit(in) : 0;
    bool paired = (low & ~0x3FF) == 0xDC00;
    if (unit == 0) {
        fail(in, SA_JSON_NUL);
    } else if (unit < 0 || (unit & ~0x3FF) == 0xDC00 || high != paired) {
        fail(in, SA_JSON_ESCAPE);
    } else {
        to = put_character(to, high ? 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF) : unit);
    }
    return to;
}

static bool is_plain(char c) {
    return (unsigned char)c >= ' ' && c != '"' && c != '\\' && !is_multibyte(c);
}

/* Decodes a string, `at` on the opening quote. */
static void read_string(reader *in, sa_str *text) {
    char *start = in->at + 1;
    char *to = start;
    expect(in, '"');
    for (;;) {
        char *at = in->at;
        if (SA_IS_WHOLE && to == at) { /* nothing has become shorter yet */
            while (is_plain(*at)) {
                at++;
            }
            to = at;
        }
        while (is_plain(*at)) {
            *to++ = *at++;
        }
        in->at = at;
        if (next_is(in, '"') || in->reason != 0) {
            *text = (sa_str){start, (size_t)(to - start)};
            return;
        }
        const char *from = in->at;
        if (next_is(in, '\\')) {
            to = read_escape(in, to);
        } else if (is_multibyte(*from)) {
            read_multibyte(in);
            while (from < in->at) {
                *to++ = *from++;
            }
        } else {
            fail_here(in, SA_JSON_SYNTAX);
        }
    }
}

static void skip_digits(reader *in) {
    if (!sa_is_digit(*in->at)) {
        fail(in, SA_JSON_NUMBER);
    }
    while (sa_is_digit(*in->at)) {
        in->at++;
    }
}

/* Steps over a number; a page's own JSON.stringify has made it, or our images. */
static void skip_number(reader *in) {
    if (!SA_IS_WHOLE) {
        while (sa_is_digit(*in->at) || *in->at == '.' || *in->at == '-' || *in->at == '+' ||
               *in->at == 'e') {
            in->at++;
        }
        return;
    }
    (void)next_is(in, '-');
    if (!next_is(in, '0')) {
        skip_digits(in);
    } else if (sa_is_digit(*in->at)) {
        fail(in, SA_JSON_NUMBER);
    }
    if (next_is(in, '.')) {
        skip_digits(in);
    }
    if ((*in->at | 0x20) == 'e') {
        in->at++;
        in->at += *in->at == '+' || *in->at == '-';
        skip_digits(in);
    }
}

static double read_number(reader *in) {
    const char *start = in->at;
    skip_number(in);
    return in->reason != 0 ? 0 : sa_number_parse((sa_str){start, (size_t)(in->at - start)});
}

static uint32_t read_word(reader *in) {
    char c = *in->at;
    const char *word = c == 't' ? "true" : c == 'f' ? "false" : "null";
    size_t len = sa_bytes_begin(in->at, (size_t)(in->end - in->at), word);
    in->at += len;
    if (len == 0) {
        fail_here(in, SA_JSON_SYNTAX);
    }
    return c == 't' ? SA_KIND_TRUE : c == 'f' ? SA_KIND_FALSE : SA_KIND_NULL;
}

/* Looks for an earlier member of the same key. `seen` has a bit for each hash that there was: what
 * a request may have, a page's own JSON.stringify has not. */
static void check_key(reader *in, const sa_json *parent, const sa_json *item, uint64_t *seen) {
    uint64_t bit = (uint64_t)1 << (item->hash % 64);
    bool fresh = (*seen & bit) == 0 || in->flaw != 0;
    *seen |= bit;
    SA_JSON_EACH(other, fresh ? NULL : parent) {
        if (other->hash != item->hash) {
            continue;
        }
        in->fault = item->key.ptr - 1;
        if (sa_str_equal(other->key, item->key)) {
            in->flaw = SA_JSON_DUPLICATE_KEY;
        } else if (++in->collisions > COLLISIONS) {
            in->flaw = SA_JSON_TOO_MANY;
            return;
        }
    }
}

static void read_key(reader *in, const sa_json *parent, sa_json *item, uint64_t *seen) {
    skip_space(in);
    read_string(in, &item->key);
    item->hash = sa_name_hash(item->key.ptr, item->key.len);
    if (SA_IS_WHOLE && in->reason == 0) {
        check_key(in, parent, item, seen);
    }
    skip_space(in);
    expect(in, ':');
}

static sa_json *read_value(reader *in, sa_json *item, int depth);

static sa_json *make(reader *in) {
    sa_json *item = sa_arena_take(in->arena, sizeof(sa_json));
    if (item == NULL) {
        fail(in, SA_MEMORY);
        return NULL;
    }
    item->next = NULL;
    item->child = NULL;
    item->key = (sa_str){NULL, 0};
    item->text = (sa_str){NULL, 0};
    return item;
}

/* What stands between the brackets, `at` behind the opening one. */
static void read_container(reader *in, sa_json *parent, int depth) {
    char close = parent->kind == SA_KIND_OBJECT ? '}' : ']';
    const sa_json **end = &parent->child;
    uint32_t members = 0;
    uint64_t seen = 0;
    if (depth == SA_JSON_DEEPEST) {
        fail(in, SA_JSON_DEPTH);
    }
    skip_space(in);
    if (next_is(in, close)) {
        return;
    }
    do {
        sa_json *item = make(in);
        if (item == NULL) {
            return;
        }
        if (close == '}') {
            read_key(in, parent, item, &seen);
            if (++members > SA_JSON_MOST_MEMBERS) {
                fail(in, SA_JSON_TOO_MANY);
            }
        }
        *end = read_value(in, item, depth + 1); // NOLINT(misc-no-recursion): SA_JSON_DEEPEST
        end = &item->next;
    } while (next_is(in, ','));
    expect(in, close);
}

/* A value and the space around it. Returns `item`. */
static sa_json *read_value(reader *in, sa_json *item, int depth) { // NOLINT(misc-no-recursion)
    skip_space(in);
    if (in->values_left-- == 0) {
        fail(in, SA_JSON_TOO_MANY);
    }
    char c = *in->at;
    if (c == '"') {
        item->kind = SA_KIND_STRING;
        read_string(in, &item->text);
    } else if (c == '{' || c == '[') {
        in->at++;
        item->kind = c == '{' ? SA_KIND_OBJECT : SA_KIND_ARRAY;
        read_container(in, item, depth);
    } else if (c == '-' || sa_is_digit(c)) {
        item->kind = SA_KIND_NUMBER;
        item->number = read_number(in);
    } else {
        item->kind = read_word(in);
    }
    skip_space(in);
    return item;
}

int sa_json_parse_at(sa_arena *arena, char *text, size_t len, uint32_t most, const sa_json **tree,
                     size_t *offset) {
    reader in;
    in.at = text;
    in.end = text + len;
    in.arena = arena;
    in.reason = 0;
    in.values_left = most;
    if (SA_IS_WHOLE) {
        in.fault = text;
        in.flaw = 0;
        in.collisions = 0;
    }
    char behind = text[len];
    text[len] = 0;
    sa_json *root = make(&in);
    if (root != NULL) {
        (void)read_value(&in, root, 0);
    }
    if (in.at < in.end) {
        fail_here(&in, SA_JSON_TRAILING);
    }
    text[len] = behind;
    int reason = SA_IS_WHOLE && in.reason == 0 ? in.flaw : in.reason;
    *tree = reason == 0 ? root : NULL;
    if (SA_IS_WHOLE && reason != 0) {
        *offset = (size_t)(in.fault - text);
    }
    return -reason;
}

const sa_json *sa_json_member_bytes(const sa_json *object, const char *key, size_t len) {
    SA_JSON_EACH(item, object) {
        if (sa_bytes_equal(item->key.ptr, item->key.len, key, len)) {
            return item;
        }
    }
    return NULL;
}

bool sa_json_is(const sa_json *item, uint32_t kinds) {
    return item != NULL && (item->kind & kinds) != 0;
}
