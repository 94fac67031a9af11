/* The endpoint's half: the same property pass over every event of a request, under the mode that
 * the session allows. */
#include "identity.h"
#include "line.h"

enum {
    SKEW_MS = 60000,      /* a clock that is off by less is left alone */
    SKEW_STEP_MS = 10000, /* a correction is rounded, so that a retry gets the same one */
    HEADER_SIZE = 65536,  /* of the output; the events follow */
    HEADER_REST = 256,    /* of the header, for one more entry and what comes last */
};

typedef struct verification {
    sa_core *core;
    const sa_json *context;
    const sa_json *body;
    bool single; /* the one-event body of S8 */
    bool identified;
    sa_form form;        /* of the lines */
    uint32_t held_types; /* by how much of the person may be told */
    double now_ms;
    double skew_ms;        /* to be added to what the client calls the time */
    char id[SA_ID_LENGTH]; /* anonymized: the distinct id */
    sa_writer header;
    sa_writer lines;
    uint32_t accepted;
} verification;

static const sa_json *flag_of(const sa_json *event) {
    return sa_json_member(sa_json_member(event, "properties"), "anonymized");
}

/* The body may ask for more privacy, by an anonymous id or the flag of S13, never for less. One
 * event of a batch asks for all of it. */
static bool asks_for_anonymity(const verification *run) {
    bool asks = sa_json_member(run->body, "anonymousDistinctId") != NULL ||
                (run->single && !sa_json_is(flag_of(run->body), SA_KIND_FALSE));
    SA_JSON_EACH(event, sa_json_member(run->body, "batch")) {
        asks = asks || (flag_of(event) != NULL && !sa_json_is(flag_of(event), SA_KIND_FALSE));
    }
    return asks;
}

/* The client's id if it is strictly valid, else a fresh one for this request (S27). */
static void choose_id(verification *run) {
    sa_str id = sa_json_member_text(run->body, "anonymousDistinctId");
    if (id.ptr != NULL && sa_identity_is_valid(id)) {
        memcpy(run->id, id.ptr, SA_ID_LENGTH);
        return;
    }
    sa_identity_make(run->core, run->id);
}

static void measure_skew(verification *run) {
    double sent = sa_event_time(run->body, "sentAt");
    double skew = sent < 0 ? 0 : run->now_ms - sent;
    double size = skew < 0 ? -skew : skew;
    double steps = (double)(uint32_t)(size / SKEW_STEP_MS < 1e9 ? size / SKEW_STEP_MS + 0.5 : 1e9);
    run->skew_ms = size < SKEW_MS ? 0 : steps * SKEW_STEP_MS * (skew < 0 ? -1 : 1);
}

/* What of the person the operator lets leave in identified mode (A36): an id, also the e-mail
 * address, or all that the plan declares, which is the standard. A level that nobody knows is the
 * least. */
static uint32_t held_types(const sa_json *level) {
    sa_str name = sa_json_text(level);
    uint32_t texts = 1u << SA_TYPE_TEXT | 1u << SA_TYPE_NAME;
    return level == NULL || sa_str_is(name, "full") ? 0
           : sa_str_is(name, "email")               ? texts
                                                    : texts | 1u << SA_TYPE_EMAIL;
}

/* Whether the session allows identified events, and their receiver takes any. */
static bool may_identify(const verification *run) {
    return sa_str_is(sa_json_member_text(run->context, "mode"), "identified") &&
           (run->form == SA_FORM_WIRE || (run->form == SA_FORM_POSTHOG &&
                                          sa_json_member_text(run->context, "distinctId").len > 0));
}

static bool open_body(verification *run) {
    const sa_json *batch = sa_json_member(run->body, "batch");
    run->single = batch == NULL;
    run->form = sa_line_form(run->context);
    run->held_types = held_types(sa_json_member(run->context, "level"));
    run->identified = may_identify(run) && !asks_for_anonymity(run);
    run->now_ms = sa_core_now(run->core);
    measure_skew(run);
    choose_id(run);
    return sa_json_is(run->body, SA_KIND_OBJECT) &&
           (batch == NULL ? sa_json_member(run->body, "event") != NULL
                          : sa_json_is(batch, SA_KIND_ARRAY));
}

/* The row of `tenants` whose id is `name`; NULL when the user is in none such. */
static const sa_json *tenant_named(const sa_json *tenants, const sa_str *key, const sa_str *name) {
    const sa_json *row = sa_json_first(tenants);
    while (row != NULL &&
           !sa_str_equal(sa_json_text(sa_json_member_bytes(row, key->ptr, key->len)), *name)) {
        row = row->next;
    }
    return row;
}

/* The tenant that an identified event names, as it is spelled or else as a slug, or the first one
 * when it names none; false when the user is not in it (S15). */
static bool find_tenant(const verification *run, const sa_event *event, const sa_json *source,
                        const sa_json **tenant) {
    char text[256];
    sa_writer out = sa_writer_on(text, sizeof(text));
    sa_pass pass;
    const sa_str *key = &run->core->plan.tenant;
    const sa_json *tenants = sa_json_member(run->context, "tenants");
    const sa_json *named =
        sa_json_member_bytes(sa_json_member(source, "properties"), key->ptr, key->len);
    const sa_property *property =
        sa_plan_property(&run->core->plan, NULL, sa_str_name_hash(*key), *key);
    sa_event_pass(run->core, event, true, &out, &pass);
    sa_str spelled = sa_json_text(named);
    *tenant = sa_json_first(tenants);
    if (!run->identified || property == NULL || spelled.len == 0) {
        return true;
    }
    const sa_json *exact = tenant_named(tenants, key, &spelled);
    if (exact == NULL && sa_value_write(&pass, property, named) != 0) {
        return true;
    }
    if (exact == NULL && (out.full || out.len < 2)) {
        return false;
    }
    sa_str slug = {text + 1, exact != NULL ? 0 : out.len - 2}; /* without its quotes */
    const sa_json *found = exact != NULL ? exact : tenant_named(tenants, key, &slug);
    *tenant = found != NULL ? found : *tenant;
    return found != NULL;
}

static double time_of(const verification *run, const sa_json *event) {
    double time = sa_event_time(event, "occurredAt");
    if (time < 0) {
        return run->now_ms;
    }
    time += run->skew_ms;
    if (!sa_event_is_time(time) || time >= run->now_ms + SKEW_MS) {
        return run->now_ms;
    }
    return run->identified ? time : sa_event_coarse_time(&run->core->plan, time);
}

/* The rest of a line is what the request says. */
static void write_line(verification *run, const sa_line *event) {
    sa_line line = *event;
    line.context = run->context;
    line.form = run->form;
    line.identified = run->identified;
    line.held_types = run->held_types;
    line.time_ms = time_of(run, event->source);
    line.distinct_id = run->identified ? sa_json_member_text(run->context, "distinctId")
                                       : (sa_str){run->id, SA_ID_LENGTH};
    sa_line_write(run->core, &line, &run->lines);
}

static void verify_event(verification *run, const sa_json *source, uint32_t index) {
    int reason = 0;
    const sa_json *tenant = NULL;
    const sa_event *event = sa_event_find(run->core, source, &reason);
    if (event != NULL && !find_tenant(run, event, source, &tenant)) {
        event = NULL;
        reason = SA_TENANT_NOT_FOUND;
    }
    if (event != NULL) {
        write_line(run, &(sa_line){.event = event, .source = source, .tenant = tenant});
        run->accepted++;
        return;
    }
    sa_core_add(run->core, reason, 1);
    if (run->header.capacity - run->header.len < HEADER_REST) {
        return; /* counted, not listed */
    }
    sa_write_comma(&run->header);
    sa_write_char(&run->header, '{');
    sa_write_count(&run->header, "index", index);
    sa_write_member(&run->header, "reason", sa_reason_name(reason));
    sa_write_char(&run->header, '}');
}

static void write_header(verification *run) {
    sa_writer *out = &run->header;
    sa_str plan = sa_json_member_text(run->body, "plan");
    sa_write_char(out, '{');
    sa_write_member(out, "mode", run->identified ? SA_STR("identified") : SA_STR("anonymized"));
    if (!run->identified) {
        sa_write_member_bytes(out, "anonymousDistinctId", run->id, SA_ID_LENGTH);
    }
    sa_event_copy_time(run->body, "sentAt", out);
    sa_write_flag(out, "single", run->single);
    sa_write_flag(out, "planMatches", sa_str_equal(plan, run->core->plan.fingerprint));
    sa_write_key(out, "dropped");
    sa_write_char(out, '[');
}

/* Puts header and lines together. */
static int finish(verification *run) {
    sa_writer *out = &run->header;
    sa_write_char(out, ']');
    sa_write_count(out, "accepted", run->accepted);
    sa_write_chars(out, "}\n");
    if (run->lines.full || out->full) {
        return -SA_MEMORY;
    }
    memmove(run->core->output + out->len, run->lines.ptr, run->lines.len);
    return (int)(out->len + run->lines.len);
}

/* The body stands behind the context. */
static int parse(verification *run, size_t context_len, size_t body_len) {
    sa_core *core = run->core;
    const sa_json *context = NULL;
    const sa_json *body = NULL;
    if (!core->open) {
        return -SA_NOT_OPEN;
    }
    if (context_len > SA_INPUT_SIZE || body_len > SA_INPUT_SIZE - context_len) {
        return -SA_JSON_TOO_LARGE;
    }
    int result = sa_json_parse(&core->arena, core->input, context_len, &context);
    if (result == 0) {
        result = sa_json_parse(&core->arena, core->input + context_len, body_len, &body);
    }
    run->context = context;
    run->body = body;
    return result;
}

int sa_core_verify(sa_core *core, size_t context_len, size_t body_len) {
    verification run = {.core = core,
                        .header = sa_writer_on(core->output, HEADER_SIZE),
                        .lines =
                            sa_writer_on(core->output + HEADER_SIZE, SA_OUTPUT_SIZE - HEADER_SIZE)};
    int result = parse(&run, context_len, body_len);
    if (result == 0 && !open_body(&run)) {
        result = -SA_INVALID_PAYLOAD;
    }
    if (result == 0) {
        uint32_t index = 0;
        write_header(&run);
        if (run.single) {
            verify_event(&run, run.body, index);
        }
        SA_JSON_EACH(event, sa_json_member(run.body, "batch")) {
            verify_event(&run, event, index++);
        }
        result = finish(&run);
    }
    size_t len = body_len <= SA_INPUT_SIZE ? context_len + body_len : SA_INPUT_SIZE;
    return sa_core_end(core, context_len <= SA_INPUT_SIZE ? len : SA_INPUT_SIZE, result);
}
