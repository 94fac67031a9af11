/* The form of a plan: which members its objects have, and of what kind and size they are. */
#ifndef SA_PLAN_CHECK_H
#define SA_PLAN_CHECK_H

#include "plan_faults.h"

/* Notes every member of the tree `plan` that is missing, unknown or of another form than
 * plan_format.def says. What the members mean together is for the compiler to say. */
void sa_plan_check(const cJSON *plan, sa_plan_faults *faults);

/* The index of a property type by its name, as in enum sa_type; -1 when there is none. */
int sa_plan_type_named(sa_str name);

/* Whether `text` can be a name: 1 to 80 printable ASCII characters that JSON does not escape. */
bool sa_plan_is_name(sa_str text);

/* The rule that `key` breaks as the name of a property; NULL when it breaks none. */
const char *sa_plan_key_rule(sa_str key);

#endif
