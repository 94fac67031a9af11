/* The rules for what nobody declared: a text as value and as key, with canaries wherever the
 * template puts them. The first byte says in which mode. */
#include "target.h"

/* The text as a value in three places, and as a key in two. */
static void make_event(draft *to, const char *text, size_t len, bool as_key) {
    static const char *const values[] = {"{\"outcome\":\"", "\",\"stage\":{\"kind\":\"",
                                         "\"},\"trigger\":[\"", "\"]}"};
    static const char *const keys[] = {"{\"", "\":1,\"stage\":{\"", "\":true}}"};
    const char *const *parts = as_key ? keys : values;
    size_t count = as_key ? 3 : 4;
    draft_add(to, "{\"event\":\"e\",\"properties\":");
    for (size_t i = 0; i < count; i++) {
        draft_add(to, parts[i]);
        if (i + 1 < count) {
            draft_add_escaped(to, text, len);
        }
    }
    draft_add_char(to, '}');
}

static int count_reasons(const char *output, int len) {
    static const char reason[] = "\"reason\":\"";
    int count = 0;
    for (int at = 0; at + (int)sizeof(reason) - 1 <= len; at++) {
        count += memcmp(output + at, reason, sizeof(reason) - 1) == 0;
    }
    return count;
}

static void explain(target *on, bool as_key, int mode) {
    char room[2 * TARGET_INPUT_SIZE];
    draft event = draft_on(room, sizeof(room));
    make_event(&event, on->input.ptr, on->input.len, as_key);
    int len = sa_core_explain(on->core, put_input(on->core, event.ptr, event.len), mode);
    if (len <= 0) {
        return;
    }
    target_refuse_leaks(on, on->core, len, OUTPUT_EXPLAIN, mode == SA_MODE_IDENTIFIED);
    int removed = count_reasons(sa_core_output(on->core), len);
    require(as_key || removed == 0 || removed == 3, "a value is judged alike wherever it stands");
    require_stable_explanation(on->core, len, mode);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static target *on;
    if (on == NULL) {
        on = target_new(plan_filter, SA_MODE_ANONYMIZED);
    }
    if (size == 0 || size > TARGET_INPUT_SIZE / 16) {
        return 0;
    }
    int mode = data[0] % 4 == 3 ? SA_MODE_IDENTIFIED : SA_MODE_ANONYMIZED;
    target_plant(on, (const char *)data + 1, size - 1, SOIL_TEXT);
    explain(on, false, mode);
    explain(on, true, mode);
    return 0;
}
