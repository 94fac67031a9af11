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

static void look_at_output(leak_round *with, const subject *of, int len, enum output_kind kind,
                           enum outlet outlet) {
    look(with, sa_core_output(of->core), len, kind, outlet);
}

static size_t put_event(const leak_round *with, const subject *to) {
    return put_input(to->core, with->made.json.ptr, with->made.json.len);
}

static void explain(leak_round *with, const subject *with_core, int mode) {
    bool identified = mode == SA_MODE_IDENTIFIED;
    int len = sa_core_explain(with_core->core, put_event(with, with_core), mode);
    look_at_output(with, with_core, len, OUTPUT_EXPLAIN,
                   identified ? OUTLET_IDENTIFIED_EXPLAIN : OUTLET_EXPLAIN);
    if (len > 0 && with_core == &with->anonymized) {
        with->count->benign += with->made.benign_count;
        with->count->benign_kept +=
            event_count_kept(&with->made, sa_core_output(with_core->core), (size_t)len);
    }
}

/* Captures the event and takes it out of the queue again. */
static void capture(leak_round *with, const subject *with_core, enum outlet outlet) {
    if (sa_core_capture(with_core->core, put_event(with, with_core)) < 0) {
        return;
    }
    int len = sa_core_batch(with_core->core, 1);
    require(len > 0, "what was captured makes a batch");
    look_at_output(with, with_core, len, OUTPUT_BATCH, outlet);
    require(sa_core_acknowledge(with_core->core, 1, 200, 0) == 1, "one event was delivered");
    with->count->sent += outlet == OUTLET_BATCH;
}

static void verify(leak_round *with, const subject *with_core, int mode) {
    draft context = draft_on(with->context, sizeof(with->context));
    draft body = draft_on(with->body, sizeof(with->body));
    context_make(&context, &with->all, mode, with->number % 4 < 2 ? "posthog" : "wire");
    request_make(&body, &with->all, &with->made, mode);
    tell(with, "context", context.ptr, (int)context.len);
    tell(with, "body", body.ptr, (int)body.len);
    int len = verify_request(with_core->core, (sa_str){context.ptr, context.len},
                             (sa_str){body.ptr, body.len});
    bool identified = lines_are_identified(with_core->core, len);
    look_at_output(with, with_core, len, OUTPUT_LINES,
                   identified ? OUTLET_IDENTIFIED_VERIFY : OUTLET_VERIFY);
}

static void route(leak_round *with, const subject *with_core, enum outlet outlet) {
    const draft *path = &with->made.path;
    int len = sa_core_route(with_core->core, put_input(with_core->core, path->ptr, path->len), 800);
    look_at_output(with, with_core, len, OUTPUT_PLAIN, outlet);
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
    /* Explanations come last: what is met there for the first time is in nothing that leaves. */
    route(with, anonymized, OUTLET_ROUTE);
    capture(with, anonymized, OUTLET_BATCH);
    verify(with, anonymized, SA_MODE_ANONYMIZED);
    explain(with, anonymized, SA_MODE_ANONYMIZED);
    route(with, &with->identified, OUTLET_IDENTIFIED_EXPLAIN);
    if (number % 2 == 0) {
        capture(with, &with->identified, OUTLET_IDENTIFIED_BATCH);
        explain(with, &with->identified, SA_MODE_IDENTIFIED);
    } else {
        verify(with, &with->identified, SA_MODE_IDENTIFIED);
    }
    count_planted(with);
}
