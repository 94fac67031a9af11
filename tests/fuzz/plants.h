/* Canaries planted in the inputs of one round, and the oracle that watches for them. */
#ifndef SA_FUZZ_PLANTS_H
#define SA_FUZZ_PLANTS_H

#include "canaries.h"
#include "encoding.h"
#include "oracle.h"

/* Stands in a template for a canary, with two bytes behind it: family and encoding, each counted
 * around. It is ASCII's own "substitute", which no JSON may hold. */
enum { CANARY_HERE = 0x1a };

typedef struct planted {
    size_t family; /* index of canary_families */
    enum encoding how;
    int place; /* whatever the caller calls its places */
} planted;

typedef struct plants {
    oracle *watching;
    rng random;
    planted rows[ORACLE_OWNERS];
    unsigned count;
    uint64_t secrets; /* a bit for each row that may not leave in identified mode either */
} plants;

/* What a canary is planted into. */
enum soil { SOIL_TEXT, SOIL_JSON_STRING };

/* Forgets what was planted before. `watching` is borrowed. */
void plants_begin(plants *all, oracle *watching, rng random);

/* Appends a new canary of the family and watches for it. Beyond ORACLE_OWNERS of them it appends
 * nothing. */
void plant(plants *all, draft *to, size_t family, enum encoding how, int place, enum soil soil);

/* The same in any encoding, in place of the star of `frame`; half of the time as it is. */
void plant_framed(plants *all, draft *to, const char *frame, size_t family, int place,
                  enum soil soil);

/* Appends a template, with canaries where it asks for them. */
void plant_template(plants *all, draft *to, const char *template, size_t len, enum soil soil);

/* The rows met in an output of the core, a bit each. In identified mode secrets alone count. */
uint64_t plants_met(plants *all, const char *output, size_t len, enum output_kind kind,
                    bool identified);

#endif
