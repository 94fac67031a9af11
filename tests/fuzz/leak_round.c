#include "leak_round.h"

#include <stdio.h>
#include <stdlib.h>

/* A core in one mode with one plan. */
typedef struct subject {
    fake_host fake;
    sa_core *core;
} subject;

struct leak_round {
    uint64_t seed;
    uint64_t block; /* whose cores there are; UINT64_MAX before the first */
    subject anonymized;
    subject dropping; /* anonymized, with the plan that drops what is undeclared */
    subject identified;
    oracle *watching;
    plants all;
    test_event made;
    char context[EVENT_SIZE];
    char body[EVENT_SIZE];
    /* Of the event at hand. */
    leak_count *count;
    uint64_t number;
    uint64_t leaked; /* rows of `all` that are counted already */
    bool told;
};

leak_round *leak_round_new(uint64_t seed) {
    leak_round *made = allocate(sizeof(*made));
    made->seed = seed;
    made->block = UINT64_MAX;
    made->watching = oracle_new();
    return made;
}

static void free_cores(leak_round *with) {
    free(with->anonymized.core);
    free(with->dropping.core);
    free(with->identified.core);
}

void leak_round_free(leak_round *made) {
    free_cores(made);
    oracle_free(made->watching);
    free(made);
}

static void tell(const leak_round *with, const char *what, const char *text, int len) {
    if (with->told) {
        (void)printf("%s: %.*s\n", what, len, text);
    }
}

/* Looks through an output of `len` bytes and counts each canary once for an event. */
static void look(leak_round *with, const char *output, int len, enum output_kind kind,
                 enum outlet outlet) {
    bool identified = outlet >= OUTLET_IDENTIFIED_EXPLAIN;
    if (len <= 0) {
        return;
    }
    uint64_t met = plants_met(&with->all, output, (size_t)len, kind, identified) & ~with->leaked;
    with->leaked |= met;
    tell(with, "output", output, len);
    for (unsigned i = 0; met != 0; i++, met >>= 1) {
        if ((met & 1) != 0) {
            const planted *what = &with->all.rows[i];
            leak_count_add(with->count, what, outlet, with->number);
            tell(with, "LEAKED", canary_families[what->family].name,
                 (int)strlen(canary_families[what->family].name));
        }
    }
}

static void look_at_output(leak_round *with, const subject *by, int len, enum output_kind kind,
                           enum outlet outlet) {
    look(with, sa_core_output(by->core), len, kind, outlet);
}

static size_t put_event(const leak_round *with, const subject *by) {
    return put_input(by->core, with->made.json.ptr, with->made.json.len);
}

static int route(const leak_round *with, const subject *by) {
    const draft *path = &with->made.path;
    return sa_core_route(by->core, put_input(by->core, path->ptr, path->len), 800);
}

/* Captures the event and takes it out of the queue again. Returns the length of the batch, 0 when
 * the event was refused. */
static int capture(leak_round *with, const subject *by, enum outlet outlet) {
    if (sa_core_capture(by->core, put_event(with, by)) < 0) {
        return 0;
    }
    int len = sa_core_batch(by->core, 1);
    require(len > 0, "what was captured makes a batch");
    look_at_output(with, by, len, OUTPUT_BATCH, outlet);
    return len;
}

static void acknowledge(const subject *by) {
    require(sa_core_acknowledge(by->core, 1, 200, 0) == 1, "one event was delivered");
}

static void verify(leak_round *with, const subject *by, int mode) {
    draft context = draft_on(with->context, sizeof(with->context));
    draft body = draft_on(with->body, sizeof(with->body));
    context_make(&context, &with->all, mode, with->number % 4 < 2 ? "posthog" : "wire");
    request_make(&body, &with->all, &with->made, mode);
    tell(with, "context", context.ptr, (int)context.len);
    tell(with, "body", body.ptr, (int)body.len);
    int len =
        verify_request(by->core, (sa_str){context.ptr, context.len}, (sa_str){body.ptr, body.len});
    bool identified = lines_are_identified(by->core, len);
    look_at_output(with, by, len, OUTPUT_LINES,
                   identified ? OUTLET_IDENTIFIED_VERIFY : OUTLET_VERIFY);
}

static void explain(leak_round *with, const subject *by, int mode, enum outlet outlet) {
    int len = sa_core_explain(by->core, put_event(with, by), mode);
    look_at_output(with, by, len, OUTPUT_EXPLAIN, outlet);
}

/* How many of the benign members are in the batch; where what is undeclared is dropped, few are. */
static void count_kept(leak_round *with, const subject *by, int len) {
    if (by == &with->anonymized) {
        with->count->benign += with->made.benign_count;
        with->count->benign_kept +=
            event_count_kept(&with->made, sa_core_output(by->core), (size_t)len);
    }
}

/* Explanations come last: what is met there for the first time is in nothing that leaves. They are
 * made by the same pass, so that one event in four is enough. */
static void run_anonymized(leak_round *with, const subject *by) {
    look_at_output(with, by, route(with, by), OUTPUT_PLAIN, OUTLET_ROUTE);
    int len = capture(with, by, OUTLET_BATCH);
    if (len > 0) {
        with->count->sent++;
        count_kept(with, by, len);
        acknowledge(by);
    }
    verify(with, by, SA_MODE_ANONYMIZED);
    if (with->number % 4 == 0) {
        explain(with, by, SA_MODE_ANONYMIZED, OUTLET_EXPLAIN);
    }
}

static void run_identified(leak_round *with, const subject *by) {
    (void)route(with, by);
    if (with->number % 2 == 1) {
        verify(with, by, SA_MODE_IDENTIFIED);
    } else if (capture(with, by, OUTLET_IDENTIFIED_BATCH) > 0) {
        acknowledge(by);
    }
    if (with->number % 8 == 0) {
        explain(with, by, SA_MODE_IDENTIFIED, OUTLET_IDENTIFIED_EXPLAIN);
    }
}

/* Somebody with a canary for a name signs in: nothing of it may be stored. */
static void sign_in(leak_round *with) {
    char room[1024];
    draft user = draft_on(room, sizeof(room));
    const fake_host *fake = &with->anonymized.fake;
    size_t family = rng_below(&with->all.random, canary_family_count);
    plant(&with->all, &user, family, ENCODING_RAW, PLACE_SESSION, SOIL_TEXT);
    (void)sa_core_sign_in(with->anonymized.core,
                          put_input(with->anonymized.core, user.ptr, user.len));
    for (int i = 0; i < FAKE_ROWS; i++) {
        look(with, fake->rows[i].value, (int)strlen(fake->rows[i].value), OUTPUT_PLAIN,
             OUTLET_STORAGE);
    }
}

static void begin_block(leak_round *with, uint64_t block) {
    if (with->block == block) {
        return;
    }
    free_cores(with);
    with->block = block;
    with->anonymized.core = ready_core(&with->anonymized.fake, plan_filter, SA_MODE_ANONYMIZED);
    with->dropping.core = ready_core(&with->dropping.fake, plan_drop, SA_MODE_ANONYMIZED);
    with->identified.core = ready_core(&with->identified.fake, plan_filter, SA_MODE_IDENTIFIED);
}

static void count_planted(leak_round *with) {
    for (unsigned i = 0; i < with->all.count; i++) {
        with->count->families[with->all.rows[i].family].planted++;
    }
    with->count->planted += with->all.count;
    with->count->events++;
}

void leak_round_run(leak_round *with, leak_count *count, uint64_t number, bool told) {
    const subject *anonymized = number % 8 == 7 ? &with->dropping : &with->anonymized;
    with->count = count;
    with->number = number;
    with->leaked = 0;
    with->told = told;
    begin_block(with, number / ROUND_BLOCK);
    plants_begin(&with->all, with->watching, rng_at(with->seed, number));
    event_make(&with->made, &with->all, number);
    tell(with, "path", with->made.path.ptr, (int)with->made.path.len);
    tell(with, "event", with->made.json.ptr, (int)with->made.json.len);
    if (number % 16 == 0) {
        sign_in(with);
    }
    run_anonymized(with, anonymized);
    run_identified(with, &with->identified);
    count_planted(with);
}
