#include "event.h"

#include "identity.h"
#include "json.h"
#include "mode.h"
#include "time.h"

const sa_event *sa_event_find(const sa_core *core, const cJSON *source, int *reason) {
    sa_str name = sa_str_trim(sa_json_text(sa_json_member(source, SA_STR("event"))));
    const sa_event *event = name.len == 0 ? NULL : sa_plan_event(&core->plan, name);
    *reason = name.len == 0 ? SA_INVALID_EVENT : SA_UNKNOWN_EVENT;
    return event;
}

sa_pass sa_event_pass(sa_core *core, const sa_event *event, bool identified, sa_writer *out) {
    return (sa_pass){.plan = &core->plan,
                     .event = event,
                     .identified = identified,
                     .counts = core->counts,
                     .out = out,
                     .page = &core->scratch_page};
}

void sa_event_write_standing(const sa_core *core, bool identified, sa_writer *out) {
    sa_write_comma(out);
    SA_WRITE(out, "\"anonymized\":");
    sa_write(out, identified ? SA_STR("false") : SA_STR("true"));
    sa_write(out, core->plan.constants);
}

void sa_event_write_given(const cJSON *source, sa_writer *out) {
    sa_str uuid = sa_json_text(sa_json_member(source, SA_STR("uuid")));
    sa_str time = sa_json_text(sa_json_member(source, SA_STR("occurredAt")));
    if (sa_is_uuid(uuid)) {
        SA_WRITE(out, ",\"uuid\":");
        sa_write_string(out, uuid);
    }
    if (sa_time_parse(time) >= 0) {
        SA_WRITE(out, ",\"occurredAt\":");
        sa_write_string(out, time);
    }
}

static void write_head(sa_core *core, const sa_event *event, double now, sa_writer *out) {
    char uuid[SA_UUID_LENGTH];
    char time[SA_TIME_LENGTH];
    sa_core_uuid(core, uuid);
    sa_time_write(now, time);
    SA_WRITE(out, "{\"event\":");
    sa_write(out, event->json_name);
    SA_WRITE(out, ",\"uuid\":\"");
    sa_write(out, (sa_str){uuid, sizeof(uuid)});
    SA_WRITE(out, "\",\"occurredAt\":\"");
    sa_write(out, (sa_str){time, sizeof(time)});
    SA_WRITE(out, "\",\"properties\":{");
}

/* Writes the event as it leaves, into the output. */
static int write_event(sa_core *core, const cJSON *source, double now, sa_writer *out) {
    int reason = 0;
    const sa_event *event = sa_event_find(core, source, &reason);
    if (event == NULL) {
        return -reason;
    }
    bool identified = sa_mode_of(core) == SA_MODE_IDENTIFIED;
    sa_pass pass = sa_event_pass(core, event, identified, out);
    write_head(core, event, now, out);
    sa_pass_properties(&pass, sa_json_member(source, SA_STR("properties")));
    sa_page_write(&core->plan, &core->page, core->viewport, pass.page_seen, out);
    sa_event_write_standing(core, identified, out);
    SA_WRITE(out, "}}");
    return out->full ? -SA_MEMORY : 0;
}

static int queue_event(sa_core *core, sa_str event, double now) {
    bool identified = sa_mode_of(core) == SA_MODE_IDENTIFIED;
    if (!identified) {
        sa_identity_ensure(core);
    }
    int evicted = sa_queue_add(&core->queue, event, core->slot, identified, now);
    if (evicted < 0) {
        return evicted;
    }
    sa_core_add(core, SA_QUEUE_FULL, (uint32_t)evicted);
    return core->queue.waiting >= SA_BATCH_EVENTS;
}

int sa_core_capture(sa_core *core, size_t len) {
    cJSON *source = NULL;
    int result = !core->open ? -SA_NOT_OPEN
                 : sa_mode_of(core) == SA_MODE_OFF
                     ? -SA_IS_OFF
                     : sa_json_parse(&core->arena, core->input, len, &source);
    memset(core->input, 0, len <= SA_INPUT_SIZE ? len : SA_INPUT_SIZE);
    if (result == 0) {
        double now = sa_core_now(core);
        sa_writer out = sa_core_writer(core);
        result = write_event(core, source, now, &out);
        result = result < 0 ? result : queue_event(core, sa_writer_text(&out), now);
    }
    return sa_core_end(core, result < 0 ? sa_core_fail(core, -result) : result);
}
