/* Opening a plan as a person wrote it, and compiling it for those who open it as an image. */
#include "core.h"
#include "plan_compile.h"

/* What opening comes to. */
typedef struct opening {
    cJSON *source; /* NULL for an image, and for what is no JSON */
    size_t offset; /* of what is no JSON: the byte at which the first fault stands */
    sa_plan_faults faults;
} opening;

static void describe_faults(sa_core *core, int result, opening *made) {
    sa_writer *out = sa_core_begin(core);
    if (made->faults.count == 0) {
        sa_plan_fault_add(
            &made->faults, -result,
            (sa_plan_fault){.rule = "cannot be read: %s", .detail = sa_reason_meaning(-result)});
    }
    sa_write_member(out, "reason", sa_reason_name(-result));
    if (made->offset != SA_PLAN_NOWHERE) {
        sa_write_count(out, "offset", (double)made->offset);
    }
    sa_plan_faults_write(&made->faults, made->source, out);
    (void)sa_core_finish(core);
    sa_write_char(out, 0); /* terminated: the call returns no length */
}

/* Appends the names of the properties with a flag as a list, where there are any. */
static void describe_flagged(const sa_plan *plan, int flag, const char *key, sa_writer *out) {
    size_t mark = out->len;
    sa_write_key(out, key);
    sa_write_char(out, '[');
    size_t empty = out->len;
    for (const sa_property *one = plan->properties; one != NULL; one = one->next) {
        if ((one->flags & flag) != 0) {
            sa_write_comma(out);
            sa_write_word(out, &one->word);
        }
    }
    if (out->len == empty) {
        out->len = mark;
    } else {
        sa_write_char(out, ']');
    }
}

static int describe_plan(sa_core *core) {
    sa_writer *out = sa_core_begin(core);
    sa_write_member(out, "name", core->plan.name);
    sa_write_count(out, "version", core->plan.version);
    sa_write_member(out, "fingerprint", core->plan.fingerprint);
    describe_flagged(&core->plan, SA_FLAG_SET, "set", out);
    describe_flagged(&core->plan, SA_FLAG_SET_ONCE, "setOnce", out);
    if ((core->plan.rules & SA_RULE_MERGE) != 0) {
        sa_write_flag(out, "merge", true);
    }
    return sa_core_finish(core);
}

static int open_plan(sa_core *core, size_t len, opening *made) {
    sa_str text = {core->input, len};
    if (len > SA_INPUT_SIZE) {
        return -SA_JSON_TOO_LARGE;
    }
    if (sa_str_begins(text, SA_PLAN_IMAGE) > 0) {
        return sa_plan_load(&core->plan, &core->arena, core->input, len);
    }
    int result = sa_plan_parse(&core->arena, core->input, len, &made->source, &made->offset);
    return result < 0 ? result
                      : sa_plan_compile(&core->plan, made->source, &core->arena, &made->faults);
}

int sa_core_open(sa_core *core, size_t len) {
    opening made = {.offset = SA_PLAN_NOWHERE};
    sa_core_close(core);
    int result = sa_core_opened(core, open_plan(core, len, &made));
    if (result == 0) {
        result = describe_plan(core);
    } else {
        describe_faults(core, result, &made);
    }
    return sa_core_end(core, len, result);
}

int sa_core_image(sa_core *core) {
    sa_writer out = sa_writer_on(core->output, sizeof(core->output));
    if (!core->open) {
        return sa_core_fail(core, SA_NOT_OPEN);
    }
    sa_plan_image(&core->plan, &out);
    return sa_core_end(core, 0, out.full ? -SA_MEMORY : (int)out.len);
}
