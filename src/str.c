#include "str.h"

size_t sa_chars_length(const char *terminated) {
    size_t len = 0;
    while (terminated != NULL && terminated[len] != 0) {
        len++;
    }
    return len;
}

bool sa_bytes_equal(const char *a, size_t a_len, const char *b, size_t b_len) {
    if (a_len != b_len) {
        return false;
    }
    while (a_len > 0 && a[a_len - 1] == b[a_len - 1]) {
        a_len--;
    }
    return a_len == 0;
}

size_t sa_bytes_begin(const char *ptr, size_t len, const char *word) {
    size_t word_len = sa_chars_length(word);
    return word_len <= len && sa_bytes_equal(ptr, word_len, word, word_len) ? word_len : 0;
}

bool sa_bytes_are(const char *ptr, size_t len, const char *word) {
    return sa_bytes_equal(ptr, len, word, sa_chars_length(word));
}

size_t sa_bytes_begin_folded(const char *ptr, size_t len, const char *word, size_t word_len) {
    size_t same = 0;
    while (same < len && same < word_len && sa_to_lower(ptr[same]) == sa_to_lower(word[same])) {
        same++;
    }
    return same == word_len ? same : 0;
}

bool sa_is_word(char c) {
    return sa_is_digit(c) || sa_is_alpha(c);
}

int sa_hex_value(char c) {
    char letter = (char)(c | 0x20);
    return sa_is_digit(c) ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

static bool is_one_of(char c, const char *set) {
    while (*set != 0 && *set != c) {
        set++;
    }
    return *set != 0;
}

size_t sa_bytes_find(const char *ptr, size_t len, const char *stops) {
    size_t at = 0;
    while (at < len && !is_one_of(ptr[at], stops)) {
        at++;
    }
    return at;
}

size_t sa_bytes_span(const char *ptr, size_t len, const char *set) {
    size_t at = 0;
    while (at < len && is_one_of(ptr[at], set)) {
        at++;
    }
    return at;
}

bool sa_bytes_made_of(const char *ptr, size_t len, const char *marks) {
    size_t at = 0;
    while (at < len && (sa_is_word(ptr[at]) || is_one_of(ptr[at], marks))) {
        at++;
    }
    return at == len && len > 0;
}

const char *sa_words_at(const char *words, int index) {
    while (index > 0 && *words != 0) {
        words += sa_chars_length(words) + 1;
        index--;
    }
    return words;
}

int sa_words_find(const char *words, const char *ptr, size_t len) {
    int index = 0;
    SA_WORDS_EACH(word, words) {
        if (sa_bytes_are(ptr, len, word)) {
            return index;
        }
        index++;
    }
    return -1;
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
        hash = (hash ^ (unsigned char)ptr[i]) * 16777619u;
    }
    return hash;
}

uint32_t sa_name_hash(const char *ptr, size_t len) {
    uint32_t hash = (uint32_t)len;
    uint32_t four = 0;
    for (; len >= sizeof(four); len -= sizeof(four)) { /* three times as fast as by bytes */
        memcpy(&four, ptr, sizeof(four));
        hash = (hash ^ four) * 0x9E3779B1u;
        hash ^= hash >> 15;
        ptr += sizeof(four);
    }
    return sa_bytes_hash(ptr, len, hash);
}

void sa_hex_write(char text[8], uint32_t value) {
    for (int i = 7; i >= 0; i--) {
        text[i] = "0123456789abcdef"[value & 15];
        value >>= 4;
    }
}
