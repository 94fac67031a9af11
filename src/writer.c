#include "writer.h"

#include "number.h"

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

void sa_write_chars(sa_writer *writer, const char *terminated) {
    sa_write_bytes(writer, terminated, sa_chars_length(terminated));
}

void sa_write_char(sa_writer *writer, char c) {
    writer->full = writer->full || writer->len == writer->capacity;
    if (!writer->full) {
        writer->ptr[writer->len++] = c;
    }
}

void sa_write_lower(sa_writer *writer, const char *ptr, size_t len) {
    for (size_t i = 0; i < len; i++) {
        sa_write_char(writer, sa_to_lower(ptr[i]));
    }
}

void sa_write_bool(sa_writer *writer, bool value) {
    sa_write(writer, value ? SA_STR("true") : SA_STR("false"));
}

void sa_write_comma(sa_writer *writer) {
    char last = writer->len > 0 ? writer->ptr[writer->len - 1] : '{';
    if (last != '{' && last != '[') {
        sa_write_char(writer, ',');
    }
}

static void write_escape(sa_writer *writer, char c) {
    /* The two-character escapes of RFC 8259, as pairs of byte and letter. */
    static const char pairs[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    char text[10] = "\\";
    size_t at = 0;
    while (pairs[at] != 0 && pairs[at] != c) {
        at += 2;
    }
    if (pairs[at] != 0) {
        text[1] = pairs[at + 1];
        sa_write_bytes(writer, text, 2);
        return;
    }
    sa_hex_write(text + 2, (uint32_t)c);
    text[4] = '\\';
    text[5] = 'u';
    sa_write_bytes(writer, text + 4, 6);
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

void sa_write_number(sa_writer *writer, double value) {
    char text[SA_NUMBER_TEXT];
    sa_write_bytes(writer, text, sa_number_text(value, text));
}

void sa_write_key_bytes(sa_writer *writer, const char *key, size_t len) {
    sa_write_comma(writer);
    sa_write_string_bytes(writer, key, len);
    sa_write_char(writer, ':');
}

void sa_write_key(sa_writer *writer, const char *key) {
    sa_write_comma(writer);
    sa_write_char(writer, '"');
    sa_write_chars(writer, key);
    sa_write(writer, SA_STR("\":"));
}

void sa_write_member_bytes(sa_writer *writer, const char *key, const char *ptr, size_t len) {
    sa_write_key(writer, key);
    sa_write_string_bytes(writer, ptr, len);
}

void sa_write_flag(sa_writer *writer, const char *key, bool value) {
    sa_write_key(writer, key);
    sa_write_bool(writer, value);
}

void sa_write_count(sa_writer *writer, const char *key, double value) {
    sa_write_key(writer, key);
    sa_write_number(writer, value);
}

void sa_write_object(sa_writer *writer, const char *key) {
    sa_write_key(writer, key);
    sa_write_char(writer, '{');
}
