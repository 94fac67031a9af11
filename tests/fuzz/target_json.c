/* The strict JSON reader: a document by itself, and as the value of a property that nobody
 * declared, which in identified mode leaves as it came in and so says what was read. */
#include "target.h"

/* A core without a plan reads the document and then says that it has none. */
static void read_alone(sa_core *closed, const char *text, size_t size) {
    int result = sa_core_explain(closed, put_input(closed, text, size), SA_MODE_ANONYMIZED);
    bool refused = -result >= SA_JSON_SYNTAX && -result <= SA_MEMORY;
    require(refused || result == -SA_NOT_OPEN, "a document is read or refused");
}

static void read_as_value(target *on, const char *text, size_t size) {
    on->input = draft_on(on->room, sizeof(on->room));
    draft_add(&on->input, "{\"event\":\"e\",\"properties\":{\"outcome\":");
    draft_add_bytes(&on->input, text, size);
    draft_add(&on->input, "}}");
    int len = sa_core_explain(on->core, target_put_input(on, on->core), SA_MODE_IDENTIFIED);
    if (len > 0) {
        require_stable_explanation(on->core, len, SA_MODE_IDENTIFIED);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static target *on;
    static fake_host fake;
    static sa_core *closed;
    if (on == NULL) {
        on = target_new(plan_filter, SA_MODE_IDENTIFIED);
        closed = make_core(&fake);
    }
    read_alone(closed, (const char *)data, size);
    read_as_value(on, (const char *)data, size);
    return 0;
}
