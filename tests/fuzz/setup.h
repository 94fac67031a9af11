/* What the fuzz targets and the leak run have in common: the plans, cores that are ready, a request
 * on its way to the endpoint, and what must hold of every output. */
#ifndef SA_FUZZ_SETUP_H
#define SA_FUZZ_SETUP_H

#include "require.h"
#include "support.h"

/* Every type of property, routes with placeholders and choices, a tenant and constants. */
extern const char plan_filter[]; /* "undeclared": "filter" */
extern const char plan_drop[];   /* "undeclared": "drop" */

/* A core that has opened the plan and is in the given mode; free it with free(). */
sa_core *ready_core(fake_host *fake, const char *plan, enum sa_mode mode);

/* Opens the plan and takes the default settings: anonymized. */
void open_ready(sa_core *core, const char *plan);

/* Puts a context and a body into the core's input and verifies them. A body that does not fit is
 * handed over as one byte too long. */
int verify_request(sa_core *core, sa_str context, sa_str body);

/* Whether the lines of a verification are of identified mode. */
bool lines_are_identified(const sa_core *core, int len);

/* Requires that the lines that `sa_core_verify` left come out unchanged when they are the batch of
 * another request with the same context, which asks for the format "wire". */
void require_fixed_point(sa_core *core, sa_str context, int len);

/* Requires that the event of an explanation is the same when it is explained again. */
void require_stable_explanation(sa_core *core, int len, int mode);

#endif
