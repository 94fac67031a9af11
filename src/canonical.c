#include "canonical.h"

/* The code of the character of three bytes at `at`; 0 when there is none. */
static uint32_t three_bytes(const char *at, const char *end) {
    const unsigned char *bytes = (const unsigned char *)at;
    bool three = end - at > 2 && (bytes[0] & 0xF0) == 0xE0;
    return three ? (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu) : 0;
}

/* Zero-width characters and joiners, marks of direction, the byte order mark. */
static bool is_invisible(uint32_t code) {
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || code == 0x180E;
}

static bool is_soft_hyphen(const char *at, const char *end) {
    return end - at > 1 && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xAD;
}

/* Whether anything of the text would change. */
static bool is_disguised(sa_str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '%' || (unsigned char)text.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* Undoes what begins at `to`, which lies before characters that are canonical already. */
static char *settle(char *to, const char *end, bool percent) {
    for (;;) {
        uint32_t code = three_bytes(to, end);
        if (percent && *to == '%' && end - to > 2 && sa_hex_value(to[1]) >= 0 &&
            sa_hex_value(to[2]) >= 0) {
            char decoded = (char)(sa_hex_value(to[1]) * 16 + sa_hex_value(to[2]));
            to += 2;
            *to = decoded;
        } else if (code >= 0xFF01 && code <= 0xFF5E) {
            to += 2;
            *to = (char)(code - 0xFEE0);
        } else if (is_invisible(code)) {
            return to + 3;
        } else {
            return is_soft_hyphen(to, end) ? to + 2 : to;
        }
    }
}

static sa_str undo(sa_arena *arena, sa_str text, bool percent) {
    if (!is_disguised(text)) {
        return text;
    }
    char *kept = sa_arena_take(arena, text.len);
    if (kept == NULL) {
        return SA_STR("");
    }
    const char *end = kept + text.len;
    char *to = kept + text.len;
    for (size_t left = text.len; left > 0; left--) { /* what comes out may be the end of another */
        *--to = text.ptr[left - 1];
        to = settle(to, end, percent);
    }
    return (sa_str){to, (size_t)(end - to)};
}

sa_str sa_canonical(sa_arena *arena, sa_str text) {
    return undo(arena, text, true);
}

sa_str sa_visible(sa_arena *arena, sa_str text) {
    return undo(arena, text, false);
}
