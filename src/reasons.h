/* The reasons of reasons.def as constants, with their names. */
#ifndef SA_REASONS_H
#define SA_REASONS_H

#include "str.h"

enum sa_reason {
#define SA_REASON(id, number, name, meaning) SA_##id = (number),
#include "reasons.def"
#undef SA_REASON
    SA_REASON_COUNT
};

/* The name of a reason, for example "json_depth"; empty for a number that is none. Terminated. */
const char *sa_reason_chars(int reason);

/* What it means, for people: "nested deeper than 16". */
const char *sa_reason_meaning(int reason);

SA_INLINE sa_str sa_reason_name(int reason) {
    return sa_str_from(sa_reason_chars(reason));
}

#endif
