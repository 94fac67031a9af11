#include "target.h"

target *target_new(const char *plan, enum sa_mode mode) {
    target *made = allocate(sizeof(*made));
    made->core = ready_core(&made->fake, plan, mode);
    plants_begin(&made->all, oracle_new(), rng_at(0, 0));
    return made;
}

void target_restart(target *on, const char *plan) {
    sa_host host = fake_host_port(&on->fake);
    memset(&on->fake, 0, sizeof(on->fake));
    on->fake.now_ms = FAKE_NOW;
    on->core = sa_core_init(on->core, SA_CORE_SIZE, &host);
    open_ready(on->core, plan);
}

void target_plant(target *on, const char *template, size_t len, enum soil soil) {
    uint32_t seed = sa_bytes_hash(template, len, SA_HASH_SEED);
    on->input = draft_on(on->room, sizeof(on->room));
    plants_begin(&on->all, on->all.watching, rng_at(seed, len));
    plant_template(&on->all, &on->input, template, len, soil);
}

size_t target_put_input(const target *on, sa_core *core) {
    return put_input(core, on->input.ptr, on->input.len);
}

static void tell_leak(const target *on, const sa_core *core, int len, uint64_t met) {
    for (unsigned i = 0; i < on->all.count; i++) {
        if ((met >> i & 1) != 0) {
            const planted *what = &on->all.rows[i];
            (void)fprintf(stderr, "leaked: %s, %s\n", canary_families[what->family].name,
                          encoding_names[what->how]);
        }
    }
    (void)fprintf(stderr, "input: %.*s\noutput: %.*s\n", (int)on->input.len, on->input.ptr, len,
                  sa_core_output(core));
}

void target_refuse_leaks(target *on, const sa_core *core, int len, enum output_kind kind,
                         bool identified) {
    if (len <= 0) {
        return;
    }
    uint64_t met = plants_met(&on->all, sa_core_output(core), (size_t)len, kind, identified);
    if (met != 0) {
        tell_leak(on, core, len, met);
    }
    require(met == 0, "no canary leaves");
}
