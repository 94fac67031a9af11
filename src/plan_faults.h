/* What is wrong with a plan: all of it, each with the place in the file. */
#ifndef SA_PLAN_FAULTS_H
#define SA_PLAN_FAULTS_H

#include <cJSON.h>

#include "writer.h"

enum { SA_PLAN_FAULTS = 64 }; /* more are counted, and told of when these are mended */

/* One thing that is wrong, said of a value of the file: `needs an upper bound (max)`. */
typedef struct sa_plan_fault {
    const cJSON *item;
    const char *rule;   /* with %s for `detail`, %w for its words, %l and %h for the bounds */
    const char *detail; /* a text, or a list of words (str.h) */
    const char *part;   /* where the rule is of a part of the text: "has the choice" */
    sa_str name;        /* of that part */
    double low;
    double high;
} sa_plan_fault;

typedef struct sa_plan_faults {
    uint32_t count; /* of all, also of those that are not listed */
    int reason;     /* of the first one */
    sa_plan_fault list[SA_PLAN_FAULTS];
} sa_plan_faults;

/* Adds a fault. */
void sa_plan_fault_add(sa_plan_faults *faults, int reason, sa_plan_fault fault);

/* Whether a fault of `item`, or of anything in it, is listed. */
bool sa_plan_faults_know(const sa_plan_faults *faults, const cJSON *item);

/* Whether a fault of the same part of the same item is listed. */
bool sa_plan_faults_know_part(const sa_plan_faults *faults, const sa_plan_fault *fault);

/* Appends them as `"faults":[{"pointer","name","rule"}]`, and `"more"`, how many are not listed.
 * pointer: a JSON pointer into `root`, the plan. name: the member's, or the text of an item; left
 * out where there is none. */
void sa_plan_faults_write(const sa_plan_faults *faults, const cJSON *root, sa_writer *out);

#endif
