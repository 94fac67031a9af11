/* The first step of the oracle: an output of the core as plain text. */
#ifndef SA_FUZZ_ORACLE_OUTPUT_H
#define SA_FUZZ_ORACLE_OUTPUT_H

#include "oracle.h"

/* Copies the JSON of an output into `plain`, which has room for `len` bytes: strings with their
 * escapes undone, numbers and words as they are, NUL between all of them. Leaves out the ids and
 * times that the core made. Returns the length. */
size_t plain_output(char *plain, const char *output, size_t len, enum output_kind kind);

#endif
