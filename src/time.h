/* ISO 8601 times as JavaScript writes them, in UTC. */
#ifndef SA_TIME_H
#define SA_TIME_H

#include "str.h"

enum { SA_TIME_LENGTH = 24 };

#define SA_TIME_LAST_MS 253402300799999.0 /* 9999-12-31T23:59:59.999Z */

/* Writes `2026-11-20T05:45:09.123Z`. Times outside the years 1970 to 9999 are written as the
 * nearest one inside. */
void sa_time_write(double ms, char text[SA_TIME_LENGTH]);

/* Reads a time in that form, with the milliseconds optional; negative when it is none. */
double sa_time_parse(sa_str text);

#endif
