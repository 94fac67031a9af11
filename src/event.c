#include "event.h"

#include <math.h>

#include "identity.h"
#include "mode.h"
#include "time.h"

const sa_event *sa_event_find(const sa_core *core, const sa_json *source, int *reason) {
    sa_str name = sa_str_trim(sa_json_member_text(source, "event"));
    *reason = name.len == 0 ? SA_INVALID_EVENT : SA_UNKNOWN_EVENT;
    return sa_plan_event(&core->plan, name);
}

void sa_event_pass(sa_core *core, const sa_event *event, bool identified, sa_writer *out,
                   sa_pass *pass) {
    *pass = (sa_pass){.plan = &core->plan,
                      .event = event,
                      .identified = identified,
                      .arena = &core->arena,
                      .counts = core->counts,
                      .out = out};
}

void sa_event_write_standing(const sa_core *core, bool identified, sa_writer *out) {
    sa_write_comma(out);
    sa_write(out, SA_STR("\"anonymized\":"));
    sa_write_bool(out, !identified);
    sa_write(out, core->plan.constants);
}

double sa_event_time(const sa_json *object, const char *key) {
    const sa_json *item = sa_json_member(object, key);
    if (!sa_json_is(item, SA_KIND_NUMBER)) {
        return sa_time_parse(sa_json_text(item));
    }
    return item->number >= 0 && item->number <= SA_TIME_LAST_MS ? floor(item->number) : -1;
}

bool sa_event_is_time(double ms) {
    return ms >= 1577836800000.0 && ms <= 4102444800000.0; /* 2020 to 2100 */
}

double sa_event_coarse_time(const sa_plan *plan, double ms) {
    double precision = plan->limits[SA_LIMIT_TIME];
    double coarse = floor(ms / precision) * precision;
    return ms - coarse < SA_BATCH_LIMIT ? ms : coarse;
}

void sa_event_copy_time(const sa_json *object, const char *key, sa_writer *out) {
    double time = sa_event_time(object, key);
    sa_str text = sa_json_member_text(object, key);
    if (!sa_event_is_time(time)) {
        return;
    }
    if (text.ptr == NULL) {
        sa_write_count(out, key, time);
    } else {
        sa_write_member(out, key, text);
    }
}

/* The time of an anonymous event: only as fine as the plan says, but later than that of the event
 * before, so that their order survives. */
static double next_time(sa_core *core, double now) {
    double precision = core->plan.limits[SA_LIMIT_TIME];
    double time = floor(now / precision) * precision;
    double after = core->last_time_ms + 1;
    core->last_time_ms = after > time && after < time + precision ? after : time;
    return core->last_time_ms;
}

/* Writes the event as it leaves, into the output. */
static int write_event(sa_core *core, const sa_json *source, bool identified, double now) {
    int reason = 0;
    char uuid[SA_UUID_LENGTH];
    sa_pass pass;
    const sa_event *event = sa_event_find(core, source, &reason);
    if (event == NULL) {
        return -reason;
    }
    if (!identified) {
        now = next_time(core, now);
    }
    sa_core_uuid(core, uuid);
    sa_writer *out = sa_core_begin(core);
    sa_write(out, SA_STR("\"event\":"));
    sa_write_word(out, &event->word);
    sa_write(out, SA_STR(",\"uuid\":\""));
    sa_write_bytes(out, uuid, sizeof(uuid));
    sa_write(out, SA_STR("\",\"occurredAt\":"));
    sa_write_number(out, now);
    sa_write(out, SA_STR(",\"properties\":{"));
    sa_event_pass(core, event, identified, out, &pass);
    sa_pass_properties(&pass, sa_json_member(source, "properties"));
    sa_page_write(&core->plan, &core->page, core->viewport, pass.page_seen, out);
    sa_event_write_standing(core, identified, out);
    sa_write_char(out, '}');
    return sa_core_finish(core);
}

static int queue_event(sa_core *core, bool identified, double now) {
    if (!identified) {
        sa_identity_ensure(core, now);
    }
    int evicted = sa_queue_add(&core->queue, &core->answer, identified, now);
    if (evicted < 0) {
        return evicted;
    }
    sa_core_add(core, SA_QUEUE_FULL, (uint32_t)evicted);
    return core->queue.waiting >= SA_BATCH_EVENTS;
}

int sa_core_capture(sa_core *core, size_t len) {
    const sa_json *source = NULL;
    double now = sa_core_now(core);
    enum sa_mode mode = sa_mode_of(core);
    bool off = core->open && mode == SA_MODE_OFF;
    bool identified = mode == SA_MODE_IDENTIFIED;
    int result = off ? -SA_IS_OFF : sa_core_parse(core, len, &source);
    result = result < 0 ? result : write_event(core, source, identified, now);
    result = result < 0 ? result : queue_event(core, identified, now);
    return sa_core_end(core, len, result);
}
