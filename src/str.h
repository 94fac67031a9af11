/* Non-owning text. Every text inside the core is a (pointer, length) pair; a terminating NUL is
 * never relied upon.
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

SA_INLINE sa_str sa_str_from(const char *terminated) {
    return (sa_str){terminated, terminated == NULL ? 0 : strlen(terminated)};
}

bool sa_bytes_equal(const char *a, size_t a_len, const char *b, size_t b_len);

SA_INLINE bool sa_str_equal(sa_str a, sa_str b) {
    return sa_bytes_equal(a.ptr, a.len, b.ptr, b.len);
}

SA_INLINE bool sa_str_starts_with(sa_str text, sa_str prefix) {
    return text.len >= prefix.len && sa_bytes_equal(text.ptr, prefix.len, prefix.ptr, prefix.len);
}

static inline bool sa_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool sa_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static inline bool sa_is_alpha(char c) {
    return sa_is_lower((char)(c | 0x20));
}

static inline bool sa_is_hex(char c) {
    return sa_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline char sa_to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

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

static inline uint32_t sa_hash_step(uint32_t hash, uint32_t unit) {
    return (hash ^ unit) * 16777619u;
}

#endif
