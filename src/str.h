/* Non-owning text. Every text inside the core is a (pointer, length) pair; only constants, and what
 * cJSON made, end in NUL, and are then `const char *`.
 *
 * WebAssembly's C ABI hands a struct over in memory. So whatever takes texts and is called often is
 * an inline wrapper that spreads them into scalars, over a function named sa_bytes_… or with
 * `_bytes` at its end: a third of the module's size. */
#ifndef SA_STR_H
#define SA_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct sa_str {
    const char *ptr;
    size_t len;
} sa_str;

#define SA_STR(literal) ((sa_str){"" literal, sizeof(literal) - 1})

#define SA_INLINE static inline __attribute__((always_inline))

/* The length of a terminated text; of NULL 0. */
size_t sa_chars_length(const char *terminated);

SA_INLINE sa_str sa_str_from(const char *terminated) {
    return (sa_str){terminated, sa_chars_length(terminated)};
}

bool sa_bytes_equal(const char *a, size_t a_len, const char *b, size_t b_len);

SA_INLINE bool sa_str_equal(sa_str a, sa_str b) {
    return sa_bytes_equal(a.ptr, a.len, b.ptr, b.len);
}

/* Whether the text is `word`. */
bool sa_bytes_are(const char *ptr, size_t len, const char *word);

SA_INLINE bool sa_str_is(sa_str text, const char *word) {
    return sa_bytes_are(text.ptr, text.len, word);
}

/* The length of `word` if the text begins with it, else 0. */
size_t sa_bytes_begin(const char *ptr, size_t len, const char *word);

SA_INLINE size_t sa_str_begins(sa_str text, const char *word) {
    return sa_bytes_begin(text.ptr, text.len, word);
}

/* The same, whatever the case of the ASCII letters of either. */
size_t sa_bytes_begin_folded(const char *ptr, size_t len, const char *word, size_t word_len);

SA_INLINE size_t sa_str_begins_folded(sa_str text, sa_str word) {
    return sa_bytes_begin_folded(text.ptr, text.len, word.ptr, word.len);
}

SA_INLINE bool sa_is_digit(char c) {
    return c >= '0' && c <= '9';
}

SA_INLINE bool sa_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

SA_INLINE bool sa_is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

SA_INLINE bool sa_is_alpha(char c) {
    return sa_is_lower((char)(c | 0x20));
}

SA_INLINE char sa_to_lower(char c) {
    return sa_is_upper(c) ? (char)(c | 0x20) : c;
}

/* A letter or a digit of ASCII. */
bool sa_is_word(char c);

/* The value of a hexadecimal digit; -1 when it is none. */
int sa_hex_value(char c);

/* Where the first of `stops` stands, or `len`. */
size_t sa_bytes_find(const char *ptr, size_t len, const char *stops);

SA_INLINE size_t sa_str_find(sa_str text, const char *stops) {
    return sa_bytes_find(text.ptr, text.len, stops);
}

/* How many characters of `set` the text begins with. */
size_t sa_bytes_span(const char *ptr, size_t len, const char *set);

/* Whether the text is not empty and has nothing but letters, digits and `marks`. */
bool sa_bytes_made_of(const char *ptr, size_t len, const char *marks);

SA_INLINE bool sa_str_made_of(sa_str text, const char *marks) {
    return sa_bytes_made_of(text.ptr, text.len, marks);
}

/* Lists of words are one text, "first\0second\0": a pointer for each would cost as much again. The
 * empty word ends a list. */
#define SA_WORDS_EACH(word, words)                                                                 \
    for (const char *word = (words); *word != 0; word += sa_chars_length(word) + 1)

/* The word at `index`; empty at the end. */
const char *sa_words_at(const char *words, int index);

/* The index of the word that the text is; -1 when the list does not have it. */
int sa_words_find(const char *words, const char *ptr, size_t len);

/* How many spaces and control characters `text` begins with (ASCII only). */
size_t sa_bytes_space(const char *ptr, size_t len);

/* The length of `text` without the spaces and control characters at its end. */
size_t sa_bytes_trimmed(const char *ptr, size_t len);

SA_INLINE sa_str sa_str_trim(sa_str text) {
    size_t space = sa_bytes_space(text.ptr, text.len);
    return space == text.len
               ? (sa_str){text.ptr, 0}
               : (sa_str){text.ptr + space, sa_bytes_trimmed(text.ptr + space, text.len - space)};
}

/* FNV-1a, 32 bit, continued from `seed`. For tables and fingerprints, never for secrecy. */
uint32_t sa_bytes_hash(const char *ptr, size_t len, uint32_t seed);

SA_INLINE uint32_t sa_str_hash(sa_str text, uint32_t seed) {
    return sa_bytes_hash(text.ptr, text.len, seed);
}

#define SA_HASH_SEED 2166136261u

/* A hash for tables of names in memory. It may differ from build to build. */
uint32_t sa_name_hash(const char *ptr, size_t len);

SA_INLINE uint32_t sa_str_name_hash(sa_str name) {
    return sa_name_hash(name.ptr, name.len);
}

/* Writes `value` as eight hexadecimal digits. */
void sa_hex_write(char text[8], uint32_t value);

#endif
