/* Who watches the oracle: it sees every family in every encoding in an output that leaks, and
 * nothing in one that does not. */
#include "checks.h"
#include "leak_count.h"
#include "names.h"
#include "setup.h"

enum { INSTANCES = 24 };

typedef struct bench {
    oracle *watching;
    plants all;
    char room[EVENT_SIZE];
} bench;

static void begin(bench *on, uint64_t number) {
    plants_begin(&on->all, on->watching, rng_at(1, number));
}

static bool meets(bench *on, const draft *output, enum output_kind kind) {
    CHECK(!output->full);
    return plants_met(&on->all, output->ptr, output->len, kind, false) == 1;
}

/* ---- What it must see ---- */

/* Outputs with a star where something leaks. */
static const struct {
    const char *frame;
    enum output_kind kind;
} leaking[] = {
    {"{\"event\":{\"event\":\"e\",\"properties\":{\"kind\":\"*\"}},\"removed\":[]}",
     OUTPUT_EXPLAIN},
    {"{\"event\":null,\"removed\":[{\"path\":\"/properties/*\",\"reason\":\"r\"}]}",
     OUTPUT_EXPLAIN},
    {"{\"schema\":1,\"batch\":[{\"event\":\"e\",\"properties\":{\"a\":{\"*\":1}}}]}", OUTPUT_BATCH},
    {"{\"mode\":\"anonymized\"}\n{\"user\":\"*\",\"properties\":{}}\n", OUTPUT_LINES},
    {"{\"mode\":\"anonymized\"}\n{\"properties\":{\"list\":[1,\"see *, it is\"]}}\n", OUTPUT_LINES},
    {"{\"surface\":\"home\",\"route_shape\":\"/w/*/apps\"}", OUTPUT_PLAIN},
};

static bool sees(bench *on, size_t family, enum encoding how, uint64_t number) {
    begin(on, number);
    size_t which = rng_below(&on->all.random, sizeof(leaking) / sizeof(leaking[0]));
    const char *star = strchr(leaking[which].frame, '*');
    draft output = draft_on(on->room, sizeof(on->room));
    draft_add_bytes(&output, leaking[which].frame, (size_t)(star - leaking[which].frame));
    plant(&on->all, &output, family, how, 0, SOIL_JSON_STRING);
    draft_add(&output, star + 1);
    bool met = meets(on, &output, leaking[which].kind);
    if (!met) {
        (void)printf("not seen: %s, %s: %.*s\n", canary_families[family].name, encoding_names[how],
                     (int)output.len, output.ptr);
    }
    return met;
}

static void test_sees_every_family_in_every_encoding(bench *on) {
    for (size_t family = 0; family < canary_family_count; family++) {
        for (int how = 0; how < ENCODING_COUNT; how++) {
            for (uint64_t i = 0; i < INSTANCES; i++) {
                CHECK(sees(on, family, (enum encoding)how, i * 1000 + family));
            }
        }
    }
}

/* A piece of a mark, as a text that was cut would leave. */
static bool sees_piece(bench *on, const char *mark, size_t len, const char *piece, size_t size) {
    draft output = draft_on(on->room, sizeof(on->room));
    oracle_watch(on->watching, mark, len, 0);
    draft_add(&output, "{\"kind\":\"");
    draft_add_escaped(&output, piece, size);
    draft_add(&output, "\"}");
    return oracle_search(on->watching, output.ptr, output.len, OUTPUT_PLAIN) == 1;
}

static void test_sees_a_part(bench *on) {
    enum { PIECE = 11, LETTERS = 8 };
    int pieces = 0;
    for (size_t i = 0; i < canary_family_count; i++) {
        canary made;
        begin(on, i);
        canary_make(&made, &canary_families[i], &on->all.random);
        const char *mark = made.text + made.marks[0].at;
        for (size_t at = 0; at + PIECE <= made.marks[0].len; at++) {
            size_t letters = 0;
            for (size_t j = at; j < at + PIECE; j++) {
                letters += sa_is_word(mark[j]);
            }
            if (letters >= LETTERS) {
                pieces++;
                CHECK(sees_piece(on, mark, made.marks[0].len, mark + at, PIECE));
            }
        }
    }
    CHECK(pieces > 500);
}

/* The core itself lets through what nobody declared in identified mode, by its own writer. */
static void test_sees_what_the_core_lets_through(bench *on) {
    fake_host fake;
    sa_core *core = ready_core(&fake, plan_filter, SA_MODE_IDENTIFIED);
    int met = 0;
    int count = 0;
    for (size_t family = 0; family < canary_family_count; family++) {
        if (canary_families[family].secret) {
            continue;
        }
        draft input = draft_on(on->room, sizeof(on->room));
        begin(on, family);
        draft_add(&input, "{\"event\":\"e\",\"properties\":{\"outcome\":\"");
        plant(&on->all, &input, family, ENCODING_RAW, 0, SOIL_JSON_STRING);
        draft_add(&input, "\"}}");
        int len = sa_core_explain(core, put_input(core, input.ptr, input.len), SA_MODE_IDENTIFIED);
        count++;
        met += len > 0 &&
               plants_met(&on->all, sa_core_output(core), (size_t)len, OUTPUT_EXPLAIN, false) == 1;
    }
    CHECK(count > 60 && met > count - 8); /* a few look like keys, and are masked */
    free(core);
}

static void test_counts_secrets_alone_in_identified_mode(bench *on) {
    for (size_t family = 0; family < canary_family_count; family++) {
        draft output = draft_on(on->room, sizeof(on->room));
        begin(on, family);
        draft_add(&output, "{\"note\":\"");
        plant(&on->all, &output, family, ENCODING_RAW, 0, SOIL_JSON_STRING);
        draft_add(&output, "\"}");
        uint64_t met = plants_met(&on->all, output.ptr, output.len, OUTPUT_PLAIN, true);
        CHECK(met == (canary_families[family].secret ? 1 : 0));
    }
}

/* ---- What it must not see ---- */

/* The way of an event without a canary, while the canaries of `all` are watched for. Returns who
 * seems to be met. */
static uint64_t look_at_benign_outputs(bench *on, sa_core *core) {
    static const char event[] =
        "{\"event\":\"e\",\"properties\":{\"outcome\":\"succeeded\",\"variant\":\"control\","
        "\"theme\":\"dark\",\"method\":\"keyboard\",\"trigger\":\"shortcut\",\"widget\":\"sidebar\","
        "\"ref\":1,\"mail\":2,\"nobody\":\"declared this\",\"choices\":[\"one\"],\"step\":12}}";
    static const char context[] = "{\"mode\":\"anonymized\",\"format\":\"posthog\"}";
    size_t size = sizeof(event) - 1;
    int len = sa_core_explain(core, put_input(core, event, size), SA_MODE_ANONYMIZED);
    CHECK(len > 0);
    uint64_t met = plants_met(&on->all, sa_core_output(core), (size_t)len, OUTPUT_EXPLAIN, false);
    (void)sa_core_capture(core, put_input(core, event, size));
    len = sa_core_batch(core, 1);
    CHECK(len > 0);
    met |= plants_met(&on->all, sa_core_output(core), (size_t)len, OUTPUT_BATCH, false);
    (void)sa_core_acknowledge(core, 1, 200, 0);
    len = verify_request(core, sa_str_from(context), (sa_str){event, size});
    CHECK(len > 0);
    return met | plants_met(&on->all, sa_core_output(core), (size_t)len, OUTPUT_LINES, false);
}

static void test_sees_nothing_in_benign_outputs(bench *on) {
    enum { ROUNDS = 100 };
    fake_host fake;
    sa_core *core = ready_core(&fake, plan_filter, SA_MODE_ANONYMIZED);
    for (uint64_t round = 0; round < ROUNDS; round++) {
        for (size_t first = 0; first < canary_family_count; first += ORACLE_OWNERS) {
            draft unused = draft_on(on->room, sizeof(on->room));
            begin(on, round);
            for (size_t i = first; i < first + ORACLE_OWNERS && i < canary_family_count; i++) {
                plant(&on->all, &unused, i, ENCODING_RAW, 0, SOIL_TEXT);
            }
            CHECK(look_at_benign_outputs(on, core) == 0);
        }
    }
    free(core);
}

static void watch_names(bench *on, const char *const *names, size_t count, unsigned owner) {
    for (size_t i = 0; i < count; i++) {
        oracle_watch(on->watching, names[i], strlen(names[i]), owner);
    }
}

/* Else every output would seem to leak them. */
static void test_names_are_in_no_word_of_the_plans(bench *on) {
    begin(on, 0);
    watch_names(on, first_names, first_name_count, 0);
    watch_names(on, last_names, last_name_count, 1);
    watch_names(on, foreign_names, foreign_name_count, 2);
    CHECK(oracle_search(on->watching, plan_filter, strlen(plan_filter), OUTPUT_PLAIN) == 0);
    for (int reason = 1; reason < SA_REASON_COUNT; reason++) {
        const char *name = sa_reason_chars(reason);
        CHECK(oracle_search(on->watching, name, strlen(name), OUTPUT_PLAIN) == 0);
    }
}

static uint64_t search(bench *on, const char *output, enum output_kind kind) {
    return oracle_search(on->watching, output, strlen(output), kind);
}

/* What the core issues is let through in its place alone, and only in its form. */
static void test_ids_are_issued_outside_the_properties(bench *on) {
#define ID "8d5c1a2b-0035-4c62-9f14-1ad4215736a5"
    begin(on, 0);
    oracle_watch(on->watching, ID, strlen(ID), 0);
    CHECK(search(on, "{\"a\":1}\n{\"uuid\":\"" ID "\",\"properties\":{}}", OUTPUT_LINES) == 0);
    CHECK(search(on, "{\"anonymousDistinctId\":\"anon_" ID "\"}", OUTPUT_LINES) == 0);
    CHECK(search(on, "{\"distinct_id\":\"anon_" ID "\"}", OUTPUT_LINES) == 0);
    CHECK(search(on, "{\"batch\":[{\"event\":\"e\",\"uuid\":\"" ID "\"}]}", OUTPUT_BATCH) == 0);
    CHECK(search(on, "{\"distinct_id\":\"" ID "\"}", OUTPUT_LINES) == 1);
    CHECK(search(on, "{\"user\":\"" ID "\"}", OUTPUT_LINES) == 1);
    CHECK(search(on, "{\"uuid\":\"x" ID "\"}", OUTPUT_LINES) == 1);
    CHECK(search(on, "{\"properties\":{\"uuid\":\"" ID "\"}}", OUTPUT_LINES) == 1);
    CHECK(search(on, "{\"batch\":[{\"properties\":{\"uuid\":\"" ID "\"}}]}", OUTPUT_BATCH) == 1);
    CHECK(search(on, "{\"uuid\":[\"" ID "\"]}", OUTPUT_LINES) == 1);
    CHECK(search(on, "{\"uuid\":\"" ID "\"}", OUTPUT_PLAIN) == 1);
#undef ID
}

/* Neighbours in the JSON are not one text. */
static void test_values_are_apart(bench *on) {
    begin(on, 0);
    oracle_watch(on->watching, "gabriela", 8, 0);
    CHECK(search(on, "{\"gabr\":\"iela\"}", OUTPUT_PLAIN) == 0);
    CHECK(search(on, "[\"gabr\",\"iela\"]", OUTPUT_PLAIN) == 0);
    CHECK(search(on, "[\"Gabr-Iela\"]", OUTPUT_PLAIN) == 1);
}

/* ---- The canaries ---- */

static bool passes_luhn(const canary *made) {
    int sum = 0;
    int place = 0;
    for (size_t i = made->len; i-- > 0;) {
        if (sa_is_digit(made->text[i])) {
            int digit = (made->text[i] - '0') * (1 + place % 2);
            sum += digit / 10 + digit % 10;
            place++;
        }
    }
    return sum % 10 == 0;
}

/* The country and check digits behind the account, letters as two digits each: 1 modulo 97. */
static bool passes_iban(const canary *made) {
    char packed[64];
    size_t len = 0;
    for (size_t i = 0; i < made->len; i++) {
        packed[len] = made->text[i];
        len += made->text[i] != ' ';
    }
    int remainder = 0;
    for (size_t i = 0; i < len; i++) {
        char c = packed[(i + 4) % len];
        int value = sa_is_digit(c) ? c - '0' : c - 'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
}

static void test_check_digits(bench *on) {
    canary made;
    for (size_t i = 0; i < canary_family_count; i++) {
        const char *name = canary_families[i].name;
        bool card = strcmp(name, "card") == 0 || strcmp(name, "IMEI") == 0;
        bool iban = strcmp(name, "IBAN") == 0;
        for (int j = 0; j < INSTANCES && (card || iban); j++) {
            canary_make(&made, &canary_families[i], &on->all.random);
            CHECK(card ? passes_luhn(&made) : passes_iban(&made));
        }
    }
}

static bool differ(const canary *a, const canary *b) {
    return a->len != b->len || memcmp(a->text, b->text, a->len) != 0;
}

/* Families have names of their own, and canaries that fit and differ. */
static void test_families(bench *on) {
    CHECK(canary_family_count >= 40 && canary_family_count <= FAMILIES_MAX);
    for (size_t i = 0; i < canary_family_count; i++) {
        const canary_family *family = &canary_families[i];
        bool listed = strcmp(family->name, "name beyond ASCII") == 0;
        for (size_t j = 0; j < i; j++) {
            CHECK(strcmp(canary_families[j].name, family->name) != 0);
        }
        for (int j = 0; j < INSTANCES; j++) {
            canary made;
            canary other;
            canary_make(&made, family, &on->all.random);
            canary_make(&other, family, &on->all.random);
            CHECK(made.len < CANARY_SIZE && made.mark_count > 0);
            CHECK(listed || differ(&made, &other));
        }
    }
}

int main(void) {
    bench *on = allocate(sizeof(*on));
    on->watching = oracle_new();
    begin(on, 0);
    test_families(on);
    test_check_digits(on);
    test_sees_every_family_in_every_encoding(on);
    test_sees_a_part(on);
    test_sees_what_the_core_lets_through(on);
    test_counts_secrets_alone_in_identified_mode(on);
    test_sees_nothing_in_benign_outputs(on);
    test_names_are_in_no_word_of_the_plans(on);
    test_ids_are_issued_outside_the_properties(on);
    test_values_are_apart(on);
    oracle_free(on->watching);
    free(on);
    (void)printf("%zu families, %d failures\n", canary_family_count, failures);
    return failures > 0 ? 1 : 0;
}
