/* What happens at the limits of the core: memory, lengths, counters. Nothing here may crash; what
 * does not fit is a counted reason. */
#include "checks.h"

/* ---- Memory ---- */

static void test_init(void) {
    fake_host fake;
    char *memory = malloc(SA_CORE_SIZE);
    sa_core *core = make_core(&fake);
    sa_host host = fake_host_port(&fake);
    CHECK(sa_core_init(memory, 0, &host) == NULL);
    CHECK(sa_core_init(memory, SA_CORE_SIZE - 1, &host) == NULL);
    memset(memory, 0xA5, SA_CORE_SIZE); /* what was there before does not matter */
    sa_core *dirty = sa_core_init(memory, SA_CORE_SIZE, &host);
    CHECK(dirty != NULL && open_text(dirty, SMALL_PLAN) > 0);
    for (int reason = 0; reason < SA_REASON_COUNT; reason++) {
        CHECK(sa_core_count(dirty, reason) == 0);
    }
    CHECK(sa_core_configure(dirty, (size_t)put(dirty, "{}")) > 0);
    CHECK(sa_core_capture(dirty, (size_t)put(dirty, SMALL_EVENT)) == 0);
    free(memory);
    free(core);
}

static bool is_shortage(int result) {
    return result == -SA_MEMORY || result == -SA_JSON_TOO_MANY || result == -SA_PLAN_TOO_LARGE;
}

/* Every call with `left` bytes of the arena free, from none to plenty. */
static void test_small_arena(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    size_t whole = core->arena.size;
    int short_calls = 0;
    for (size_t left = 0; left < 8192; left += left < 2048 ? 8 : 256) {
        uint32_t used = core->queue.waiting;
        core->arena.size = core->arena.kept + left;
        int captured = sa_core_capture(core, (size_t)put(core, SMALL_EVENT));
        int explained = sa_core_explain(core, (size_t)put(core, SMALL_EVENT), SA_MODE_IDENTIFIED);
        int verified = verify(core, "{\"mode\":\"identified\"}", SMALL_EVENT);
        CHECK(captured >= 0 || is_shortage(captured));
        CHECK(explained > 0 || is_shortage(explained));
        CHECK(verified > 0 || is_shortage(verified));
        CHECK(core->queue.waiting == used + (captured >= 0));
        CHECK(core->arena.taken == 0 && input_is_wiped(core));
        short_calls += (captured < 0) + (explained < 0) + (verified < 0);
    }
    core->arena.size = whole;
    CHECK(short_calls > 0);
    CHECK(sa_core_count(core, SA_MEMORY) + sa_core_count(core, SA_JSON_TOO_MANY) == short_calls);
    CHECK(sa_core_capture(core, (size_t)put(core, SMALL_EVENT)) >= 0);
    free(core);
}

/* Settings that cannot be read are no consent. */
static void test_configure_without_memory(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    core->arena.size = core->arena.kept;
    CHECK(sa_core_sign_in(core, (size_t)put(core, "u1")) > 0);
    int state =
        sa_core_configure(core, (size_t)put(core, "{\"settings\":{\"anonymizeUsageData\":false}}"));
    CHECK(is_off(state));
    free(core);
}

static void test_open_without_memory(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    size_t whole = core->arena.size;
    int refused = 0;
    int opened = 0;
    for (size_t size = 0; size < 65536; size += size < 16384 ? 8 : 1024) {
        core->arena.size = size;
        int result = open_text(core, SMALL_PLAN);
        CHECK(result > 0 || is_shortage(result));
        CHECK(core->open == (result > 0));
        refused += result < 0;
        opened += result > 0;
    }
    core->arena.size = whole;
    CHECK(refused > 0 && opened > 0);
    CHECK(open_text(core, SMALL_PLAN) > 0);
    free(core);
}

/* ---- Large plans ---- */

/* `count` properties over `events` events. */
static document plan_of(int count, int events) {
    document plan = make_document("{\"format\":1,\"name\":\"p\",\"events\":{");
    for (int event = 0; event < events; event++) {
        append_number(&plan, event == 0 ? "\"e" : ",\"e", event, "\":{\"properties\":[{");
        append_rows(&plan, "\"p", count / events, "\":{\"type\":\"count\",\"max\":9}");
        append(&plan, "}]}");
    }
    append(&plan, "}}");
    return plan;
}

/* Opens, unless a plan of so many may be refused. */
static void test_properties(int count, int events, bool may_refuse) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan = plan_of(count, events);
    int result = open_text(core, plan.text);
    CHECK(result > 0 || (may_refuse && is_shortage(result)));
    if (result > 0) {
        char event[128];
        int last = count / events - 1;
        (void)snprintf(event, sizeof(event),
                       "{\"event\":\"e%d\",\"properties\":{\"p%d\":7,\"p%d\":7}}", events - 1, last,
                       last + 1);
        CHECK(sa_core_configure(core, (size_t)put(core, "{}")) > 0);
        CHECK(sa_core_explain(core, (size_t)put(core, event), SA_MODE_ANONYMIZED) > 0);
        CHECK(strstr(sa_core_output(core), "\":7,\"anonymized\":true}") != NULL);
        CHECK(sa_core_count(core, SA_UNDECLARED) == 1);
        CHECK(sa_core_capture(core, (size_t)put(core, event)) == 0);
    }
    free(plan.text);
    free(core);
}

/* Each text brings a second property, the class of its length. */
static void test_texts(int count) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan =
        make_document("{\"format\":1,\"name\":\"p\",\"events\":{\"e\":{\"properties\":[{");
    append_rows(&plan, "\"p", count, "\":{\"type\":\"text\",\"anonymized\":\"length\"}");
    append(&plan, "}]}}}");
    CHECK(is_shortage(open_text(core, plan.text)));
    free(plan.text);
    free(core);
}

static void test_routes(int count) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan =
        make_document("{\"format\":1,\"name\":\"p\",\"events\":{\"e\":{}},\"routes\":[");
    append_rows(&plan, "{\"path\":\"/a", count,
                "/:id/settings/:part(one|two)\",\"surface\":\"s\"}");
    append(&plan, "]}");
    CHECK(open_text(core, plan.text) > 0);
    char path[64];
    (void)snprintf(path, sizeof(path), "/a%d/5/settings/three", count - 1);
    CHECK(sa_core_route(core, (size_t)put(core, path), -1) > 0);
    CHECK(strstr(sa_core_output(core), "/:id/settings/:part\"") != NULL);
    free(plan.text);
    free(core);
}

/* ---- Altered images ---- */

#define PERSONAL_PLAN                                                                              \
    "{\"format\":1,\"name\":\"p\",\"events\":{\"e\":{\"properties\":[{\"m\":{\"type\":\"email\"}," \
    "\"t\":{\"type\":\"text\"},\"n\":{\"type\":\"name\"},\"i\":{\"type\":\"id\"}}]}}}"
#define PERSONAL                                                                                   \
    "{\"event\":\"e\",\"properties\":{\"m\":\"jane@doe.com\",\"t\":\"jane@doe.com\",\"n\":"        \
    "\"jane@doe.com\",\"i\":\"jane@doe.com\"}}"

/* Whatever one byte of an image is changed to, what only identified mode may carry stays. */
static void test_altered_images(void) {
    static const char bytes[] = "\"0123456789-.:a\\";
    fake_host fake;
    sa_core *core = make_core(&fake);
    char image[1024];
    int opened = 0;
    CHECK(open_text(core, PERSONAL_PLAN) > 0);
    int len = sa_core_image(core);
    CHECK(len > 0 && len < (int)sizeof(image));
    memcpy(image, sa_core_output(core), (size_t)len);
    for (int at = 0; at < len; at++) {
        for (size_t i = 0; i + 1 < sizeof(bytes); i++) {
            memcpy(sa_core_input(core), image, (size_t)len);
            sa_core_input(core)[at] = bytes[i];
            if (sa_core_open_image(core, (size_t)len) == 0) {
                int written =
                    sa_core_explain(core, (size_t)put(core, PERSONAL), SA_MODE_ANONYMIZED);
                opened++;
                CHECK(written < 0 || !output_has(core, written, "jane"));
            }
        }
    }
    CHECK(opened > 100);
    free(core);
}

/* ---- Lengths ---- */

typedef int (*call_with_length)(sa_core *core, size_t len);

static int call_route(sa_core *core, size_t len) {
    return sa_core_route(core, len, 1024);
}

static int call_explain(sa_core *core, size_t len) {
    return sa_core_explain(core, len, SA_MODE_ANONYMIZED);
}

static int call_verify_body(sa_core *core, size_t len) {
    return sa_core_verify(core, 2, len);
}

static int call_verify_context(sa_core *core, size_t len) {
    return sa_core_verify(core, len, 2);
}

static const call_with_length calls[] = {
    sa_core_open, sa_core_configure, sa_core_sign_in,  sa_core_capture,
    call_route,   call_explain,      call_verify_body, call_verify_context,
};

enum { CALLS = sizeof(calls) / sizeof(calls[0]) };

/* A length that the input does not have is refused, and the input is wiped all the same. */
static void test_lengths(void) {
    static const size_t lengths[] = {SA_INPUT_SIZE + 1, SA_INPUT_SIZE * 2, SIZE_MAX / 2,
                                     SIZE_MAX - 1, SIZE_MAX};
    for (size_t call = 0; call < CALLS; call++) {
        for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
            fake_host fake;
            sa_core *core = open_core(&fake);
            uint32_t counted = core->counts[SA_JSON_TOO_LARGE];
            memset(sa_core_input(core), '{', SA_INPUT_SIZE);
            int result = calls[call](core, lengths[i]);
            bool is_configure = calls[call] == sa_core_configure;
            CHECK(is_configure ? is_off(result) : result == -SA_JSON_TOO_LARGE);
            CHECK(core->counts[SA_JSON_TOO_LARGE] == counted + 1);
            CHECK(input_is_wiped(core));
            CHECK(core->queue.used == 0);
            free(core);
        }
    }
}

static void test_shared_lengths(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    CHECK(sa_core_verify(core, SIZE_MAX, SIZE_MAX) == -SA_JSON_TOO_LARGE);
    CHECK(sa_core_verify(core, SA_INPUT_SIZE, 1) == -SA_JSON_TOO_LARGE);
    CHECK(sa_core_verify(core, 1, SA_INPUT_SIZE) == -SA_JSON_TOO_LARGE);
    CHECK(sa_core_verify(core, SIZE_MAX, 2) == -SA_JSON_TOO_LARGE);
    CHECK(sa_core_verify(core, SA_INPUT_SIZE / 2, SA_INPUT_SIZE / 2) < 0);
    free(core);
}

static void test_no_length(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    CHECK(sa_core_capture(core, 0) == -SA_JSON_SYNTAX);
    CHECK(sa_core_explain(core, 0, SA_MODE_ANONYMIZED) == -SA_JSON_SYNTAX);
    CHECK(sa_core_verify(core, 0, 0) == -SA_JSON_SYNTAX);
    CHECK(sa_core_route(core, 0, 0) > 0);
    CHECK(sa_core_sign_in(core, 0) > 0);
    CHECK(is_off(sa_core_configure(core, 0)));
    CHECK(sa_core_open(core, 0) == -SA_JSON_SYNTAX);
    free(core);
}

/* Before a plan is open nothing works, and nothing of the input stays. */
static void test_closed(void) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    for (size_t call = 1; call < CALLS; call++) {
        CHECK(calls[call](core, (size_t)put(core, SMALL_EVENT)) == -SA_NOT_OPEN);
        int oversized = calls[call](core, SIZE_MAX);
        CHECK(oversized == -SA_NOT_OPEN || oversized == -SA_JSON_TOO_LARGE);
        CHECK(input_is_wiped(core));
    }
    CHECK(sa_core_sign_out(core) == -SA_NOT_OPEN);
    CHECK(sa_core_export(core) == -SA_NOT_OPEN);
    CHECK(sa_core_due(core) == -1);
    CHECK(sa_core_batch(core, 1) == 0);
    CHECK(sa_core_acknowledge(core, 1, 200, 0) == 0);
    CHECK(sa_core_count(core, SA_NOT_OPEN) + sa_core_count(core, SA_JSON_TOO_LARGE) ==
          2 * (CALLS - 1) + 2);
    CHECK(fake.rows[0].key[0] == 0);
    free(core);
}

/* ---- Counters ---- */

static void test_counters(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    core->counts[SA_UNKNOWN_EVENT] = UINT32_MAX - 1;
    core->counts[SA_IDENTIFYING_KEY] = UINT32_MAX - 1;
    for (int i = 0; i < 3; i++) {
        CHECK(sa_core_capture(core, (size_t)put(core, "{\"event\":\"f\"}")) == -SA_UNKNOWN_EVENT);
        CHECK(sa_core_capture(
                  core, (size_t)put(core, "{\"event\":\"e\",\"properties\":{\"user_id\":1}}")) >=
              0);
        CHECK(sa_core_count(core, SA_UNKNOWN_EVENT) == INT32_MAX);
        CHECK(sa_core_count(core, SA_IDENTIFYING_KEY) == INT32_MAX);
    }
    sa_core_add(core, SA_PURGED, UINT32_MAX);
    sa_core_add(core, SA_PURGED, UINT32_MAX);
    CHECK(sa_core_count(core, SA_PURGED) == INT32_MAX);
    CHECK(sa_core_count(core, 0) == 0 && sa_core_count(core, -1) == 0);
    CHECK(sa_core_count(core, SA_REASON_COUNT) == 0 && sa_core_count(core, INT32_MAX) == 0);
    CHECK(sa_core_count(core, INT32_MIN) == 0);
    free(core);
}

int main(void) {
    test_init();
    test_small_arena();
    test_configure_without_memory();
    test_open_without_memory();
    test_properties(10, 1, false);
    test_properties(200, 1, false);
    test_properties(2000, 10, false);
    test_properties(2000, 1, true);
    test_properties(4000, 8, true);
    test_texts(4500);
    test_routes(1000);
    test_altered_images();
    test_lengths();
    test_shared_lengths();
    test_no_length();
    test_closed();
    test_counters();
    (void)printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
