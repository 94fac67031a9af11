/* What is wrong with a plan: all of it, each with the place in the file. */
#ifndef SA_PLAN_FAULTS_H
#define SA_PLAN_FAULTS_H

#include <cJSON.h>

#include "writer.h"

enum { SA_PLAN_FAULTS = 64 }; /* more are counted, and told of when these are mended */

/* One thing that is wrong, said of a value of the file: "needs an upper bound". */
typedef struct sa_plan_fault {
    const cJSON *item;
    const char *rule;
    const char *detail; /* completes the rule; may be NULL */
    double bounds[2];   /* that the rule names; NaN where it names none */
} sa_plan_fault;

typedef struct sa_plan_faults {
    uint32_t count; /* of all, also of those that are not listed */
    int reason;     /* of the first one */
    sa_plan_fault list[SA_PLAN_FAULTS];
} sa_plan_faults;

/* Adds a fault. */
void sa_plan_fault_add(sa_plan_faults *faults, int reason, sa_plan_fault fault);

/* Whether a fault of `item`, or of anything in it, is known. */
bool sa_plan_faults_know(const sa_plan_faults *faults, const cJSON *item);

/* Appends them as `"faults":[{"pointer","rule"}]`, a JSON pointer each, and `"more"` where there
 * are more. `root` is the plan. */
void sa_plan_faults_write(const sa_plan_faults *faults, const cJSON *root, sa_writer *out);

#endif
