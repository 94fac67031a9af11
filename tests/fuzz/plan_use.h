/* What must hold of a plan that opened, whoever wrote it. */
#ifndef SA_FUZZ_PLAN_USE_H
#define SA_FUZZ_PLAN_USE_H

#include "setup.h"

/* Every call with the plan that is open. It may refuse everything and must harm nothing. */
void use_plan(sa_core *core);

/* Requires that an event verified with it is the same when it is verified again. */
void require_stable_verification(sa_core *core);

/* Requires that its image opens, and that the image of that is the same. */
void require_stable_image(sa_core *core);

#endif
