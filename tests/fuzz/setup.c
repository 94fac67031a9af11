#include "setup.h"

#include <stdlib.h>

#define PLAN(undeclared)                                                                                   \
    "{\"format\":1,\"name\":\"fuzz\",\"undeclared\":\"" undeclared "\",\"tenant\":\"tenant\","             \
    "\"constants\":{\"schema_version\":3},"                                                                \
    "\"words\":[\"run\",\"failed\",\"api\",\"example\",\"com\",\"v1\",\"err\",\"net\",\"code\",\"chat\"]," \
    "\"routes\":[{\"path\":\"/\",\"surface\":\"home\"},"                                                   \
    "{\"path\":\"/w/:workspace\",\"surface\":\"workspace\"},"                                              \
    "{\"path\":\"/w/:workspace/apps/:objectId\",\"surface\":\"app\"},"                                     \
    "{\"path\":\"/w/:workspace/settings/:section(members|plans)\",\"surface\":\"settings\"},"              \
    "{\"path\":\"/docs/:page\",\"surface\":\"docs\"},{\"path\":\"/docs/*\",\"surface\":\"docs\"},"         \
    "{\"path\":\"/*\",\"surface\":\"elsewhere\"}],"                                                        \
    "\"properties\":{"                                                                                     \
    "\"flag\":{\"type\":\"bool\"},"                                                                        \
    "\"total\":{\"type\":\"count\",\"max\":1000000},"                                                      \
    "\"ratio\":{\"type\":\"number\",\"min\":-1000,\"max\":1000},"                                          \
    "\"elapsed\":{\"type\":\"duration_ms\"},"                                                              \
    "\"size\":{\"type\":\"bucket\",\"edges\":[10],\"labels\":[\"small\",\"large\"]},"                      \
    "\"choice\":{\"type\":\"enum\",\"values\":[\"alpha\",\"beta\"]},"                                      \
    "\"open_choice\":{\"type\":\"enum\",\"values\":[\"alpha\"],\"other\":\"other\"},"                      \
    "\"choices\":{\"type\":\"list\",\"values\":[\"one\",\"two\"],\"other\":\"more\"},"                     \
    "\"maker\":{\"type\":\"family\",\"families\":{\"claude\":[\"claude\"],\"openai\":[\"gpt\"]}},"         \
    "\"release\":{\"type\":\"version\"},"                                                                  \
    "\"code\":{\"type\":\"token\"},"                                                                       \
    "\"digest\":{\"type\":\"hash\",\"length\":47},"                                                        \
    "\"base\":{\"type\":\"url_base\"},"                                                                    \
    "\"page\":{\"type\":\"route\"},"                                                                       \
    "\"ref\":{\"type\":\"id\"},"                                                                           \
    "\"tenant\":{\"type\":\"id\",\"format\":\"slug\"},"                                                    \
    "\"note\":{\"type\":\"text\"},"                                                                        \
    "\"measured\":{\"type\":\"text\",\"anonymized\":\"length\"},"                                          \
    "\"story\":{\"type\":\"text\",\"anonymized\":\"redacted\"},"                                           \
    "\"mail\":{\"type\":\"email\"},"                                                                       \
    "\"title\":{\"type\":\"name\"},"                                                                       \
    "\"held\":{\"type\":\"token\",\"identified_only\":true}},"                                             \
    "\"standing\":[\"flag\",\"total\",\"ratio\",\"elapsed\",\"size\",\"choice\",\"open_choice\","          \
    "\"choices\",\"maker\",\"release\",\"code\",\"digest\",\"base\",\"page\",\"ref\",\"tenant\","          \
    "\"note\",\"measured\",\"story\",\"mail\",\"title\",\"held\"],"                                        \
    "\"events\":{\"e\":{},\"page viewed\":{}}}"

const char plan_filter[] = PLAN("filter");
const char plan_drop[] = PLAN("drop");

static int configure(sa_core *core, const char *settings) {
    return sa_core_configure(core, put_input(core, settings, strlen(settings)));
}

void open_ready(sa_core *core, const char *plan) {
    require(sa_core_open(core, put_input(core, plan, strlen(plan))) > 0, "the plan opens");
    require(configure(core, "{}") / SA_STATE_MODE % 4 == SA_MODE_ANONYMIZED, "anonymized mode");
}

sa_core *ready_core(fake_host *fake, const char *plan, enum sa_mode mode) {
    sa_core *core = make_core(fake);
    open_ready(core, plan);
    if (mode == SA_MODE_IDENTIFIED) {
        (void)sa_core_sign_in(core, put_input(core, "u1", 2));
        int state = configure(core, "{\"settings\":{\"anonymizeUsageData\":false}}");
        require(state / SA_STATE_MODE % 4 == SA_MODE_IDENTIFIED, "identified mode");
    }
    return core;
}

int verify_request(sa_core *core, sa_str context, sa_str body) {
    size_t room = SA_INPUT_SIZE - context.len;
    bool fits = body.len <= room;
    memcpy(sa_core_input(core), context.ptr, context.len);
    memcpy(sa_core_input(core) + context.len, body.ptr, fits ? body.len : room);
    return sa_core_verify(core, context.len, fits ? body.len : room + 1);
}

bool lines_are_identified(const sa_core *core, int len) {
    static const char start[] = "{\"mode\":\"identified\"";
    return len >= (int)sizeof(start) - 1 &&
           memcmp(sa_core_output(core), start, sizeof(start) - 1) == 0;
}

/* The lines behind the header. */
static sa_str event_lines(const char *output, int len) {
    const char *end = memchr(output, '\n', (size_t)len);
    require(end != NULL, "a verification begins with a header line");
    return (sa_str){end + 1, (size_t)(output + len - end - 1)};
}

/* A request whose batch is these lines. Returns its length, 0 when it is too long for one. */
static size_t make_request(char *body, size_t capacity, sa_str lines, bool identified) {
    const char *head = identified ? "{\"batch\":[" : "{\"anonymousDistinctId\":0,\"batch\":[";
    size_t len = strlen(head);
    if (capacity < len + lines.len + 2) {
        return 0;
    }
    memcpy(body, head, len);
    for (size_t i = 0; i + 1 < lines.len; i++) {
        body[len++] = lines.ptr[i] == '\n' ? ',' : lines.ptr[i];
    }
    body[len++] = ']';
    body[len++] = '}';
    return len;
}

void require_fixed_point(sa_core *core, sa_str context, int len) {
    char *first = allocate((size_t)len);
    char *body = allocate(SA_INPUT_SIZE);
    memcpy(first, sa_core_output(core), (size_t)len);
    sa_str lines = event_lines(first, len);
    size_t size =
        make_request(body, SA_INPUT_SIZE - context.len, lines, lines_are_identified(core, len));
    if (lines.len > 0 && size > 0) {
        int again = verify_request(core, context, (sa_str){body, size});
        require(again > 0, "what was verified can be read again");
        sa_str repeated = event_lines(sa_core_output(core), again);
        require(repeated.len == lines.len && memcmp(repeated.ptr, lines.ptr, lines.len) == 0,
                "a second verification changes nothing");
    }
    free(first);
    free(body);
}

/* The value behind `{"event":`, an object or null; its end is found by counting brackets. */
static sa_str explained_event(const char *output, size_t len) {
    static const char head[] = "{\"event\":";
    size_t at = sizeof(head) - 1;
    require(len > at && memcmp(output, head, at) == 0, "an explanation begins with its event");
    int depth = 0;
    bool quoted = false;
    for (size_t i = at; i < len; i++) {
        if (quoted) {
            quoted = output[i] != '"';
            i += output[i] == '\\';
            continue;
        }
        quoted = output[i] == '"';
        depth += (output[i] == '{' || output[i] == '[') - (output[i] == '}' || output[i] == ']');
        if (depth <= 0 && (output[i] == '}' || output[i] == ',')) {
            return (sa_str){output + at, i - at + (output[i] == '}')};
        }
    }
    violated("an explanation is whole");
}

void require_stable_explanation(sa_core *core, int len, int mode) {
    sa_str event = explained_event(sa_core_output(core), (size_t)len);
    char *first = allocate(event.len);
    memcpy(first, event.ptr, event.len);
    if (first[0] == '{' && event.len <= SA_INPUT_SIZE) {
        int again = sa_core_explain(core, put_input(core, first, event.len), mode);
        require(again > 0, "what was explained can be read again");
        sa_str repeated = explained_event(sa_core_output(core), (size_t)again);
        require(repeated.len == event.len && memcmp(repeated.ptr, first, event.len) == 0,
                "a second explanation has the same event");
    }
    free(first);
}
