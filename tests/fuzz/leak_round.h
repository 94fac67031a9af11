/* One event with canaries on its whole way: captured, batched, explained and verified, in both
 * modes, with the oracle behind every output. */
#ifndef SA_FUZZ_LEAK_ROUND_H
#define SA_FUZZ_LEAK_ROUND_H

#include "leak_count.h"
#include "request.h"
#include "setup.h"

enum {
    /* Cores are made anew at every event that is a multiple of this, so that what happens to an
     * event depends on nothing before it. */
    ROUND_BLOCK = 1000,
};

typedef struct leak_round leak_round;

/* On the heap; ends the program when there is no memory. */
leak_round *leak_round_new(uint64_t seed);
void leak_round_free(leak_round *made);

/* Runs event `number` and counts what leaks. With `told` it also prints inputs and outputs, which
 * is for a person who looks for the reason. */
void leak_round_run(leak_round *with, leak_count *count, uint64_t number, bool told);

#endif
