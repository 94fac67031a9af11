/* Canaries: made-up values that identify somebody or open something, in families such as "UUID v4"
 * or "postal address". They are planted in what is captured, and none may come out.
 *
 * Families are rows of a table of patterns, canaries.c; pattern.c makes a canary of a row. They say
 * how such values look in the world, and know nothing of the rules in src. */
#ifndef SA_FUZZ_CANARIES_H
#define SA_FUZZ_CANARIES_H

#include <stdbool.h>

#include "rng.h"

enum { CANARY_SIZE = 512, CANARY_MARKS = 6, CANARY_MARK_MIN = 5 };

/* A value, and what in it is distinctive: its marks. Meeting one of them means that it leaked. */
typedef struct canary {
    char text[CANARY_SIZE]; /* UTF-8, not terminated */
    size_t len;
    struct {
        size_t at;
        size_t len;
    } marks[CANARY_MARKS];
    size_t mark_count;
} canary;

typedef struct canary_family {
    const char *name;
    const char *patterns; /* "first\0second\0", see pattern.c; one is chosen */
    /* May not leave in identified mode either. */
    bool secret;
    /* Stands in JSON as a number. */
    bool number;
    /* The only keys that it is planted under, "first\0second\0"; NULL for any. */
    const char *keys;
} canary_family;

extern const canary_family canary_families[];
extern const size_t canary_family_count;

/* Makes a canary of the family; the same state of `random` makes the same one. */
void canary_make(canary *made, const canary_family *family, rng *random);

/* One of the texts of "first\0second\0", at random. */
const char *choose_word(const char *words, rng *random);

#endif
