/* Tracking plans as JSON, and what is said of those that do not open. */
#include <cJSON.h>

#include "core.h"
#include "plan_use.h"
#include "target.h"

enum { LESS_MEMORY = 65536 };

static bool has_text(const cJSON *object, const char *key) {
    return cJSON_IsString(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* A plan that does not open leaves the core closed, and at least one fault that says where and why.
 */
static void require_refusal(sa_core *core) {
    cJSON *answer = cJSON_Parse(sa_core_output(core));
    const cJSON *faults = cJSON_GetObjectItemCaseSensitive(answer, "faults");
    const cJSON *fault = NULL;
    require(has_text(answer, "reason") && cJSON_GetArraySize(faults) > 0, "a refusal says why");
    cJSON_ArrayForEach(fault, faults) {
        require(has_text(fault, "pointer") && has_text(fault, "rule"), "a fault is told");
    }
    cJSON_Delete(answer);
    require(sa_core_capture(core, put_input(core, "{}", 2)) == -SA_NOT_OPEN, "the core is closed");
}

static int open(sa_core *core, const uint8_t *data, size_t size) {
    int result = sa_core_open(core, put_input(core, (const char *)data, size));
    require(core->open == (result > 0), "an open plan has no fault");
    if (result < 0) {
        require_refusal(core);
    }
    return result;
}

/* The same with so little memory that it may run out anywhere. */
static void open_with_less(sa_core *core, const uint8_t *data, size_t size) {
    size_t whole = core->arena.size;
    core->arena.size = sa_bytes_hash((const char *)data, size, SA_HASH_SEED) % LESS_MEMORY & ~7u;
    (void)open(core, data, size);
    core->arena.size = whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static fake_host fake;
    static sa_core *core;
    if (core == NULL) {
        core = make_core(&fake);
    }
    open_with_less(core, data, size);
    if (open(core, data, size) > 0) {
        use_plan(core);
        require_stable_verification(core);
        require_stable_image(core);
        use_plan(core);
    }
    return 0;
}
