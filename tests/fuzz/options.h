/* The command line of the programs that run without libFuzzer. */
#ifndef SA_FUZZ_OPTIONS_H
#define SA_FUZZ_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct options {
    uint64_t events; /* or documents */
    uint64_t seed;
    uint64_t jobs;
    uint64_t event; /* the only one to run; UINT64_MAX for all */
    const char *corpus;
    const char *dictionary;
} options;

/* Reads `--events N --seed N --jobs N --event N --corpus FOLDER --dictionary FILE`, each optional,
 * over what `chosen` says. False, with a message, when it does not know one. */
bool read_options(options *chosen, int argc, char **argv);

#endif
