/* Tracking plans as JSON. */
#include "plan_use.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static fake_host fake;
    static sa_core *core;
    if (core == NULL) {
        core = make_core(&fake);
    }
    if (sa_core_open(core, put_input(core, (const char *)data, size)) > 0) {
        use_plan(core);
        require_stable_verification(core);
        require_stable_image(core);
        use_plan(core);
    }
    return 0;
}
