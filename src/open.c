/* Opening a plan as a person wrote it, and compiling it for those who open it as an image. */
#include "core.h"
#include "plan_compile.h"

static void describe_fault(sa_core *core, int result, const sa_plan_fault *fault) {
    sa_writer *out = sa_core_begin(core);
    sa_write_member(out, "reason", sa_reason_name(-result));
    sa_write_member(out, "section", sa_str_from(fault->section));
    sa_write_member(out, "name", fault->name);
    (void)sa_core_finish(core);
    sa_write_char(out, 0); /* terminated: the call returns no length */
}

static int describe_plan(sa_core *core) {
    sa_writer *out = sa_core_begin(core);
    sa_write_member(out, "name", core->plan.name);
    sa_write_count(out, "version", core->plan.version);
    sa_write_member(out, "fingerprint", core->plan.fingerprint);
    return sa_core_finish(core);
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
        result = len > SA_INPUT_SIZE ? -SA_JSON_TOO_LARGE
                                     : sa_plan_parse(&core->arena, core->input, len, &source);
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
    sa_writer out = sa_writer_on(core->output, sizeof(core->output));
    if (!core->open) {
        return sa_core_fail(core, SA_NOT_OPEN);
    }
    sa_plan_image(&core->plan, &core->arena, &out);
    return sa_core_end(core, 0, out.full ? -SA_MEMORY : (int)out.len);
}
