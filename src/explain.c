/* What would leave, and why the rest would not: for the command line, the inspector and the ledger.
 */
#include "event.h"
#include "json.h"

/* Half of the output is the answer's; the list of removals is written behind it and then moved. */
enum { HALF = SA_OUTPUT_SIZE / 2 };

static void write_outcome(sa_core *core, const cJSON *source, bool identified, sa_writer *out,
                          sa_writer *removed) {
    int reason = 0;
    const sa_event *event = sa_event_find(core, source, &reason);
    if (event == NULL) {
        SA_WRITE(out, "{\"event\":null,\"dropped\":\"");
        sa_write(out, sa_reason_name(reason));
        SA_WRITE(out, "\",");
        return;
    }
    sa_pass pass = sa_event_pass(core, event, identified, out);
    pass.removed = removed;
    SA_WRITE(out, "{\"event\":{\"event\":");
    sa_write(out, event->json_name);
    sa_event_write_given(source, out);
    SA_WRITE(out, ",\"properties\":{");
    sa_pass_properties(&pass, sa_json_member(source, SA_STR("properties")));
    sa_event_write_standing(core, identified, out);
    SA_WRITE(out, "}},");
}

int sa_core_explain(sa_core *core, size_t len, int mode) {
    cJSON *source = NULL;
    int result = sa_json_parse(&core->arena, core->input, len, &source);
    result = result == 0 && !core->open ? -SA_NOT_OPEN : result;
    memset(core->input, 0, len <= SA_INPUT_SIZE ? len : SA_INPUT_SIZE);
    if (result < 0) {
        return sa_core_end(core, sa_core_fail(core, -result));
    }
    sa_writer out = sa_writer_on(core->output, HALF);
    sa_writer removed = sa_writer_on(core->output + HALF, HALF - 2);
    SA_WRITE(&removed, "[");
    write_outcome(core, source, mode == SA_MODE_IDENTIFIED, &out, &removed);
    SA_WRITE(&removed, "]");
    SA_WRITE(&out, "\"removed\":");
    sa_write(&out, sa_writer_text(&removed));
    SA_WRITE(&out, "}");
    out.full = out.full || removed.full;
    return sa_core_end(core, sa_core_result(core, &out));
}
