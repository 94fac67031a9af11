/* The endpoint's half: the same property pass over every event of a request, under the mode that
 * the session allows. */
#include <math.h>

#include "event.h"
#include "identity.h"
#include "json.h"
#include "time.h"

enum {
    SKEW_MS = 60000,      /* a clock that is off by less is left alone */
    SKEW_STEP_MS = 10000, /* a correction is rounded, so that a retry gets the same one */
    HEADER_SIZE = 65536,  /* of the output; the events follow */
};

typedef struct verification {
    sa_core *core;
    const cJSON *context;
    const cJSON *body;
    bool single; /* the one-event body of S8 */
    bool identified;
    bool posthog; /* lines as PostHog wants them, else as on the wire */
    double now_ms;
    double skew_ms;        /* to be added to what the client calls the time */
    char id[SA_ID_LENGTH]; /* anonymized: the distinct id */
    sa_writer header;
    sa_writer lines;
    uint32_t accepted;
} verification;

static const cJSON *flag_of(const cJSON *event) {
    return sa_json_member(sa_json_member(event, SA_STR("properties")), SA_STR("anonymized"));
}

/* The body may ask for more privacy, by an anonymous id or the flag of S13, never for less. One
 * event of a batch asks for all of it. */
static bool asks_for_anonymity(const verification *run) {
    const cJSON *batch = sa_json_member(run->body, SA_STR("batch"));
    bool asks = sa_json_member(run->body, SA_STR("anonymousDistinctId")) != NULL ||
                (run->single && !sa_json_is(flag_of(run->body), cJSON_False));
    SA_JSON_EACH(event, batch) {
        asks = asks || (flag_of(event) != NULL && !sa_json_is(flag_of(event), cJSON_False));
    }
    return asks;
}

/* The client's id if it is strictly valid, else a fresh one for this request (S27). */
static void choose_id(verification *run) {
    sa_str id = sa_json_text(sa_json_member(run->body, SA_STR("anonymousDistinctId")));
    if (sa_identity_is_valid(id)) {
        memcpy(run->id, id.ptr, SA_ID_LENGTH);
        return;
    }
    memcpy(run->id, "anon_", 5);
    sa_core_uuid(run->core, run->id + 5);
}

static void measure_skew(verification *run) {
    double sent = sa_time_parse(sa_json_text(sa_json_member(run->body, SA_STR("sentAt"))));
    double skew = sent < 0 ? 0 : run->now_ms - sent;
    double size = skew < 0 ? -skew : skew;
    double steps = (double)(uint32_t)(size / SKEW_STEP_MS < 1e9 ? size / SKEW_STEP_MS + 0.5 : 1e9);
    run->skew_ms = size < SKEW_MS ? 0 : steps * SKEW_STEP_MS * (skew < 0 ? -1 : 1);
}

static bool open_body(verification *run) {
    const cJSON *batch = sa_json_member(run->body, SA_STR("batch"));
    sa_str mode = sa_json_text(sa_json_member(run->context, SA_STR("mode")));
    sa_str format = sa_json_text(sa_json_member(run->context, SA_STR("format")));
    run->single = batch == NULL;
    run->posthog = sa_str_equal(format, SA_STR("posthog"));
    sa_str distinct = sa_json_text(sa_json_member(run->context, SA_STR("distinctId")));
    run->identified = sa_str_equal(mode, SA_STR("identified")) &&
                      (!run->posthog || distinct.len > 0) && !asks_for_anonymity(run);
    run->now_ms = sa_core_now(run->core);
    measure_skew(run);
    choose_id(run);
    return sa_json_is(run->body, cJSON_Object) &&
           (batch == NULL ? sa_json_member(run->body, SA_STR("event")) != NULL
                          : sa_json_is(batch, cJSON_Array));
}

/* The tenant that an identified event names, or the first one; NULL with false when the user is not
 * in it (S15). */
static bool find_tenant(const verification *run, const cJSON *event, const cJSON **tenant) {
    char text[256];
    const sa_core *core = run->core;
    const cJSON *tenants = sa_json_member(run->context, SA_STR("tenants"));
    const cJSON *named =
        sa_json_member(sa_json_member(event, SA_STR("properties")), core->plan.tenant);
    const sa_property *property = sa_plan_property(&core->plan, NULL, core->plan.tenant);
    sa_writer out = sa_writer_on(text, sizeof(text));
    sa_pass pass = {.plan = &core->plan, .counts = run->core->counts, .out = &out};
    *tenant = tenants == NULL ? NULL : tenants->child;
    if (!run->identified || property == NULL || named == NULL ||
        sa_value_write(&pass, property, named) != 0 || out.len < 2) {
        return true;
    }
    sa_str slug = {text + 1, out.len - 2}; /* without its quotes */
    SA_JSON_EACH(row, tenants) {
        if (sa_str_equal(sa_json_text(sa_json_member(row, core->plan.tenant)), slug)) {
            *tenant = row;
            return true;
        }
    }
    return false;
}

/* Copies the members of an object that the server gives: texts, whole numbers, booleans and null.
 */
static void write_members(const cJSON *object, sa_writer *out) {
    SA_JSON_EACH(item, object) {
        sa_write_comma(out);
        sa_write_string(out, sa_str_from(item->string));
        SA_WRITE(out, ":");
        if (sa_json_is(item, cJSON_String)) {
            sa_write_string(out, sa_json_text(item));
        } else if (sa_json_is(item, cJSON_Number) &&
                   item->valuedouble == floor(item->valuedouble) &&
                   fabs(item->valuedouble) < 1e15) {
            sa_write_integer(out, item->valuedouble);
        } else {
            sa_write(out, sa_json_is(item, cJSON_True)    ? SA_STR("true")
                          : sa_json_is(item, cJSON_False) ? SA_STR("false")
                                                          : SA_STR("null"));
        }
    }
}

static double time_of(const verification *run, const cJSON *event) {
    double time = sa_time_parse(sa_json_text(sa_json_member(event, SA_STR("occurredAt"))));
    if (time < 0) {
        return run->now_ms;
    }
    time += run->skew_ms;
    return time < run->now_ms + SKEW_MS ? time : run->now_ms;
}

static void write_identity(verification *run, sa_writer *out) {
    const cJSON *distinct = sa_json_member(run->context, SA_STR("distinctId"));
    SA_WRITE(out, ",\"distinct_id\":");
    sa_write_string(out,
                    run->identified ? sa_json_text(distinct) : (sa_str){run->id, SA_ID_LENGTH});
}

/* The line's head, with the uuid first so that it stands at a known place. */
static void write_head(verification *run, const sa_event *event, const cJSON *source) {
    char fresh[SA_UUID_LENGTH];
    char time[SA_TIME_LENGTH];
    sa_writer *out = &run->lines;
    sa_str uuid = sa_json_text(sa_json_member(source, SA_STR("uuid")));
    if (!sa_is_uuid(uuid)) {
        sa_core_uuid(run->core, fresh);
        uuid = (sa_str){fresh, sizeof(fresh)};
    }
    sa_time_write(time_of(run, source), time);
    SA_WRITE(out, "{\"uuid\":");
    sa_write_string(out, uuid);
    SA_WRITE(out, ",\"event\":");
    sa_write(out, event->json_name);
    sa_write(out, run->posthog ? SA_STR(",\"timestamp\":\"") : SA_STR(",\"occurredAt\":\""));
    sa_write(out, (sa_str){time, sizeof(time)});
    SA_WRITE(out, "\"");
    if (run->posthog) {
        write_identity(run, out);
    }
    SA_WRITE(out, ",\"properties\":{");
}

static void write_line(verification *run, const sa_event *event, const cJSON *source,
                       const cJSON *tenant) {
    const cJSON *added = sa_json_member(run->context, SA_STR("properties"));
    const cJSON *identity = sa_json_member(run->context, SA_STR("identity"));
    sa_writer *out = &run->lines;
    sa_pass pass = sa_event_pass(run->core, event, run->identified, out);
    pass.server[0] = added;
    pass.server[1] = run->identified ? identity : NULL;
    pass.server[2] = run->identified ? tenant : NULL;
    write_head(run, event, source);
    sa_pass_properties(&pass, sa_json_member(source, SA_STR("properties")));
    sa_event_write_standing(run->core, run->identified, out);
    if (run->posthog) {
        SA_WRITE(out, ",\"$process_person_profile\":false");
    }
    for (size_t i = 0; i < SA_PASS_SERVER; i++) {
        write_members(pass.server[i], out);
    }
    SA_WRITE(out, "}}\n");
}

static void verify_event(verification *run, const cJSON *source, uint32_t index) {
    int reason = 0;
    const cJSON *tenant = NULL;
    const sa_event *event = sa_event_find(run->core, source, &reason);
    if (event != NULL && !find_tenant(run, source, &tenant)) {
        event = NULL;
        reason = SA_TENANT_NOT_FOUND;
    }
    if (event != NULL) {
        write_line(run, event, source, tenant);
        run->accepted++;
        return;
    }
    sa_core_add(run->core, reason, 1);
    sa_write_comma(&run->header);
    SA_WRITE(&run->header, "{\"index\":");
    sa_write_integer(&run->header, index);
    SA_WRITE(&run->header, ",\"reason\":\"");
    sa_write(&run->header, sa_reason_name(reason));
    SA_WRITE(&run->header, "\"}");
}

static void write_bool(sa_writer *out, sa_str key, bool value) {
    sa_write(out, key);
    sa_write(out, value ? SA_STR("true") : SA_STR("false"));
}

static void write_header(verification *run) {
    sa_writer *out = &run->header;
    const sa_plan *plan = &run->core->plan;
    sa_str fingerprint = sa_json_text(sa_json_member(run->body, SA_STR("plan")));
    sa_str sent = sa_json_text(sa_json_member(run->body, SA_STR("sentAt")));
    SA_WRITE(out, "{\"mode\":\"");
    sa_write(out, run->identified ? SA_STR("identified\"") : SA_STR("anonymized\""));
    if (!run->identified) {
        SA_WRITE(out, ",\"anonymousDistinctId\":\"");
        sa_write(out, (sa_str){run->id, SA_ID_LENGTH});
        SA_WRITE(out, "\"");
    }
    if (sa_time_parse(sent) >= 0) {
        SA_WRITE(out, ",\"sentAt\":");
        sa_write_string(out, sent);
    }
    write_bool(out, SA_STR(",\"single\":"), run->single);
    write_bool(out, SA_STR(",\"planMatches\":"),
               sa_str_equal(fingerprint, (sa_str){plan->fingerprint, sizeof(plan->fingerprint)}));
    SA_WRITE(out, ",\"dropped\":[");
}

/* Puts header and lines together. */
static int finish(verification *run) {
    sa_core *core = run->core;
    SA_WRITE(&run->header, "],\"accepted\":");
    sa_write_integer(&run->header, run->accepted);
    SA_WRITE(&run->header, "}\n");
    if (run->header.full || run->lines.full) {
        return sa_core_fail(core, SA_MEMORY);
    }
    memmove(core->output + run->header.len, run->lines.ptr, run->lines.len);
    return (int)(run->header.len + run->lines.len);
}

int sa_core_verify(sa_core *core, size_t context_len, size_t body_len) {
    cJSON *context = NULL;
    cJSON *body = NULL;
    bool fits = context_len <= SA_INPUT_SIZE && body_len <= SA_INPUT_SIZE - context_len;
    int result = !core->open ? -SA_NOT_OPEN
                 : !fits     ? -SA_JSON_TOO_LARGE
                             : sa_json_parse(&core->arena, core->input, context_len, &context);
    result = result < 0 ? result
                        : sa_json_parse(&core->arena, core->input + context_len, body_len, &body);
    memset(core->input, 0, fits ? context_len + body_len : SA_INPUT_SIZE);
    verification run = {.core = core,
                        .context = context,
                        .body = body,
                        .header = sa_writer_on(core->output, HEADER_SIZE),
                        .lines =
                            sa_writer_on(core->output + HEADER_SIZE, SA_OUTPUT_SIZE - HEADER_SIZE)};
    if (result == 0 && !open_body(&run)) {
        result = -SA_INVALID_PAYLOAD;
    }
    if (result < 0) {
        return sa_core_end(core, sa_core_fail(core, -result));
    }
    uint32_t index = 0;
    write_header(&run);
    if (run.single) {
        verify_event(&run, body, index);
    }
    SA_JSON_EACH(event, sa_json_member(body, SA_STR("batch"))) {
        verify_event(&run, event, index++);
    }
    return sa_core_end(core, finish(&run));
}
