/* Says which item of a run was at hand when the program crashed: a signal, a sanitizer's finding or
 * a check of setup.h. */
#ifndef SA_FUZZ_CRASH_H
#define SA_FUZZ_CRASH_H

#include <stdint.h>

/* Installs the report. */
void crash_report(void);

/* Item `number` of the run `seed` begins on this thread. */
void crash_at(uint64_t seed, uint64_t number);

#endif
