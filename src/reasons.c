#include "reasons.h"

const char *sa_reason_chars(int reason) {
    static const char *const names[SA_REASON_COUNT] = {
#define SA_REASON(id, number, name, meaning) [number] = (name),
#include "reasons.def"
#undef SA_REASON
    };
    return reason > 0 && reason < SA_REASON_COUNT ? names[reason] : "";
}

const char *sa_reason_meaning(int reason) {
    static const char *const meanings[SA_REASON_COUNT] = {
#define SA_REASON(id, number, name, meaning) [number] = (meaning),
#include "reasons.def"
#undef SA_REASON
    };
    return reason > 0 && reason < SA_REASON_COUNT ? meanings[reason] : "";
}
