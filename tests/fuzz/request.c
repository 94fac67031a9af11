#include "request.h"

#include "analytics.h"

static size_t any_family(plants *all) {
    return rng_below(&all->random, canary_family_count);
}

/* One that may leave in identified mode: sessions say who somebody is and hold no secrets. */
static size_t harmless_family(plants *all) {
    size_t family = any_family(all);
    while (canary_families[family].secret || canary_families[family].keys != NULL) {
        family = any_family(all);
    }
    return family;
}

void context_make(draft *to, plants *all, int mode, const char *format) {
    /* An operator can only make it less. */
    static const char *const levels[] = {"",
                                         "",
                                         "\"level\":\"full\",",
                                         "\"level\":\"email\",",
                                         "\"level\":\"id\",",
                                         "\"level\":null,"};
    static const char *const withheld[] = {"", "", "\"withheld\":[\"ref\",\"title\",4],",
                                           "\"withheld\":\"ref\","};
    draft_add(to, "{");
    draft_add(to, levels[rng_below(&all->random, sizeof(levels) / sizeof(levels[0]))]);
    draft_add(to, withheld[rng_below(&all->random, sizeof(withheld) / sizeof(withheld[0]))]);
    draft_add(to, "\"installation\":{\"platform\":\"linux\"},\"format\":\"");
    draft_add(to, format);
    if (mode == SA_MODE_IDENTIFIED) {
        draft_add(to, "\",\"mode\":\"identified\",\"distinctId\":\"u1\","
                      "\"identity\":{\"ref\":\"u1\",\"mail\":\"a@b.example\"},"
                      "\"tenants\":[{\"tenant\":\"acme\"}],\"properties\":{\"auth_mode\":null}}");
        return;
    }
    /* A session that allows more than the request asks for must not say more either. */
    static const char *const parts[] = {
        "\"distinctId\":\"*\",", "\"identity\":{\"ref\":\"*\",",      "\"mail\":\"x@*\",",
        "\"title\":\"*\"},",     "\"tenants\":[{\"tenant\":\"*\"}],",
    };
    draft_add(to, rng_once_in(&all->random, 2) ? "\",\"mode\":\"identified\","
                                               : "\",\"mode\":\"anonymized\",");
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        plant_framed(all, to, parts[i], harmless_family(all), PLACE_SESSION, SOIL_JSON_STRING);
    }
    draft_add(to, "\"properties\":{\"auth_mode\":null}}");
}

/* A member of the request around the events: mostly as it should be, at times a canary. */
static void add_envelope(draft *to, plants *all, const char *key, const char *good) {
    draft_add(to, key);
    if (rng_once_in(&all->random, 8)) {
        const char *frame = rng_once_in(&all->random, 2) ? "\"*\"," : "\"anon_*\",";
        plant_framed(all, to, frame, any_family(all), PLACE_ENVELOPE, SOIL_JSON_STRING);
    } else {
        draft_add(to, good);
        draft_add_char(to, ',');
    }
}

#define SOME_UUID "8d5c1a2b-0035-4c62-9f14-1ad4215736a5"

void request_make(draft *to, plants *all, const test_event *carried, int mode) {
    bool single = rng_once_in(&all->random, 4);
    draft_add_char(to, '{');
    if (mode != SA_MODE_IDENTIFIED) {
        add_envelope(to, all, "\"anonymousDistinctId\":", "\"anon_" SOME_UUID "\"");
    }
    if (!single) {
        add_envelope(to, all, "\"schema\":", "1");
        add_envelope(to, all, "\"plan\":", "\"0123456789abcdef\"");
        add_envelope(to, all, "\"sentAt\":", "\"2025-11-20T11:59:00.000Z\"");
        draft_add(to, "\"batch\":[{");
    }
    add_envelope(to, all, "\"uuid\":", "\"" SOME_UUID "\"");
    add_envelope(to, all, "\"occurredAt\":", "1763640000000");
    draft_add_bytes(to, carried->json.ptr + 1, carried->json.len - 1);
    draft_add(to, single ? "" : "]}");
}
