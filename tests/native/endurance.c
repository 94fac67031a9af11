/* What a core does in the long run: a queue that nobody empties, and cores beside each other. */
#include <pthread.h>

#include "checks.h"

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
        append_number(&body,
                      i == 0 ? "{\"event\":\"e\",\"properties\":{\"n\":"
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
    test_endless_queue();
    test_endless_flight();
    test_long_batch();
    test_two_cores();
    test_threads();
    (void)printf("%d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
