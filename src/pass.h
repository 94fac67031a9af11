/* The property pass: reduces what a call site gave to what the plan declares (S11, S12, S22, S23,
 * S33, S34). The same pass runs in the browser and at the endpoint, and a second run changes
 * nothing. */
#ifndef SA_PASS_H
#define SA_PASS_H

#include "json.h"
#include "plan.h"
#include "route.h"
#include "writer.h"

enum { SA_PASS_SETS = 3 };

/* What the endpoint knows beside the plan. */
typedef struct sa_pass_server {
    const sa_json *sets[SA_PASS_SETS]; /* objects whose members it sets itself; NULL: none */
    const sa_json *withheld;           /* names that nobody may say; NULL: none */
    uint32_t held_types;               /* a bit for each type that leaves in no mode */
    const sa_property *lifted;         /* stands beside the properties already; NULL: none */
} sa_pass_server;

typedef struct sa_pass sa_pass;

struct sa_pass {
    const sa_plan *plan;
    const sa_event *event;
    bool identified;
    sa_arena *arena;  /* for texts that leave changed */
    uint32_t *counts; /* by reason; see sa_pass_remove */
    sa_writer *out;   /* where the properties go, inside an open `{` */
    /* explain: told of each removal; else NULL */
    void (*note)(sa_pass *pass, const sa_str *key, int reason);
    sa_writer *notes;             /* for `note` */
    const sa_pass_server *server; /* NULL in a page */
    uint32_t page_seen;           /* a bit for the slot of each page property that was given */
};

/* Writes the members of `object` that may leave. What is not an object has no members. */
void sa_pass_properties(sa_pass *pass, const sa_json *object);

/* Writes those of the event's own properties that describe the person: `flag` is SA_FLAG_SET or
 * SA_FLAG_SET_ONCE. What is removed of them has been counted with the event. */
void sa_pass_person(sa_pass *pass, const sa_json *object, int flag);

/* Writes one declared property, whose value is `item` (NULL: none was given); false when nothing of
 * it may leave, and then nothing is written. */
bool sa_pass_one(sa_pass *pass, const sa_property *property, const sa_json *item);

/* Counts a removal, and notes it for explain. */
void sa_pass_remove(sa_pass *pass, const sa_str *key, int reason);

/* Writes the value of a declared property. Returns 0, or the reason why nothing of it may leave;
 * what was written by then is the caller's to take back. A value that was changed is noted and
 * returns 0. */
int sa_value_write(sa_pass *pass, const sa_property *property, const sa_json *item);

/* Writes the class of a text's length, in UTF-16 units. */
void sa_value_write_length(sa_pass *pass, const sa_property *bucket, const sa_str *text);

/* Writes a sentence without what may identify; that is noted. */
void sa_value_write_redacted(sa_pass *pass, const sa_property *property, const sa_json *item);

/* Writes an undeclared property of a plan with "undeclared": "filter". Returns as sa_value_write.
 */
int sa_filter_write(sa_pass *pass, const sa_json *item, uint32_t depth);

/* Writes `text` as a string, secrets masked, cut to `limit` UTF-16 units but never inside a
 * character; either is noted under `key`. */
void sa_value_write_cut(sa_pass *pass, const sa_str *key, const sa_str *text, uint32_t limit);

#endif
