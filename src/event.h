/* One event, reduced and written: the part that capture, explain and verify have in common. */
#ifndef SA_EVENT_H
#define SA_EVENT_H

#include "core.h"
#include "pass.h"

/* The plan's event for `source`, an object with "event"; NULL with `*reason` set when there is none
 * (S10). */
const sa_event *sa_event_find(const sa_core *core, const sa_json *source, int *reason);

/* Prepares a pass over an event's properties into `out`. */
void sa_event_pass(sa_core *core, const sa_event *event, bool identified, sa_writer *out,
                   sa_pass *pass);

/* Writes what every event carries behind its own properties: mode and the plan's constants. */
void sa_event_write_standing(const sa_core *core, bool identified, sa_writer *out);

/* Writes a member whose value is a time. */
void sa_event_write_time(const char *key, double ms, sa_writer *out);

#endif
