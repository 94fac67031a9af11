#include "line.h"

#include <math.h>

#include "time.h"

/* Whose the members are that the endpoint sets. */
enum { SET_OPERATOR, SET_IDENTITY, SET_TENANT };

/* What each form calls that which every line has, in the order of sa_form. */
static const struct {
    const char *id;
    const char *event;
    const char *time;
} heads[] = {
    [SA_FORM_WIRE] = {"{\"uuid\":\"", "\",\"event\":", ",\"occurredAt\":\""},
    [SA_FORM_POSTHOG] = {"{\"uuid\":\"", "\",\"event\":", ",\"timestamp\":\""},
    [SA_FORM_COLLECT] = {"{\"eventId\":\"", "\",\"schemaVersion\":\"analytics.v2\",\"eventName\":",
                         ",\"occurredAt\":\""},
};

sa_form sa_line_form(const sa_json *context) {
    sa_str format = sa_json_member_text(context, "format");
    return sa_str_is(format, "posthog")   ? SA_FORM_POSTHOG
           : sa_str_is(format, "collect") ? SA_FORM_COLLECT
                                          : SA_FORM_WIRE;
}

static const sa_json *object_or_null(const sa_json *item) {
    return sa_json_is(item, SA_KIND_OBJECT) ? item : NULL;
}

/* Whether a member of the server's belongs on the line: of what the session knows, only what the
 * plan declares; and of anything, nothing that stands there already, as the core's own or of an
 * earlier set. */
static bool belongs(const sa_pass *pass, size_t index, const sa_json *item) {
    const sa_property *property = sa_plan_property(pass->plan, pass->event, item->hash, item->key);
    bool good = (property != NULL || index == SET_OPERATOR) &&
                (item->key.len == 0 || *item->key.ptr != '$') &&
                (property == NULL || (property->flags & SA_FLAG_CORE) == 0);
    while (good && index-- > 0) {
        good =
            sa_json_member_bytes(pass->server->sets[index], item->key.ptr, item->key.len) == NULL;
    }
    return good;
}

/* Appends a member that the server gives: a text, a whole number, a boolean or null. */
static void write_given(const sa_json *item, sa_writer *out) {
    double value = sa_json_is(item, SA_KIND_NUMBER) ? item->number : 0;
    sa_write_key_bytes(out, item->key.ptr, item->key.len);
    if (sa_json_is(item, SA_KIND_STRING)) {
        sa_write_string(out, sa_json_text(item));
    } else if (sa_json_is(item, SA_KIND_NUMBER) && value == floor(value) && fabs(value) < 1e15) {
        sa_write_number(out, value);
    } else if (sa_json_is(item, SA_KIND_BOOL)) {
        sa_write_bool(out, sa_json_is(item, SA_KIND_TRUE));
    } else {
        sa_write_chars(out, "null");
    }
}

static void write_server(const sa_pass *pass) {
    for (size_t i = 0; i < SA_PASS_SETS; i++) {
        SA_JSON_EACH(item, pass->server->sets[i]) {
            if (belongs(pass, i, item)) {
                write_given(item, pass->out);
            }
        }
    }
}

/* The property that names the tenant; NULL: the plan has none. */
static const sa_property *tenant_of(const sa_pass *pass) {
    sa_str name = pass->plan->tenant;
    return sa_plan_property(pass->plan, NULL, sa_str_name_hash(name), name);
}

static const sa_property *session_of(const sa_pass *pass) {
    sa_str name = SA_STR("sessionId");
    return sa_plan_property(pass->plan, pass->event, sa_str_name_hash(name), name);
}

/* The installation that analytics.v2 puts on every event (V12-V18), and the event's session, which
 * stands beside the properties there (V15). */
static void write_installation(const sa_line *line, sa_pass *pass, const sa_json *properties) {
    SA_JSON_EACH(item, object_or_null(sa_json_member(line->context, "installation"))) {
        write_given(item, pass->out);
    }
    (void)sa_pass_one(pass, session_of(pass), sa_json_member(properties, "sessionId"));
}

static void write_head(sa_core *core, const sa_line *line, sa_writer *out) {
    char fresh[SA_UUID_LENGTH];
    char time[SA_TIME_LENGTH];
    sa_str uuid = sa_json_member_text(line->source, "uuid");
    if (!sa_is_uuid(uuid)) {
        sa_core_uuid(core, fresh);
        uuid = (sa_str){fresh, sizeof(fresh)};
    }
    sa_write_chars(out, heads[line->form].id);
    sa_write(out, uuid);
    sa_write_chars(out, heads[line->form].event);
    sa_write_word(out, &line->event->word);
    sa_time_write(line->time_ms, time);
    sa_write_chars(out, heads[line->form].time);
    sa_write_bytes(out, time, sizeof(time));
    sa_write_char(out, '"');
    if (line->form == SA_FORM_POSTHOG) {
        sa_write_member(out, "distinct_id", line->distinct_id);
    }
}

/* What the event says of the person, as PostHog takes it. */
static void write_person(sa_pass *pass, const sa_json *properties) {
    static const struct {
        const char *key;
        int flag;
    } kinds[] = {{"$set", SA_FLAG_SET}, {"$set_once", SA_FLAG_SET_ONCE}};
    for (size_t i = 0; i < 2; i++) {
        size_t mark = pass->out->len;
        sa_write_object(pass->out, kinds[i].key);
        size_t empty = pass->out->len;
        sa_pass_person(pass, properties, kinds[i].flag);
        if (pass->out->len == empty) {
            pass->out->len = mark;
        } else {
            sa_write_char(pass->out, '}');
        }
    }
}

/* PostHog groups errors by a list of them, each with its type and text; a plan declares both flat
 * (A5, M109). There is no stack: the paths of its frames are those of somebody's disk. */
static void write_exception(const sa_pass *pass, const sa_json *properties) {
    static const struct {
        const char *name;
        const char *quoted; /* a sa_word */
        const char *standard;
    } parts[] = {{"$exception_type", "\"type\"", "\"type\":\"Error\""},
                 {"$exception_message", "\"value\"", ",\"value\":\"\""}};
    sa_writer *out = pass->out;
    sa_pass part = *pass;
    sa_write_chars(out, ",\"$exception_list\":[{");
    for (size_t i = 0; i < 2; i++) {
        sa_str name = sa_str_from(parts[i].name);
        const sa_property *declared =
            sa_plan_property(pass->plan, pass->event, sa_str_name_hash(name), name);
        sa_property named = declared != NULL ? *declared : (sa_property){0};
        named.length_bucket = NULL;
        named.word = (sa_word){parts[i].quoted + 1, strlen(parts[i].quoted) - 2};
        const sa_json *given = declared == NULL ? NULL : sa_json_member(properties, parts[i].name);
        if (!sa_pass_one(&part, &named, given)) {
            sa_write_chars(out, parts[i].standard);
        }
    }
    sa_write_chars(out, "}]");
}

/* What PostHog alone takes; of what is removed of it again the event has told. */
static void write_posthog(const sa_line *line, const sa_pass *pass, const sa_json *properties) {
    uint32_t ignored[SA_REASON_COUNT] = {0};
    sa_pass again = *pass;
    again.counts = ignored;
    size_t mark = pass->out->len;
    if (line->identified) {
        write_person(&again, properties);
    }
    if (pass->out->len == mark) {
        sa_write_flag(pass->out, "$process_person_profile", false);
    }
    if (sa_str_is(line->event->word, "$exception")) {
        write_exception(&again, properties);
    }
}

/* How the line ends: by whether the endpoint counts the event, and whether it sends it on. */
static void write_destination(const sa_plan *plan, const sa_event *event, sa_writer *out) {
    uint32_t marks = sa_plan_marks(plan, event);
    if ((marks & SA_MARK_METRICS) != 0) {
        sa_write_member(out, "metrics", SA_STR("only"));
    } else if ((marks & SA_MARK_BOTH) != 0) {
        sa_write_member(out, "metrics", SA_STR("too"));
    }
}

void sa_line_write(sa_core *core, const sa_line *line, sa_writer *out) {
    sa_pass pass;
    const sa_json *properties = sa_json_member(line->source, "properties");
    sa_event_pass(core, line->event, line->identified, out, &pass);
    sa_pass_server server = {.held_types = line->held_types,
                             .withheld = sa_json_member(line->context, "withheld"),
                             .lifted = line->form == SA_FORM_COLLECT ? session_of(&pass) : NULL};
    server.sets[SET_OPERATOR] = object_or_null(sa_json_member(line->context, "properties"));
    if (line->identified) {
        server.sets[SET_IDENTITY] = object_or_null(sa_json_member(line->context, "identity"));
        server.sets[SET_TENANT] = object_or_null(line->tenant);
    }
    if (line->identified &&
        (sa_plan_marks(&core->plan, line->event) & SA_MARK_NO_TENANT) != 0) { /* M79 */
        server.sets[SET_TENANT] = NULL;
        server.lifted = tenant_of(&pass);
    }
    pass.server = &server;
    write_head(core, line, out);
    if (line->form == SA_FORM_COLLECT) {
        write_installation(line, &pass, properties);
    }
    sa_write(out, SA_STR(",\"properties\":{"));
    sa_pass_properties(&pass, properties);
    sa_event_write_standing(core, line->identified, out);
    if (line->form == SA_FORM_POSTHOG) {
        write_posthog(line, &pass, properties);
    }
    write_server(&pass);
    sa_write_char(out, '}');
    if (line->form != SA_FORM_WIRE) {
        write_destination(&core->plan, line->event, out);
    }
    sa_write_chars(out, "}\n");
}
