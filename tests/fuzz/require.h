/* Checks that end the program, with a core dump or libFuzzer's report where there is one. */
#ifndef SA_FUZZ_REQUIRE_H
#define SA_FUZZ_REQUIRE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static inline _Noreturn void violated(const char *what) {
    (void)fprintf(stderr, "violated: %s\n", what);
    abort();
}

static inline void require(bool holds, const char *what) {
    if (!holds) {
        violated(what);
    }
}

/* Memory of zeros, at least a byte; never NULL. Free it with free(). */
static inline void *allocate(size_t size) {
    void *made = calloc(1, size > 0 ? size : 1);
    if (made == NULL) {
        violated("there is memory");
    }
    return made;
}

#endif
