#include "oracle.h"

#include <stdbool.h>
#include <string.h>

#include "analytics.h"
#include "oracle_output.h"
#include "require.h"

enum {
    SHORTEST = 5,
    LONGEST = 8,  /* folded characters of a window: what an uint64_t holds */
    SLOTS = 8192, /* a power of two, several times as many as there are windows */
    WINDOWS_MAX = 4096,
    FILTER_BITS = 1 << 16,
    ROUNDS = 3,
};

/* Folded characters that stand in a row, the last in the lowest byte. */
typedef struct window {
    uint64_t characters;
    uint8_t len; /* 0: the slot is free */
    uint8_t owner;
} window;

struct oracle {
    window slots[SLOTS];
    uint16_t used[WINDOWS_MAX];
    size_t count;
    uint64_t filter[FILTER_BITS / 64]; /* a bit for the last five characters of each window */
    uint64_t met;
    /* By byte: what it folds to, 0 for nothing; its value as a digit, -1 for none. */
    char folded_ascii[256];
    signed char base64_values[256];
    signed char hex_values[256];
    char plain[SA_OUTPUT_SIZE];
    char unquoted[SA_OUTPUT_SIZE];
    char decoded[SA_OUTPUT_SIZE];
    char folded[SA_OUTPUT_SIZE];
};

static void fill_tables(oracle *made) {
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char hex[] = "0123456789abcdef";
    memset(made->base64_values, -1, sizeof(made->base64_values));
    memset(made->hex_values, -1, sizeof(made->hex_values));
    for (int i = 0; i < 64; i++) {
        made->base64_values[(unsigned char)base64[i]] = (signed char)i;
    }
    made->base64_values['-'] = 62;
    made->base64_values['_'] = 63;
    for (int i = 0; i < 16; i++) {
        unsigned char digit = (unsigned char)hex[i];
        made->hex_values[digit] = (signed char)i;
        made->hex_values[i < 10 ? digit : digit - 'a' + 'A'] = (signed char)i;
    }
    for (int c = 0; c < 128; c++) {
        bool upper = c >= 'A' && c <= 'Z';
        bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        made->folded_ascii[c] = (char)(upper ? c | 0x20 : kept ? c : 0);
    }
}

oracle *oracle_new(void) {
    oracle *made = allocate(sizeof(*made));
    fill_tables(made);
    return made;
}

void oracle_free(oracle *made) {
    free(made);
}

void oracle_clear(oracle *watching) {
    for (size_t i = 0; i < watching->count; i++) {
        watching->slots[watching->used[i]].len = 0;
    }
    watching->count = 0;
    memset(watching->filter, 0, sizeof(watching->filter));
}

/* ---- Folding ---- */

/* The ASCII character that a fullwidth form of three bytes stands for; 0 when it is none. */
static char narrow(const unsigned char *at, size_t left) {
    unsigned unit = left < 3 || at[0] != 0xef ? 0 : (at[1] & 63u) << 6 | (at[2] & 63u);
    /* U+FF01 to U+FF5E; U+F000 is what the first byte says */
    return unit >= 0xf01 && unit <= 0xf5e ? (char)(unit - 0xf01 + '!') : 0;
}

/* The bytes of a character at `at` that has no width or turns the direction of writing; 0 when it
 * is none. */
static size_t invisible(const unsigned char *at, size_t left) {
    static const char *const marks[] = {
        "\xc2\xad", "\xcd\x8f", "\xd8\x9c", "\xe1\xa0\x8e", "\xef\xbb\xbf", "\xef\xb8\x8f",
    };
    /* U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F */
    if (left >= 3 && at[0] == 0xe2 && (at[1] == 0x80 || at[1] == 0x81)) {
        bool joins =
            at[1] == 0x80 && ((at[2] >= 0x8b && at[2] <= 0x8f) || (at[2] >= 0xaa && at[2] <= 0xae));
        return joins || (at[1] == 0x81 && at[2] >= 0xa0 && at[2] <= 0xaf) ? 3 : 0;
    }
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        size_t len = strlen(marks[i]);
        if (left >= len && memcmp(at, marks[i], len) == 0) {
            return len;
        }
    }
    return 0;
}

/* Appends what the character at `at` beyond ASCII folds to. Returns how many of its bytes are done.
 */
static size_t fold_beyond_ascii(const oracle *by, char *out, size_t *size, const unsigned char *at,
                                size_t left) {
    size_t skipped = invisible(at, left);
    char ascii = narrow(at, left);
    if (skipped > 0) {
        return skipped;
    }
    char folded = ascii == 0 ? (char)*at : by->folded_ascii[(unsigned char)ascii];
    if (folded != 0) {
        out[(*size)++] = folded;
    }
    return ascii == 0 ? 1 : 3;
}

/* Folds `len` bytes; NUL, which parts texts, stays. Returns the length. */
static size_t fold(const oracle *by, char *out, const char *text, size_t len) {
    size_t size = 0;
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80) {
            i += fold_beyond_ascii(by, out, &size, (const unsigned char *)text + i, len - i);
            continue;
        }
        out[size] = by->folded_ascii[c];
        size += out[size] != 0 || c == 0;
        i++;
    }
    return size;
}

/* ---- Windows ---- */

static uint64_t last_characters(uint64_t characters, int count) {
    return count == LONGEST ? characters : characters & ((UINT64_C(1) << (8 * count)) - 1);
}

static size_t hash(uint64_t characters) {
    return (size_t)((characters * 0x9e3779b97f4a7c15u) >> 40);
}

static size_t filter_bit(uint64_t characters) {
    return hash(last_characters(characters, SHORTEST)) % FILTER_BITS;
}

/* The slot of these characters, or the free one where they belong. */
static window *find(oracle *watching, uint64_t characters, int len) {
    size_t slot = hash(characters) % SLOTS;
    while (watching->slots[slot].len != 0 &&
           (watching->slots[slot].len != len || watching->slots[slot].characters != characters)) {
        slot = (slot + 1) % SLOTS;
    }
    return &watching->slots[slot];
}

static uint64_t pack(const char *folded, int len) {
    uint64_t characters = 0;
    for (int i = 0; i < len; i++) {
        characters = characters << 8 | (unsigned char)folded[i];
    }
    return characters;
}

static void add_window(oracle *watching, uint64_t characters, int len, unsigned owner) {
    window *slot = find(watching, characters, len);
    if (slot->len != 0 || watching->count == WINDOWS_MAX) {
        return; /* somebody else watches for the same, or far too much is watched for */
    }
    *slot = (window){characters, (uint8_t)len, (uint8_t)owner};
    watching->used[watching->count++] = (uint16_t)(slot - watching->slots);
    size_t bit = filter_bit(characters);
    watching->filter[bit / 64] |= UINT64_C(1) << (bit % 64);
}

/* Folds a mark and says how long its windows are. Returns its folded length. */
static size_t fold_mark(const oracle *by, char folded[ORACLE_MARK_MAX], const char *mark,
                        size_t len, int *window_len) {
    size_t size = fold(by, folded, mark, len < ORACLE_MARK_MAX ? len : ORACLE_MARK_MAX);
    *window_len = size < LONGEST ? (int)size : LONGEST;
    return size;
}

void oracle_watch(oracle *watching, const char *mark, size_t len, unsigned owner) {
    char folded[ORACLE_MARK_MAX];
    int window_len = 0;
    size_t size = fold_mark(watching, folded, mark, len, &window_len);
    require(size >= SHORTEST && owner < ORACLE_OWNERS, "a mark can be watched for");
    for (size_t at = 0; at + (size_t)window_len <= size; at++) {
        add_window(watching, pack(folded + at, window_len), window_len, owner);
    }
}

bool oracle_can_watch(oracle *watching, const char *mark, size_t len) {
    char folded[ORACLE_MARK_MAX];
    int window_len = 0;
    size_t size = fold_mark(watching, folded, mark, len, &window_len);
    for (size_t at = 0; at + (size_t)window_len <= size; at++) {
        if (find(watching, pack(folded + at, window_len), window_len)->len != 0) {
            return false;
        }
    }
    return size >= SHORTEST;
}

/* Looks up the characters that came last, in every length of which there are windows. No window
 * has a NUL in it, so none reaches over the end of a text. */
static void meet(oracle *watching, uint64_t characters) {
    for (int len = SHORTEST; len <= LONGEST; len++) {
        const window *slot = find(watching, last_characters(characters, len), len);
        if (slot->len != 0) {
            watching->met |= UINT64_C(1) << slot->owner;
        }
    }
}

static void search_text(oracle *watching, const char *text, size_t len) {
    size_t size = fold(watching, watching->folded, text, len);
    uint64_t characters = 0;
    for (size_t i = 0; i < size; i++) {
        characters = characters << 8 | (unsigned char)watching->folded[i];
        size_t bit = filter_bit(characters);
        if ((watching->filter[bit / 64] >> (bit % 64) & 1) != 0) {
            meet(watching, characters);
        }
    }
}

/* ---- Decoding ---- */

/* Looks through digits of `bits` bits each, decoded. */
static void search_digits(oracle *watching, const char *text, size_t len, const signed char *values,
                          unsigned bits) {
    size_t size = 0;
    unsigned collected = 0;
    unsigned held = 0;
    for (size_t i = 0; i < len; i++) {
        collected = (collected << bits | (unsigned)values[(unsigned char)text[i]]) & 0xffff;
        held += bits;
        if (held >= 8) {
            held -= 8;
            watching->decoded[size++] = (char)(collected >> held);
        }
    }
    search_text(watching, watching->decoded, size);
}

/* Every run of digits that is long enough to hide a mark. Decoded from the wrong digit on it is
 * nonsense, so each of the first digits is tried until they come around to whole bytes. */
static void search_runs(oracle *watching, const char *text, size_t len, const signed char *values,
                        unsigned bits) {
    size_t phases = bits == 6 ? 4 : 2;
    for (size_t i = 0; i < len; i++) {
        size_t start = i;
        while (i < len && values[(unsigned char)text[i]] >= 0) {
            i++;
        }
        bool hides = (i - start) * bits >= (size_t)SHORTEST * 8;
        for (size_t phase = 0; hides && phase < phases; phase++) {
            search_digits(watching, text + start + phase, i - start - phase, values, bits);
        }
    }
}

static void search_views(oracle *watching, const char *text, size_t len) {
    search_text(watching, text, len);
    search_runs(watching, text, len, watching->base64_values, 6);
    search_runs(watching, text, len, watching->hex_values, 4);
}

/* Undoes percent-encoding once, in place or elsewhere. Returns the length. */
static size_t undo_percent(const oracle *by, char *out, const char *text, size_t len) {
    size_t size = 0;
    for (size_t i = 0; i < len; i++) {
        int high = len - i > 2 ? by->hex_values[(unsigned char)text[i + 1]] : -1;
        int low = len - i > 2 ? by->hex_values[(unsigned char)text[i + 2]] : -1;
        bool encoded = text[i] == '%' && high >= 0 && low >= 0;
        out[size++] = encoded ? (char)(high * 16 + low) : text[i];
        i += encoded ? 2 : 0;
    }
    return size;
}

uint64_t oracle_search(oracle *watching, const char *output, size_t len, enum output_kind kind) {
    watching->met = 0;
    size_t size = plain_output(watching->plain, output, len, kind);
    const char *text = watching->plain;
    search_views(watching, text, size);
    for (int round = 0; round < ROUNDS && memchr(text, '%', size) != NULL; round++) {
        size = undo_percent(watching, watching->unquoted, text, size);
        text = watching->unquoted;
        search_views(watching, text, size);
    }
    return watching->met;
}
