#include "writer.h"

/* A whole number below 2^53 is written as two halves that 32 bits hold. */
#define LOW_MODULUS 1e9

void sa_write_bytes(sa_writer *writer, const char *ptr, size_t len) {
    if (writer->capacity - writer->len < len || writer->full) {
        writer->full = true;
        return;
    }
    if (len > 0) {
        memcpy(writer->ptr + writer->len, ptr, len);
        writer->len += len;
    }
}

void sa_write_char(sa_writer *writer, char c) {
    sa_write(writer, (sa_str){&c, 1});
}

void sa_write_comma(sa_writer *writer) {
    if (writer->len > 0 && writer->ptr[writer->len - 1] != '{' &&
        writer->ptr[writer->len - 1] != '[') {
        sa_write_char(writer, ',');
    }
}

/* The two-character escapes of RFC 8259, as pairs of byte and letter. */
static char short_escape(char c) {
    static const char pairs[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; i + 1 < sizeof(pairs); i += 2) {
        if (pairs[i] == c) {
            return pairs[i + 1];
        }
    }
    return 0;
}

static void write_escape(sa_writer *writer, char c) {
    static const char hex[] = "0123456789abcdef";
    char letter = short_escape(c);
    if (letter != 0) {
        sa_write(writer, (sa_str){(char[2]){'\\', letter}, 2});
        return;
    }
    char text[6] = {'\\', 'u', '0', '0', hex[(c >> 4) & 15], hex[c & 15]};
    sa_write(writer, (sa_str){text, sizeof(text)});
}

void sa_write_string_bytes(sa_writer *writer, const char *ptr, size_t len) {
    sa_write_char(writer, '"');
    size_t plain = 0;
    for (size_t i = 0; i < len; i++) {
        char c = ptr[i];
        if ((unsigned char)c >= ' ' && c != '"' && c != '\\') {
            continue;
        }
        sa_write_bytes(writer, ptr + plain, i - plain);
        write_escape(writer, c);
        plain = i + 1;
    }
    if (plain < len) {
        sa_write_bytes(writer, ptr + plain, len - plain);
    }
    sa_write_char(writer, '"');
}

/* Writes `value` in decimal, at least `width` digits, and returns where it begins in `end - 10 ..
 * end`. */
static char *digits_before(char *end, uint32_t value, int width) {
    char *at = end;
    while (value > 0 || width > 0) {
        *--at = (char)('0' + value % 10);
        value /= 10;
        width--;
    }
    return at;
}

void sa_write_integer(sa_writer *writer, double value) {
    char text[24];
    char *end = text + sizeof(text);
    double size = value < 0 ? -value : value;
    uint32_t high = (uint32_t)(size / LOW_MODULUS);
    uint32_t low = (uint32_t)(size - (double)high * LOW_MODULUS);
    char *at = digits_before(end, low, high > 0 ? 9 : 1);
    if (high > 0) {
        at = digits_before(at, high, 1);
    }
    if (value < 0) {
        *--at = '-';
    }
    sa_write(writer, (sa_str){at, (size_t)(end - at)});
}
