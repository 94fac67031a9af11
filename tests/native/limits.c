/* What happens at the limits of the core: memory, lengths, counters, the queue, and cores beside
 * each other. Nothing here may crash; what does not fit is a counted reason. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "core.h"
#include "support.h"

#define CHECK(condition) check((condition), #condition, __LINE__)

static int failures;

static void check(bool good, const char *what, int line) {
    if (!good) {
        failures++;
        (void)printf("FAILED line %d: %s\n", line, what);
    }
}

/* A text that grows, for documents that are made here. */
typedef struct document {
    char *text;
    size_t len;
} document;

static document make_document(const char *start) {
    document made = {malloc(4u * SA_INPUT_SIZE), strlen(start)};
    memcpy(made.text, start, made.len + 1);
    return made;
}

static void append(document *made, const char *text) {
    memcpy(made->text + made->len, text, strlen(text) + 1);
    made->len += strlen(text);
}

static void append_number(document *made, const char *before, int number, const char *after) {
    char text[32];
    (void)snprintf(text, sizeof(text), "%d", number);
    append(made, before);
    append(made, text);
    append(made, after);
}

static int put(sa_core *core, const char *text) {
    return (int)put_input(core, text, strlen(text));
}

static int open_text(sa_core *core, const char *text) {
    return sa_core_open(core, put_input(core, text, strlen(text)));
}

static const char small_plan[] =
    "{\"format\":1,\"name\":\"p\",\"undeclared\":\"filter\",\"routes\":[{\"path\":\"/"
    "\",\"surface\":\"s\"}],\"events\":{\"e\":{\"properties\":[{\"n\":{\"type\":\"count\","
    "\"max\":1000000}},{\"t\":{\"type\":\"text\"}}]}}}";
static const char small_event[] = "{\"event\":\"e\",\"properties\":{\"n\":1,\"a\":[1,{\"b\":2}]}}";

static sa_core *open_core(fake_host *fake) {
    sa_core *core = make_core(fake);
    CHECK(open_text(core, small_plan) > 0);
    CHECK(sa_core_configure(core, (size_t)put(core, "{}")) > 0);
    return core;
}

static int verify(sa_core *core, const char *context, const char *body) {
    size_t context_len = strlen(context);
    size_t body_len = strlen(body);
    memcpy(sa_core_input(core), context, context_len);
    memcpy(sa_core_input(core) + context_len, body, body_len);
    return sa_core_verify(core, context_len, body_len);
}

static bool output_begins(const sa_core *core, const char *text) {
    return strncmp(sa_core_output(core), text, strlen(text)) == 0;
}

static bool input_is_wiped(sa_core *core) {
    for (size_t i = 0; i < SA_INPUT_SIZE; i++) {
        if (sa_core_input(core)[i] != 0) {
            return false;
        }
    }
    return true;
}

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
    CHECK(dirty != NULL && open_text(dirty, small_plan) > 0);
    for (int reason = 0; reason < SA_REASON_COUNT; reason++) {
        CHECK(sa_core_count(dirty, reason) == 0);
    }
    CHECK(sa_core_configure(dirty, (size_t)put(dirty, "{}")) > 0);
    CHECK(sa_core_capture(dirty, (size_t)put(dirty, small_event)) == 0);
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
        int captured = sa_core_capture(core, (size_t)put(core, small_event));
        int explained = sa_core_explain(core, (size_t)put(core, small_event), SA_MODE_IDENTIFIED);
        int verified = verify(core, "{\"mode\":\"identified\"}", small_event);
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
    CHECK(sa_core_capture(core, (size_t)put(core, small_event)) >= 0);
    free(core);
}

/* Settings that cannot be read are no consent. */
static void test_configure_without_memory(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    core->arena.size = core->arena.kept;
    CHECK(sa_core_sign_in(core, (size_t)put(core, "u1")) > 0);
    CHECK(sa_core_configure(
              core, (size_t)put(core, "{\"settings\":{\"anonymizeUsageData\":false}}")) > 0);
    CHECK(output_begins(core, "{\"mode\":\"off\""));
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
        int result = open_text(core, small_plan);
        CHECK(result > 0 || is_shortage(result));
        CHECK(core->open == (result > 0));
        refused += result < 0;
        opened += result > 0;
    }
    core->arena.size = whole;
    CHECK(refused > 0 && opened > 0);
    CHECK(open_text(core, small_plan) > 0);
    free(core);
}

/* ---- Large plans ---- */

/* `count` properties over `events` events. */
static document plan_of(int count, int events) {
    document plan = make_document("{\"format\":1,\"name\":\"p\",\"events\":{");
    for (int event = 0; event < events; event++) {
        append_number(&plan, event == 0 ? "\"e" : ",\"e", event, "\":{\"properties\":[{");
        for (int i = 0; i < count / events; i++) {
            append_number(&plan, i == 0 ? "\"p" : ",\"p", i, "\":{\"type\":\"count\",\"max\":9}");
        }
        append(&plan, "}]}");
    }
    append(&plan, "}}");
    return plan;
}

static void test_properties(int count, int events, int refusal) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan = plan_of(count, events);
    int result = open_text(core, plan.text);
    CHECK(refusal == 0 ? result > 0 : result == -refusal);
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

static void test_routes(int count) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    document plan = make_document("{\"format\":1,\"name\":\"p\",\"events\":{\"e\":{}},\"routes\":[");
    for (int i = 0; i < count; i++) {
        append_number(&plan, i == 0 ? "{\"path\":\"/a" : ",{\"path\":\"/a", i,
                      "/:id/settings/:part(one|two)\",\"surface\":\"s\"}");
    }
    append(&plan, "]}");
    CHECK(open_text(core, plan.text) > 0);
    char path[64];
    (void)snprintf(path, sizeof(path), "/a%d/5/settings/three", count - 1);
    CHECK(sa_core_route(core, (size_t)put(core, path), -1) > 0);
    CHECK(strstr(sa_core_output(core), "/:id/settings/:part\"") != NULL);
    free(plan.text);
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
            CHECK(is_configure ? output_begins(core, "{\"mode\":\"off\"")
                               : result == -SA_JSON_TOO_LARGE);
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
    CHECK(sa_core_verify(core, SA_INPUT_SIZE / 2, SA_INPUT_SIZE / 2) == -SA_JSON_SYNTAX);
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
    CHECK(sa_core_configure(core, 0) > 0 && output_begins(core, "{\"mode\":\"off\""));
    CHECK(sa_core_open(core, 0) == -SA_JSON_SYNTAX);
    free(core);
}

/* Before a plan is open nothing works, and nothing of the input stays. */
static void test_closed(void) {
    fake_host fake;
    sa_core *core = make_core(&fake);
    for (size_t call = 1; call < CALLS; call++) {
        CHECK(calls[call](core, (size_t)put(core, small_event)) == -SA_NOT_OPEN);
        CHECK(calls[call](core, SIZE_MAX) == -SA_NOT_OPEN);
        CHECK(input_is_wiped(core));
    }
    CHECK(sa_core_sign_out(core) == -SA_NOT_OPEN);
    CHECK(sa_core_due(core) == -1);
    CHECK(sa_core_batch(core, 1) == 0);
    CHECK(sa_core_acknowledge(core, 1, 200, 0) == 0);
    CHECK(sa_core_count(core, SA_NOT_OPEN) == 2 * (CALLS - 1) + 1);
    CHECK(fake.rows[0].key[0] == 0);
    free(core);
}

/* ---- The queue ---- */

/* The number behind the first `"n":` of the output, from `at` on. */
static int next_number(const sa_core *core, size_t *at, int len) {
    const char *end = sa_core_output(core) + len;
    for (const char *text = sa_core_output(core) + *at; text + 4 < end; text++) {
        if (strncmp(text, "\"n\":", 4) == 0) {
            *at = (size_t)(text - sa_core_output(core)) + 4;
            return (int)strtol(text + 4, NULL, 10);
        }
    }
    return -1;
}

static void capture_number(sa_core *core, int number) {
    char event[64];
    (void)snprintf(event, sizeof(event), "{\"event\":\"e\",\"properties\":{\"n\":%d}}", number);
    CHECK(sa_core_capture(core, (size_t)put(core, event)) >= 0);
}

/* Events that nobody fetches: the newest stay, in order, and every other one is counted. */
static void test_endless_queue(void) {
    enum { EVENTS = 100000 };
    fake_host fake;
    sa_core *core = open_core(&fake);
    for (int i = 0; i < EVENTS; i++) {
        capture_number(core, i);
    }
    int waiting = (int)core->queue.waiting;
    int evicted = sa_core_count(core, SA_QUEUE_FULL);
    int expected = evicted;
    CHECK(core->queue.used <= SA_QUEUE_SIZE && waiting > 100 && waiting + evicted == EVENTS);
    for (int batch = 1;; batch++) {
        int len = sa_core_batch(core, batch);
        size_t at = 0;
        if (len <= 0) {
            break;
        }
        CHECK(len < 65536 - 1024); /* the keepalive quota of a page, with room for headers */
        for (int n = next_number(core, &at, len); n >= 0; n = next_number(core, &at, len)) {
            CHECK(n == expected);
            expected++;
        }
    }
    CHECK(expected == EVENTS && sa_core_due(core) == -1);
    free(core);
}

/* What is in flight is never evicted; it comes back whole when the request failed. */
static void test_endless_flight(void) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    size_t at = 0;
    for (int i = 0; i < 100; i++) {
        capture_number(core, i);
    }
    CHECK(sa_core_batch(core, 255) > 0);
    for (int i = 100; i < 10000; i++) {
        capture_number(core, i);
    }
    CHECK(sa_core_acknowledge(core, 255, 503, 0) == 100);
    int len = sa_core_batch(core, 1);
    for (int i = 0; i < 100; i++) {
        CHECK(next_number(core, &at, len) == i);
    }
    CHECK(sa_core_acknowledge(core, 1, 200, 0) == 100);
    free(core);
}

/* A batch of the endpoint may be longer than those of this client. */
static void test_long_batch(void) {
    enum { EVENTS = 1001 };
    fake_host fake;
    sa_core *core = open_core(&fake);
    document body = make_document("{\"batch\":[");
    for (int i = 0; i < EVENTS; i++) {
        append_number(&body, i == 0 ? "{\"event\":\"e\",\"properties\":{\"n\":"
                                    : ",{\"event\":\"e\",\"properties\":{\"n\":",
                      i, "}}");
    }
    append(&body, "]}");
    int len = verify(core, "{\"format\":\"wire\"}", body.text);
    int lines = 0;
    for (int i = 0; i < len; i++) {
        lines += sa_core_output(core)[i] == '\n';
    }
    CHECK(lines == EVENTS + 1);
    free(body.text);
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
                  core,
                  (size_t)put(core, "{\"event\":\"e\",\"properties\":{\"user_id\":1}}")) >= 0);
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

/* ---- Cores beside each other ---- */

/* A day in the life of a core, one step a call; returns a hash of what it answered. */
static uint32_t live(sa_core *core, int step, uint32_t hash) {
    char event[96];
    int len = 0;
    (void)snprintf(event, sizeof(event),
                   "{\"event\":\"e\",\"properties\":{\"n\":%d,\"t\":\"x\",\"w\":{\"a\":\"b\"}}}",
                   step);
    switch (step % 5) {
    case 0: len = sa_core_explain(core, (size_t)put(core, event), SA_MODE_IDENTIFIED); break;
    case 1: len = verify(core, "{\"format\":\"wire\"}", event); break;
    case 2: len = sa_core_route(core, (size_t)put(core, "/a/b"), step); break;
    case 3: len = sa_core_batch(core, step % 255 + 1); break;
    default: (void)sa_core_capture(core, (size_t)put(core, event)); break;
    }
    return sa_str_hash((sa_str){sa_core_output(core), len > 0 ? (size_t)len : 0}, hash);
}

enum { STEPS = 2000 };

static void *live_alone(void *result) {
    fake_host fake;
    sa_core *core = open_core(&fake);
    uint32_t hash = SA_HASH_SEED;
    for (int step = 0; step < STEPS; step++) {
        hash = live(core, step, hash);
    }
    *(uint32_t *)result = hash;
    free(core);
    return NULL;
}

static void test_two_cores(void) {
    fake_host fakes[2];
    sa_core *cores[2] = {open_core(&fakes[0]), open_core(&fakes[1])};
    uint32_t hashes[2] = {SA_HASH_SEED, SA_HASH_SEED};
    uint32_t alone = 0;
    (void)live_alone(&alone);
    for (int step = 0; step < 2 * STEPS; step++) {
        hashes[step % 2] = live(cores[step % 2], step / 2, hashes[step % 2]);
    }
    CHECK(hashes[0] == alone && hashes[1] == alone);
    free(cores[0]);
    free(cores[1]);
}

static void test_threads(void) {
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    uint32_t hashes[THREADS] = {0};
    uint32_t alone = 0;
    (void)live_alone(&alone);
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, live_alone, &hashes[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(hashes[i] == alone);
    }
}

int main(void) {
    test_init();
    test_small_arena();
    test_configure_without_memory();
    test_open_without_memory();
    test_properties(10, 1, 0);
    test_properties(200, 1, 0);
    test_properties(2000, 10, 0);
    test_properties(2000, 1, SA_JSON_TOO_MANY); /* of one object the gate takes 1,024 members */
    test_routes(1000);
    test_lengths();
    test_shared_lengths();
    test_no_length();
    test_closed();
    test_endless_queue();
    test_endless_flight();
    test_long_batch();
    test_counters();
    test_two_cores();
    test_threads();
    (void)printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
