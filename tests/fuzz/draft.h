/* A text that is put together in room of a fixed size, which is never overrun. From the first piece
 * that does not fit on, everything is left out, and `full` says so. */
#ifndef SA_FUZZ_DRAFT_H
#define SA_FUZZ_DRAFT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct draft {
    char *ptr;
    size_t capacity;
    size_t len;
    bool full;
} draft;

static inline draft draft_on(char *ptr, size_t capacity) {
    return (draft){ptr, capacity, 0, false};
}

static inline void draft_add_bytes(draft *to, const char *ptr, size_t len) {
    if (to->full || to->capacity - to->len < len) {
        to->full = true;
        return;
    }
    if (len > 0) {
        memcpy(to->ptr + to->len, ptr, len);
    }
    to->len += len;
}

static inline void draft_add(draft *to, const char *terminated) {
    draft_add_bytes(to, terminated, strlen(terminated));
}

static inline void draft_add_char(draft *to, char c) {
    draft_add_bytes(to, &c, 1);
}

/* Takes back the last character if it is `c`, such as the comma behind the last member. */
static inline void draft_drop_last(draft *to, char c) {
    to->len -= to->len > 0 && to->ptr[to->len - 1] == c;
}

/* Adds what may stand inside a JSON string. */
static inline void draft_add_escaped(draft *to, const char *ptr, size_t len) {
    for (size_t i = 0; i < len; i++) {
        char unit[8];
        if (ptr[i] == '"' || ptr[i] == '\\') {
            draft_add_char(to, '\\');
        }
        if ((unsigned char)ptr[i] < 0x20) {
            (void)snprintf(unit, sizeof(unit), "\\u%04x", (unsigned)ptr[i]);
            draft_add(to, unit);
        } else {
            draft_add_char(to, ptr[i]);
        }
    }
}

#endif
