/* The mode machine: who said what, what follows from it, and what has to be done when it changes.
 */
#ifndef SA_MODE_H
#define SA_MODE_H

#include "analytics.h"

/* Back to the start: enabled, nobody signed in, default settings, mode off until it is configured.
 */
void sa_mode_reset(sa_core *core);

enum sa_mode sa_mode_of(const sa_core *core);

/* Whether another tab chose or forgot the id since this core last looked: then nothing that was
 * captured here may leave. */
bool sa_mode_is_stale(sa_core *core);

#endif
