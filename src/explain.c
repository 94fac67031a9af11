/* What would leave, and why the rest would not: for the command line, the inspector and the ledger.
 */
#include "event.h"
#include "phrase.h"

/* Half of the output is the answer's; the list of removals is written behind it and then moved. */
enum { HALF = SA_OUTPUT_SIZE / 2 };

/* Names the key if it is declared, or of known words; an odd key may be a value. */
static void note(sa_pass *pass, const sa_str *key, int reason) {
    bool plain = sa_plan_property(pass->plan, pass->event, sa_str_name_hash(*key), *key) != NULL ||
                 (sa_str_made_of(*key, "_$.-") && key->len <= SA_NAME_LENGTH &&
                  sa_phrase_is_known(pass->plan, *key));
    sa_write_comma(pass->notes);
    sa_write_chars(pass->notes, "{\"path\":\"/properties/");
    sa_write(pass->notes, plain ? *key : SA_STR("*"));
    sa_write_char(pass->notes, '"');
    sa_write_member(pass->notes, "reason", sa_reason_name(reason));
    sa_write_char(pass->notes, '}');
}

static void write_outcome(sa_core *core, const sa_json *source, bool identified, sa_writer *out,
                          sa_writer *removed) {
    int reason = 0;
    sa_pass pass;
    const sa_event *event = sa_event_find(core, source, &reason);
    if (event == NULL) {
        sa_write_chars(out, "{\"event\":null");
        sa_write_member(out, "dropped", sa_reason_name(reason));
        return;
    }
    sa_str uuid = sa_json_member_text(source, "uuid");
    sa_write_chars(out, "{\"event\":{\"event\":");
    sa_write_word(out, &event->word);
    if (sa_is_uuid(uuid)) {
        sa_write_member(out, "uuid", uuid);
    }
    sa_event_copy_time(source, "occurredAt", out);
    sa_write_object(out, "properties");
    sa_event_pass(core, event, identified, out, &pass);
    pass.note = note;
    pass.notes = removed;
    sa_pass_properties(&pass, sa_json_member(source, "properties"));
    sa_event_write_standing(core, identified, out);
    sa_write_chars(out, "}}");
}

int sa_core_explain(sa_core *core, size_t len, int mode) {
    const sa_json *source = NULL;
    int result = len > SA_INPUT_SIZE ? -SA_JSON_TOO_LARGE
                                     : sa_json_parse(&core->arena, core->input, len, &source);
    result = result == 0 && !core->open ? -SA_NOT_OPEN : result;
    if (result == 0) {
        sa_writer out = sa_writer_on(core->output, HALF);
        sa_writer removed = sa_writer_on(core->output + HALF, HALF - 2);
        sa_write_char(&removed, '[');
        write_outcome(core, source, mode == SA_MODE_IDENTIFIED, &out, &removed);
        sa_write_char(&removed, ']');
        sa_write_key(&out, "removed");
        sa_write(&out, sa_writer_text(&removed));
        sa_write_char(&out, '}');
        result = out.full || removed.full ? -SA_MEMORY : (int)out.len;
    }
    return sa_core_end(core, len, result);
}
