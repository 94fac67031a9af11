/* What limits.c and endurance.c have in common: checks, documents made on the spot, a core that is
 * ready. */
#ifndef SA_TEST_CHECKS_H
#define SA_TEST_CHECKS_H

#include <stdio.h>
#include <stdlib.h>

#include "core.h"
#include "support.h"

#define CHECK(condition) check((condition), #condition, __LINE__)

static int failures;

static inline void check(bool good, const char *what, int line) {
    if (!good) {
        failures++;
        (void)printf("FAILED line %d: %s\n", line, what);
    }
}

/* A text that grows, for documents that are made here. */
typedef struct document {
    char *text;
    size_t len;
} document;

static inline document make_document(const char *start) {
    document made = {malloc((size_t)4 * SA_INPUT_SIZE), strlen(start)};
    memcpy(made.text, start, made.len + 1);
    return made;
}

static inline void append(document *made, const char *text) {
    memcpy(made->text + made->len, text, strlen(text) + 1);
    made->len += strlen(text);
}

static inline void append_number(document *made, const char *before, int number,
                                 const char *after) {
    char text[32];
    (void)snprintf(text, sizeof(text), "%d", number);
    append(made, before);
    append(made, text);
    append(made, after);
}

/* `before`, a number from 0 up, `after`; `count` times, with commas between. */
static inline void append_rows(document *made, const char *before, int count, const char *after) {
    for (int i = 0; i < count; i++) {
        append(made, i == 0 ? "" : ",");
        append_number(made, before, i, after);
    }
}

static inline int put(sa_core *core, const char *text) {
    return (int)put_input(core, text, strlen(text));
}

static inline int open_text(sa_core *core, const char *text) {
    return sa_core_open(core, put_input(core, text, strlen(text)));
}

#define SMALL_PLAN                                                                                 \
    "{\"format\":1,\"name\":\"p\",\"undeclared\":\"filter\",\"routes\":[{\"path\":\"/"             \
    "\",\"surface\":\"s\"}],\"events\":{\"e\":{\"properties\":[{\"n\":{\"type\":\"count\","        \
    "\"max\":1000000}},{\"t\":{\"type\":\"text\"}}]}}}"
#define SMALL_EVENT "{\"event\":\"e\",\"properties\":{\"n\":1,\"a\":[1,{\"b\":2}]}}"

static inline sa_core *open_core(fake_host *fake) {
    sa_core *core = make_core(fake);
    CHECK(open_text(core, SMALL_PLAN) > 0);
    CHECK(sa_core_configure(core, (size_t)put(core, "{}")) > 0);
    return core;
}

static inline int verify(sa_core *core, const char *context, const char *body) {
    size_t context_len = strlen(context);
    size_t body_len = strlen(body);
    memcpy(sa_core_input(core), context, context_len);
    memcpy(sa_core_input(core) + context_len, body, body_len);
    return sa_core_verify(core, context_len, body_len);
}

static inline bool output_has(const sa_core *core, int len, const char *part) {
    int part_len = (int)strlen(part);
    for (int at = 0; at + part_len <= len; at++) {
        if (memcmp(sa_core_output(core) + at, part, (size_t)part_len) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a call's result is a state in which nothing leaves. */
static inline bool is_off(int state) {
    return state >= 0 && state / SA_STATE_MODE % 4 == SA_MODE_OFF;
}

static inline bool input_is_wiped(sa_core *core) {
    for (size_t i = 0; i < SA_INPUT_SIZE; i++) {
        if (sa_core_input(core)[i] != 0) {
            return false;
        }
    }
    return true;
}

#endif
