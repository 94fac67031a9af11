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

static inline sa_writer sa_writer_on(char *ptr, size_t capacity) {
    return (sa_writer){ptr, capacity, 0, false};
}

static inline sa_str sa_writer_text(const sa_writer *writer) {
    return (sa_str){writer->ptr, writer->len};
}

/* Appends `text` as it is. */
void sa_write_bytes(sa_writer *writer, const char *ptr, size_t len);

SA_INLINE void sa_write(sa_writer *writer, sa_str text) {
    sa_write_bytes(writer, text.ptr, text.len);
}

void sa_write_char(sa_writer *writer, char c);

/* Appends `text` as a JSON string, quotes included. `text` must be well-formed UTF-8. */
void sa_write_string_bytes(sa_writer *writer, const char *ptr, size_t len);

SA_INLINE void sa_write_string(sa_writer *writer, sa_str text) {
    sa_write_string_bytes(writer, text.ptr, text.len);
}

/* Appends a whole number in decimal; |value| must be below 2^53. */
void sa_write_integer(sa_writer *writer, double value);

/* Appends a comma unless the text written so far ends where a list begins. */
void sa_write_comma(sa_writer *writer);

#define SA_WRITE(writer, literal) sa_write((writer), SA_STR(literal))

#endif
