/* Names of people of many countries, as canaries. Each has five letters or more and is found in no
 * word of the plans (selftest.c holds that), so that meeting one in an output is a leak. */
#ifndef SA_FUZZ_NAMES_H
#define SA_FUZZ_NAMES_H

#include <stddef.h>

extern const char *const first_names[];
extern const size_t first_name_count;

extern const char *const last_names[];
extern const size_t last_name_count;

/* Whole names in UTF-8 beyond ASCII. */
extern const char *const foreign_names[];
extern const size_t foreign_name_count;

#endif
