/* What the fuzz targets have in common. A target is a file that defines LLVMFuzzerTestOneInput; it
 * is built with driver.c for a seeded run and, where it can be, with libFuzzer. */
#ifndef SA_FUZZ_TARGET_H
#define SA_FUZZ_TARGET_H

#include "plants.h"
#include "setup.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TARGET_INPUT_SIZE = 65536 };

typedef struct target {
    fake_host fake;
    sa_core *core;
    plants all;
    draft input;
    char room[TARGET_INPUT_SIZE];
} target;

/* A target with a core that is ready, for the life of the program. */
target *target_new(const char *plan, enum sa_mode mode);

/* The same core as if it had just been made, with an empty storage. */
void target_restart(target *on, const char *plan);

/* Makes the input of a template, with canaries where it asks for them. */
void target_plant(target *on, const char *template, size_t len, enum soil soil);

/* Puts it into the core's input and returns its length. */
size_t target_put_input(const target *on, sa_core *core);

/* Ends the program when a canary is in what the core put out. */
void target_refuse_leaks(target *on, const sa_core *core, int len, enum output_kind kind,
                         bool identified);

#endif
