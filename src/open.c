/* Opening a plan as a person wrote it, and compiling it for those who open it as an image. */
#include "core.h"
#include "json.h"

static void describe_fault(sa_core *core, int result, const sa_plan_fault *fault) {
    sa_writer writer = sa_core_writer(core);
    sa_write_char(&writer, '{');
    sa_write_member(&writer, "reason", sa_reason_name(-result));
    sa_write_member(&writer, "section", sa_str_from(fault->section));
    sa_write_member(&writer, "name", fault->name);
    sa_write_bytes(&writer, "}", 2); /* terminated: the call returns no length */
}

static int describe_plan(sa_core *core) {
    sa_writer writer = sa_core_writer(core);
    sa_write_char(&writer, '{');
    sa_write_member(&writer, "name", core->plan.name);
    sa_write_key(&writer, "version");
    sa_write_number(&writer, core->plan.version);
    sa_write_member_bytes(&writer, "fingerprint", core->plan.fingerprint, SA_FINGERPRINT_LENGTH);
    sa_write_char(&writer, '}');
    return sa_core_result(&writer);
}

int sa_core_open(sa_core *core, size_t len) {
    cJSON *source = NULL;
    sa_plan_fault fault = {"", SA_STR("")};
    size_t mark = sizeof(SA_PLAN_IMAGE) - 1;
    bool image = len > mark && memcmp(core->input, SA_PLAN_IMAGE, mark) == 0;
    int result = 0;
    if (image) {
        result = sa_core_open_image(core, len);
    } else {
        sa_core_close(core);
        result = sa_json_parse(&core->arena, core->input, len, &source);
        if (result == 0) {
            result = sa_plan_compile(&core->plan, source, &core->arena, &fault);
        }
        (void)sa_core_opened(core, result);
    }
    if (result == 0) {
        result = describe_plan(core);
    } else {
        describe_fault(core, result, &fault);
    }
    return image ? result : sa_core_end(core, len, result);
}

int sa_core_image(sa_core *core) {
    sa_writer writer = sa_core_writer(core);
    if (!core->open) {
        return sa_core_fail(core, SA_NOT_OPEN);
    }
    sa_plan_image(&core->plan, &core->arena, &writer);
    return sa_core_end(core, 0, sa_core_result(&writer));
}
