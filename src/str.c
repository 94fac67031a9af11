#include "str.h"

bool sa_bytes_equal(const char *a, size_t a_len, const char *b, size_t b_len) {
    return a_len == b_len && (a_len == 0 || memcmp(a, b, a_len) == 0);
}

size_t sa_bytes_space(const char *ptr, size_t len) {
    size_t space = 0;
    while (space < len && (unsigned char)ptr[space] <= ' ') {
        space++;
    }
    return space;
}

size_t sa_bytes_trimmed(const char *ptr, size_t len) {
    while (len > 0 && (unsigned char)ptr[len - 1] <= ' ') {
        len--;
    }
    return len;
}

uint32_t sa_bytes_hash(const char *ptr, size_t len, uint32_t seed) {
    uint32_t hash = seed;
    for (size_t i = 0; i < len; i++) {
        hash = sa_hash_step(hash, (unsigned char)ptr[i]);
    }
    return hash;
}
