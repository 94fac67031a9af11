/* What the native tests share: a host whose storage, clock and randomness are made up, and files.
 */
#ifndef SA_TEST_SUPPORT_H
#define SA_TEST_SUPPORT_H

#include "analytics.h"

enum { FAKE_ROWS = 8, FAKE_VALUE = 512 };

/* Equal to the fake host of tests/vectors/runner.js, so that every runtime makes the same ids at
 * the same time. */
typedef struct fake_host {
    struct {
        char key[FAKE_VALUE];
        char value[FAKE_VALUE];
    } rows[FAKE_ROWS];
    bool storage_fails;
    uint32_t random_count;
    double now_ms;
    uint32_t logged;
} fake_host;

/* 2025-11-20T12:00:00.000Z */
#define FAKE_NOW 1763640000000.0

sa_host fake_host_port(fake_host *fake);

/* A core on memory from the heap; free it with free(). */
sa_core *make_core(fake_host *fake);

/* Puts a text into the core's input and returns its length. What does not fit is cut one byte
 * beyond the capacity. */
size_t put_input(sa_core *core, const char *text, size_t len);

/* The file's content, terminated; exits with a message when it cannot be read. */
char *read_file(const char *path, size_t *len);

#endif
