/* Appends JSON text to a fixed buffer. A writer that runs out of room remembers it and writes
 * nothing more; the caller checks `full` once at the end. */
#ifndef SA_WRITER_H
#define SA_WRITER_H

#include "str.h"

typedef struct sa_writer {
    char *ptr;
    size_t capacity;
    size_t len;
    bool full;
} sa_writer;

SA_INLINE sa_writer sa_writer_on(char *ptr, size_t capacity) {
    return (sa_writer){ptr, capacity, 0, false};
}

SA_INLINE sa_str sa_writer_text(const sa_writer *writer) {
    return (sa_str){writer->ptr, writer->len};
}

/* Appends `text` as it is. */
void sa_write_bytes(sa_writer *writer, const char *ptr, size_t len);

SA_INLINE void sa_write(sa_writer *writer, sa_str text) {
    sa_write_bytes(writer, text.ptr, text.len);
}

void sa_write_chars(sa_writer *writer, const char *terminated);

void sa_write_char(sa_writer *writer, char c);

/* Appends `text` with the ASCII letters in lower case. */
void sa_write_lower(sa_writer *writer, const char *ptr, size_t len);

/* Appends `true` or `false`. */
void sa_write_bool(sa_writer *writer, bool value);

/* Appends what stands between the quotes of a JSON string. The text must be well-formed UTF-8. */
void sa_write_escaped(sa_writer *writer, const char *ptr, size_t len);

/* Appends `text` as a JSON string, quotes included. `text` must be well-formed UTF-8. */
void sa_write_string_bytes(sa_writer *writer, const char *ptr, size_t len);

SA_INLINE void sa_write_string(sa_writer *writer, sa_str text) {
    sa_write_string_bytes(writer, text.ptr, text.len);
}

/* Appends the shortest text of a finite number. */
void sa_write_number(sa_writer *writer, double value);

/* Appends a comma unless the text written so far ends where a list begins. */
void sa_write_comma(sa_writer *writer);

/* Begins an object's next member: the comma, the key and its colon. */
void sa_write_key_bytes(sa_writer *writer, const char *key, size_t len);

/* The same for a key of the core's own, in which there is nothing to escape. */
void sa_write_key(sa_writer *writer, const char *key);

/* Appends a member whose value is a string, a boolean, a number. */
void sa_write_member_bytes(sa_writer *writer, const char *key, const char *ptr, size_t len);
void sa_write_flag(sa_writer *writer, const char *key, bool value);
void sa_write_count(sa_writer *writer, const char *key, double value);

SA_INLINE void sa_write_member(sa_writer *writer, const char *key, sa_str text) {
    sa_write_member_bytes(writer, key, text.ptr, text.len);
}

/* Begins a member whose value is an object: `"key":{`. */
void sa_write_object(sa_writer *writer, const char *key);

#endif
