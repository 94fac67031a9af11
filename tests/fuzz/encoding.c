#include "encoding.h"

const char *const encoding_names[ENCODING_COUNT] = {
    "raw",        "percent",   "double percent",   "base64",
    "base64url",  "hex",       "JSON in a string", "split case",
    "zero width", "fullwidth", "sentence",
};

static const char hex_digits[] = "0123456789abcdef";

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_unreserved(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}

/* What must be is percent-encoded, and some of what need not be. */
static void percent(draft *to, const char *ptr, size_t len, const char *sign, rng *random) {
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)ptr[i];
        if (is_unreserved(ptr[i]) && !rng_once_in(random, 4)) {
            draft_add_char(to, ptr[i]);
            continue;
        }
        draft_add(to, sign);
        draft_add_char(to, hex_digits[byte >> 4]);
        draft_add_char(to, hex_digits[byte & 15]);
    }
}

static void base64(draft *to, const char *ptr, size_t len, const char *last_two, bool padded) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (size_t i = 0; i < len; i += 3) {
        unsigned bits = 0;
        for (size_t j = 0; j < 3; j++) {
            bits = bits << 8 | (i + j < len ? (unsigned char)ptr[i + j] : 0);
        }
        for (size_t j = 0; j < 4; j++) {
            unsigned digit = bits >> (18 - 6 * j) & 63;
            if (i + j <= len) {
                draft_add_char(to, digit < 62 ? digits[digit] : last_two[digit - 62]);
            } else if (padded) {
                draft_add_char(to, '=');
            }
        }
    }
}

static void hexadecimal(draft *to, const char *ptr, size_t len) {
    for (size_t i = 0; i < len; i++) {
        draft_add_char(to, hex_digits[(unsigned char)ptr[i] >> 4]);
        draft_add_char(to, hex_digits[(unsigned char)ptr[i] & 15]);
    }
}

static void json(draft *to, const char *ptr, size_t len, rng *random) {
    bool object = rng_once_in(random, 2);
    draft_add(to, object ? "{\"value\":\"" : "[1,\"");
    draft_add_escaped(to, ptr, len);
    draft_add(to, object ? "\"}" : "\"]");
}

static void split_case(draft *to, const char *ptr, size_t len, rng *random) {
    for (size_t i = 0; i < len; i++) {
        bool turned = is_letter(ptr[i]) && rng_once_in(random, 2);
        draft_add_char(to, turned ? (char)(ptr[i] ^ 0x20) : ptr[i]);
    }
}

/* Characters without width before some of those that stand for themselves. */
static void zero_width(draft *to, const char *ptr, size_t len, rng *random) {
    /* U+200B, U+200D, U+2060, U+FEFF, U+00AD, U+202E */
    static const char marks[][4] = {{'\xe2', '\x80', '\x8b'}, {'\xe2', '\x80', '\x8d'},
                                    {'\xe2', '\x81', '\xa0'}, {'\xef', '\xbb', '\xbf'},
                                    {'\xc2', '\xad'},         {'\xe2', '\x80', '\xae'}};
    for (size_t i = 0; i < len; i++) {
        bool begins = ((unsigned char)ptr[i] & 0xc0) != 0x80;
        if (begins && i > 0 && (i == 1 || rng_once_in(random, 3))) {
            draft_add(to, marks[rng_below(random, sizeof(marks) / sizeof(marks[0]))]);
        }
        draft_add_char(to, ptr[i]);
    }
}

/* U+FF01 to U+FF5E are the ASCII characters from '!' to '~', wide. */
static void fullwidth(draft *to, const char *ptr, size_t len) {
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)ptr[i];
        if (c < '!' || c > '~') {
            draft_add_char(to, ptr[i]);
            continue;
        }
        unsigned wide = 0xff01u + c - '!';
        draft_add_char(to, (char)0xef);
        draft_add_char(to, (char)(0x80 | (wide >> 6 & 63)));
        draft_add_char(to, (char)(0x80 | (wide & 63)));
    }
}

static void sentence(draft *to, const char *ptr, size_t len, rng *random) {
    static const char *const frames[][2] = {
        {"could not open ", " because it was busy"},
        {"error at ", ":12"},
        {"", " is not allowed"},
        {"saved (", ")"},
        {"see ", ", please"},
        {"key=", ";"},
        {"value:", ""},
        {"[", "] done in 12ms"},
        {"'", "'"},
    };
    size_t frame = rng_below(random, sizeof(frames) / sizeof(frames[0]));
    draft_add(to, frames[frame][0]);
    draft_add_bytes(to, ptr, len);
    draft_add(to, frames[frame][1]);
}

void encode(draft *to, const char *ptr, size_t len, enum encoding how, rng *random) {
    switch (how) {
    case ENCODING_PERCENT: percent(to, ptr, len, "%", random); break;
    case ENCODING_DOUBLE_PERCENT: percent(to, ptr, len, "%25", random); break;
    case ENCODING_BASE64: base64(to, ptr, len, "+/", true); break;
    case ENCODING_BASE64URL: base64(to, ptr, len, "-_", false); break;
    case ENCODING_HEX: hexadecimal(to, ptr, len); break;
    case ENCODING_JSON: json(to, ptr, len, random); break;
    case ENCODING_SPLIT_CASE: split_case(to, ptr, len, random); break;
    case ENCODING_ZERO_WIDTH: zero_width(to, ptr, len, random); break;
    case ENCODING_FULLWIDTH: fullwidth(to, ptr, len); break;
    case ENCODING_SENTENCE: sentence(to, ptr, len, random); break;
    default: draft_add_bytes(to, ptr, len); break;
    }
}
