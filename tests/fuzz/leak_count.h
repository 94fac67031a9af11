/* What a leak run counts, and how it tells. */
#ifndef SA_FUZZ_LEAK_COUNT_H
#define SA_FUZZ_LEAK_COUNT_H

#include "event.h"

/* Where something may come out. */
enum outlet {
    OUTLET_ROUTE,
    OUTLET_EXPLAIN,
    OUTLET_BATCH,
    OUTLET_VERIFY,
    OUTLET_STORAGE,
    OUTLET_IDENTIFIED_EXPLAIN,
    OUTLET_IDENTIFIED_BATCH,
    OUTLET_IDENTIFIED_VERIFY,
    OUTLET_COUNT
};

enum { FAMILIES_MAX = 128 };

typedef struct family_count {
    uint32_t planted;
    uint32_t leaked;
    uint32_t explained;     /* of these, in explanations alone, which stay where they are made */
    uint32_t secret_leaked; /* of these, in identified mode */
    uint64_t first_event;   /* that leaked one; meaningless while none did */
    uint32_t by_place[PLACE_COUNT];
    uint32_t by_encoding[ENCODING_COUNT];
} family_count;

typedef struct leak_count {
    family_count families[FAMILIES_MAX];
    uint32_t by_outlet[OUTLET_COUNT];
    uint64_t events;
    uint64_t sent; /* events that were queued, and so left */
    uint64_t planted;
    uint64_t leaked;
    uint64_t benign;
    uint64_t benign_kept;
} leak_count;

/* Counts that a planted canary came out in event `number`. */
void leak_count_add(leak_count *count, const planted *what, enum outlet where, uint64_t number);

/* Adds `part` to `sum`. */
void leak_count_merge(leak_count *sum, const leak_count *part);

/* How many families leaked. */
size_t leak_count_families(const leak_count *count);

/* Whether so much left, and so much without canaries was kept, that finding none means something.
 */
bool leak_count_is_telling(const leak_count *count);

/* Prints how the run went, and tables of what leaked if anything did. */
void leak_count_print(const leak_count *count);

#endif
