/* Events with canaries wherever the template puts them: explained, captured and batched. The first
 * byte says in which mode and what the endpoint answers; the template of the event follows. */
#include "target.h"

/* A status, mostly one that ends a batch. */
static int answer(uint8_t choice) {
    static const int statuses[] = {200, 204, 0, 400, 413, 429, 500, 200};
    return statuses[choice >> 1 & 7];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static target *modes[2];
    if (modes[0] == NULL) {
        modes[0] = target_new(plan_filter, SA_MODE_ANONYMIZED);
        modes[1] = target_new(plan_filter, SA_MODE_IDENTIFIED);
    }
    if (size == 0) {
        return 0;
    }
    bool identified = data[0] % 2 == 1;
    int mode = identified ? SA_MODE_IDENTIFIED : SA_MODE_ANONYMIZED;
    target *on = modes[identified];
    target_plant(on, (const char *)data + 1, size - 1, SOIL_JSON_STRING);
    int len = sa_core_explain(on->core, target_put_input(on, on->core), mode);
    target_refuse_leaks(on, on->core, len, OUTPUT_EXPLAIN, identified);
    if (len > 0) {
        require_stable_explanation(on->core, len, mode);
    }
    (void)sa_core_capture(on->core, target_put_input(on, on->core));
    /* What waits longer than this input was looked through when it came. */
    len = sa_core_batch(on->core, 1);
    require(len >= 0, "a batch fits");
    target_refuse_leaks(on, on->core, len, OUTPUT_BATCH, identified);
    (void)sa_core_acknowledge(on->core, 1, answer(data[0]), 0);
    return 0;
}
