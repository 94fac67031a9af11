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

/* What a member says of a time: milliseconds since 1970, as pages write them, or ISO 8601, as the
 * endpoint does. Below zero when it is neither. */
double sa_event_time(const sa_json *object, const char *key);

/* Whether it can be the time of an event: others may be anything, a telephone number for example.
 */
bool sa_event_is_time(double ms);

/* The time of an anonymous event, only as fine as the plan says; the few milliseconds that keep a
 * batch's events in their order stay. */
double sa_event_coarse_time(const sa_plan *plan, double ms);

/* Writes the member as it was given, if it is the time of an event. */
void sa_event_copy_time(const sa_json *object, const char *key, sa_writer *out);

#endif
