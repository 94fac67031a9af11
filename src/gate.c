#include "gate.h"

#include "number.h"
#include "reasons.h"

/* A key of an object that is still open. */
typedef struct key {
    uint32_t hash;  /* of the decoded key */
    uint32_t start; /* behind the opening quote */
    uint32_t end;   /* the closing quote */
} key;

typedef struct frame {
    uint32_t keys; /* first of this object's keys */
    bool is_object;
} frame;

typedef struct scanner {
    const char *start;
    const char *at;
    const char *end;
    key *keys;
    uint32_t key_count;
    uint32_t key_capacity;
    uint32_t values;
    uint32_t collisions;
    frame frames[SA_GATE_DEPTH];
    int depth;
} scanner;

enum {
    NOT_PLAIN = 1,   /* what scan_string answers for a string with escapes or beyond ASCII */
    COLLISIONS = 16, /* keys of one hash that are compared; more are nobody's accident */
};

static int hex_value(const char *ptr) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        if (!sa_is_hex(ptr[i])) {
            return -1;
        }
        value = value * 16 + (ptr[i] & 15) + (sa_is_digit(ptr[i]) ? 0 : 9);
    }
    return value;
}

/* One escape, `at` behind the backslash. Pairs of surrogates are taken as one. */
static int scan_escape(scanner *gate) {
    const char *at = gate->at;
    if (at == gate->end) {
        return -SA_JSON_ESCAPE;
    }
    if (*at != 'u') {
        gate->at = at + 1;
        return *at != 0 && strchr("\"\\/bfnrt", *at) != NULL ? 0 : -SA_JSON_ESCAPE;
    }
    int unit = gate->end - at > 4 ? hex_value(at + 1) : -1;
    gate->at = at + 5;
    if (unit == 0) {
        return -SA_JSON_NUL;
    }
    if (unit < 0 || (unit & 0xFC00) == 0xDC00) {
        return -SA_JSON_ESCAPE;
    }
    if ((unit & 0xFC00) == 0xD800) {
        bool low = gate->end - at > 10 && at[5] == '\\' && at[6] == 'u' &&
                   (hex_value(at + 7) & ~0x3FF) == 0xDC00;
        gate->at = at + 11;
        return low ? 0 : -SA_JSON_ESCAPE;
    }
    return 0;
}

/* One character of two to four bytes. The second byte's range carries the rules against overlong
 * forms, surrogates and values above U+10FFFF. */
static int scan_multibyte(scanner *gate) {
    unsigned char lead = (unsigned char)*gate->at;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || gate->end - gate->at <= more) {
        return -SA_JSON_UTF8;
    }
    for (int i = 1; i <= more; i++) {
        unsigned char next = (unsigned char)gate->at[i];
        if (next < low || next > high) {
            return -SA_JSON_UTF8;
        }
        low = 0x80;
        high = 0xBF;
    }
    gate->at += more + 1;
    return 0;
}

/* A string, `at` on the opening quote; left behind the closing one. Returns NOT_PLAIN, 0 or a
 * reason. */
static int scan_string(scanner *gate) {
    int form = 0;
    for (gate->at++; gate->at < gate->end;) {
        unsigned char c = (unsigned char)*gate->at;
        int result = 0;
        if (c == '"') {
            gate->at++;
            return form;
        }
        if (c == '\\') {
            gate->at++;
            form = NOT_PLAIN;
            result = scan_escape(gate);
        } else if (c >= 0x80) {
            form = NOT_PLAIN;
            result = scan_multibyte(gate);
        } else if (c < ' ') {
            return c == 0 ? -SA_JSON_NUL : -SA_JSON_SYNTAX;
        } else {
            gate->at++;
        }
        if (result < 0) {
            return result;
        }
    }
    return -SA_JSON_SYNTAX;
}

static bool scan_digits(scanner *gate) {
    const char *from = gate->at;
    while (gate->at < gate->end && sa_is_digit(*gate->at)) {
        gate->at++;
    }
    return gate->at > from;
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

static int scan_number(scanner *gate) {
    const char *start = gate->at;
    gate->at += *gate->at == '-';
    bool zero = gate->at < gate->end && *gate->at == '0';
    const char *first = gate->at;
    if (!scan_digits(gate) || (zero && gate->at - first > 1)) {
        return -SA_JSON_NUMBER;
    }
    if (gate->at < gate->end && *gate->at == '.') {
        gate->at++;
        if (!scan_digits(gate)) {
            return -SA_JSON_NUMBER;
        }
    }
    if (gate->at < gate->end && (*gate->at | 0x20) == 'e') {
        gate->at++;
        gate->at += gate->at < gate->end && (*gate->at == '+' || *gate->at == '-');
        if (!scan_digits(gate)) {
            return -SA_JSON_NUMBER;
        }
    }
    if (gate->at - start > SA_GATE_NUMBER_LENGTH) {
        shorten_number(gate, (char *)(uintptr_t)start);
    }
    return 0;
}

static int scan_word(scanner *gate, sa_str word) {
    size_t left = (size_t)(gate->end - gate->at);
    if (!sa_str_starts_with((sa_str){gate->at, left}, word)) {
        return -SA_JSON_SYNTAX;
    }
    gate->at += word.len;
    return 0;
}

static void skip_space(scanner *gate) {
    while (gate->at < gate->end &&
           (*gate->at == ' ' || *gate->at == '\n' || *gate->at == '\t' || *gate->at == '\r')) {
        gate->at++;
    }
}

/* The character at `*at` as a number, with `*at` moved behind it; the text has passed the scan.
 * Pairs of surrogates come as two units, and a character beyond U+FFFF as its pair, so that both
 * spellings compare equal. */
static uint32_t decoded_unit(const scanner *gate, uint32_t *at, uint32_t *pending) {
    const char *ptr = gate->start + *at;
    unsigned char c = (unsigned char)*ptr;
    if (*pending != 0) {
        uint32_t low = *pending;
        *pending = 0;
        return low;
    }
    if (c == '\\') {
        static const char letters[] = "bfnrt";
        static const char bytes[] = "\b\f\n\r\t";
        if (ptr[1] == 'u') {
            *at += 6;
            return (uint32_t)hex_value(ptr + 2);
        }
        const char *letter = strchr(letters, ptr[1]);
        *at += 2;
        return (uint32_t)(letter == NULL ? ptr[1] : bytes[letter - letters]);
    }
    if (c < 0x80) {
        *at += 1;
        return c;
    }
    int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    uint32_t point = c & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        point = point << 6 | ((unsigned char)ptr[i] & 0x3Fu);
    }
    *at += (uint32_t)more + 1;
    if (point > 0xFFFF) {
        *pending = 0xDC00 | (point & 0x3FF);
        return 0xD800 | ((point - 0x10000) >> 10);
    }
    return point;
}

static bool same_key(const scanner *gate, key a, key b) {
    uint32_t pending_a = 0;
    uint32_t pending_b = 0;
    while ((a.start < a.end || pending_a != 0) && (b.start < b.end || pending_b != 0)) {
        if (decoded_unit(gate, &a.start, &pending_a) != decoded_unit(gate, &b.start, &pending_b)) {
            return false;
        }
    }
    return a.start == a.end && b.start == b.end && pending_a == pending_b;
}

/* FNV-1a over the decoded units, so that every spelling of a key has the same hash. */
static uint32_t hash_key(const scanner *gate, key added, bool plain) {
    uint32_t pending = 0;
    if (plain) {
        return sa_str_hash((sa_str){gate->start + added.start, added.end - added.start},
                           SA_HASH_SEED);
    }
    uint32_t hash = SA_HASH_SEED;
    while (added.start < added.end || pending != 0) {
        hash = sa_hash_step(hash, decoded_unit(gate, &added.start, &pending));
    }
    return hash;
}

static int add_key(scanner *gate, const char *start, bool plain) {
    const frame *object = &gate->frames[gate->depth - 1];
    key added = {0, (uint32_t)(start - gate->start), (uint32_t)(gate->at - 1 - gate->start)};
    added.hash = hash_key(gate, added, plain);
    if (gate->key_count - object->keys >= SA_GATE_MEMBERS ||
        gate->key_count >= gate->key_capacity) {
        return -SA_JSON_TOO_MANY;
    }
    for (uint32_t i = object->keys; i < gate->key_count; i++) {
        if (gate->keys[i].hash != added.hash) {
            continue;
        }
        if (same_key(gate, gate->keys[i], added)) {
            return -SA_JSON_DUPLICATE_KEY;
        }
        if (++gate->collisions > COLLISIONS) {
            return -SA_JSON_TOO_MANY;
        }
    }
    gate->keys[gate->key_count++] = added;
    return 0;
}

/* Steps over `c` if it comes next. */
static bool next_is(scanner *gate, char c) {
    bool is = gate->at < gate->end && *gate->at == c;
    gate->at += is;
    return is;
}

/* The reason for a character that cannot stand where it does. */
static int unexpected(scanner *gate) {
    unsigned char c = gate->at == gate->end ? ' ' : (unsigned char)*gate->at;
    int result = c == 0 ? -SA_JSON_NUL : c < 0x80 ? 0 : scan_multibyte(gate);
    return result < 0 ? result : -SA_JSON_SYNTAX;
}

/* A key and its colon, `at` on the opening quote. */
static int scan_key(scanner *gate) {
    const char *start = gate->at + 1;
    if (gate->at == gate->end || *gate->at != '"') {
        return unexpected(gate);
    }
    int form = scan_string(gate);
    int result = form < 0 ? form : add_key(gate, start, form == 0);
    if (result < 0) {
        return result;
    }
    skip_space(gate);
    if (!next_is(gate, ':')) {
        return unexpected(gate);
    }
    skip_space(gate);
    return 0;
}

static int scan_scalar(scanner *gate) {
    char c = *gate->at;
    if (c == '"') {
        int result = scan_string(gate);
        return result < 0 ? result : 0;
    }
    if (c == '-' || sa_is_digit(c)) {
        return scan_number(gate);
    }
    return c == 't'   ? scan_word(gate, SA_STR("true"))
           : c == 'f' ? scan_word(gate, SA_STR("false"))
           : c == 'n' ? scan_word(gate, SA_STR("null"))
                      : unexpected(gate);
}

/* Enters a container. Returns 1 when it is empty and already left, 0 when a value follows. */
static int open_container(scanner *gate) {
    bool is_object = *gate->at == '{';
    if (gate->depth == SA_GATE_DEPTH) {
        return -SA_JSON_DEPTH;
    }
    gate->at++;
    skip_space(gate);
    if (next_is(gate, is_object ? '}' : ']')) {
        return 1;
    }
    gate->frames[gate->depth++] = (frame){gate->key_count, is_object};
    return is_object ? scan_key(gate) : 0;
}

/* Behind a value: leaves every container that ends here. Returns 1 when the document is complete, 0
 * when another value follows. */
static int after_value(scanner *gate) {
    for (;;) {
        skip_space(gate);
        if (gate->depth == 0) {
            return 1;
        }
        const frame *top = &gate->frames[gate->depth - 1];
        if (next_is(gate, ',')) {
            skip_space(gate);
            return top->is_object ? scan_key(gate) : 0;
        }
        if (!next_is(gate, top->is_object ? '}' : ']')) {
            return unexpected(gate);
        }
        gate->key_count = top->keys;
        gate->depth--;
    }
}

int sa_gate(char *text, size_t len, void *scratch, size_t scratch_size) {
    scanner gate = {.start = text,
                    .at = text,
                    .end = text + (len <= SA_GATE_INPUT_SIZE ? len : 0),
                    .keys = scratch,
                    .key_capacity = (uint32_t)(scratch_size / sizeof(key))};
    if (len > SA_GATE_INPUT_SIZE) {
        return -SA_JSON_TOO_LARGE;
    }
    skip_space(&gate);
    for (;;) {
        if (gate.at == gate.end) {
            return -SA_JSON_SYNTAX;
        }
        if (++gate.values > SA_GATE_VALUES) {
            return -SA_JSON_TOO_MANY;
        }
        bool container = *gate.at == '{' || *gate.at == '[';
        int result = container ? open_container(&gate) : scan_scalar(&gate);
        if (result < 0) {
            return result;
        }
        if (container && result == 0) {
            continue;
        }
        result = after_value(&gate);
        if (result < 0) {
            return result;
        }
        if (result > 0) {
            break;
        }
    }
    if (gate.at == gate.end) {
        return 0;
    }
    int reason = unexpected(&gate);
    return reason == -SA_JSON_SYNTAX ? -SA_JSON_TRAILING : reason;
}
