#include "writer.h"

#include "json.h"
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
    if (writer->len == writer->capacity) {
        writer->full = true;
    }
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
    char letter = sa_json_escaped(c);
    sa_write_char(writer, '\\');
    if (letter != 0) {
        sa_write_char(writer, letter);
        return;
    }
    sa_write(writer, SA_STR("u00"));
    sa_write_char(writer, (char)('0' + (c >> 4)));
    sa_write_char(writer, "0123456789abcdef"[c & 15]);
}

void sa_write_escaped(sa_writer *writer, const char *ptr, size_t len) {
    for (size_t at = 0; at < len; at++) {
        size_t plain = at;
        while (at < len && (unsigned char)ptr[at] >= ' ' && ptr[at] != '"' && ptr[at] != '\\') {
            at++;
        }
        sa_write_bytes(writer, ptr + plain, at - plain);
        if (at < len) {
            write_escape(writer, ptr[at]);
        }
    }
}

void sa_write_string_bytes(sa_writer *writer, const char *ptr, size_t len) {
    sa_write_char(writer, '"');
    sa_write_escaped(writer, ptr, len);
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
