/* Requests at the endpoint, with canaries wherever the template puts them and in what the session
 * knows. The first byte says what the session allows and the
 * format of the lines; the template of the body follows. */
#include "request.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static target *on;
    char room[8192];
    if (on == NULL) {
        on = target_new(plan_filter, SA_MODE_ANONYMIZED);
    }
    if (size == 0) {
        return 0;
    }
    draft context = draft_on(room, sizeof(room));
    target_plant(on, (const char *)data + 1, size - 1, SOIL_JSON_STRING);
    int mode = data[0] % 4 == 3 ? SA_MODE_IDENTIFIED : SA_MODE_ANONYMIZED;
    bool wire = data[0] / 4 % 2 == 0;
    const char *upstream = data[0] / 8 % 2 == 0 ? "posthog" : "collect";
    context_make(&context, &on->all, mode, wire ? "wire" : upstream);
    sa_str session = {context.ptr, context.len};
    int len = verify_request(on->core, session, (sa_str){on->input.ptr, on->input.len});
    if (len > 0) {
        target_refuse_leaks(on, on->core, len, OUTPUT_LINES, lines_are_identified(on->core, len));
    }
    if (len > 0 && wire) {
        require_fixed_point(on->core, session, len);
    }
    return 0;
}
