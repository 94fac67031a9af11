/* Compiles one property definition of the plan. */
#include "json.h"
#include "plan_compile.h"
#include "writer.h"

enum {
    TOKEN_LENGTH = 40,  /* longest token unless the plan says less */
    ID_LENGTH = 200,    /* where PostHog cuts distinct ids */
    EMAIL_LENGTH = 254, /* RFC 5321 */
    HASH_LENGTH = 128,  /* hex digits of a 512-bit digest */
    MOST_DECIMALS = 6,
};

#define LARGEST          9e15     /* whole numbers stay exact below 2^53 */
#define LARGEST_FRACTION 1e9      /* with six decimals still exact */
#define DURATION_MAX     86400000 /* a day, in ms */

/* Names of the types, in the order of enum sa_type. */
static const char *const type_names[SA_TYPE_COUNT_OF] = {
    "bool", "count",    "number", "duration_ms", "bucket", "enum", "list",  "version", "token",
    "hash", "url_base", "route",  "family",      "id",     "text", "email", "name",
};

/* Where the labels of a text's length bucket begin, in UTF-16 units; also the labels themselves. */
static const double length_edges[] = {1, 11, 51, 201, 1001};
static const char *const length_labels[] = {"0", "1-10", "11-50", "51-200", "201-1000", "1001+"};

int sa_compile_member_bytes(sa_compiler *compiler, sa_member **members, const char *match,
                            size_t match_len, const char *word, size_t word_len) {
    sa_member **end = members;
    if (!sa_compile_is_name_bytes(word, word_len) || !sa_compile_is_name_bytes(match, match_len)) {
        return sa_compile_fail_bytes(compiler, SA_PLAN_LIST, word, word_len);
    }
    if (sa_member_find_bytes(*members, match, match_len) != NULL) {
        return 0;
    }
    while (*end != NULL) {
        end = &(*end)->next;
    }
    sa_member *member = sa_arena_keep(compiler->arena, sizeof(sa_member));
    const char *json = sa_compile_keep_bytes(compiler, word, word_len, SA_KEEP_QUOTED);
    const char *kept = sa_compile_keep_bytes(compiler, match, match_len, SA_KEEP_PLAIN);
    if (member == NULL || json == NULL || kept == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    member->json = (sa_str){json, word_len + 2};
    member->match = (sa_str){kept, match_len};
    *end = member;
    return 0;
}

static int make_property(sa_compiler *compiler, const char *name, size_t len,
                         sa_property **property) {
    *property = sa_arena_keep(compiler->arena, sizeof(sa_property));
    const char *key = sa_compile_keep_bytes(compiler, name, len, SA_KEEP_QUOTED);
    if (*property == NULL || key == NULL) {
        return -SA_PLAN_TOO_LARGE;
    }
    (*property)->json_key = (sa_str){key, len + 3};
    (*property)->name = (sa_str){key + 1, len};
    return 0;
}

/* A number of the definition within limits, or the standard; sets `*bad` when it is out of them. */
static double number_of(const cJSON *definition, const char *key, double standard, double low,
                        double high, bool *bad) {
    const cJSON *item = sa_json_member(definition, sa_str_from(key));
    if (item == NULL) {
        *bad = *bad || standard != standard; /* NaN: the plan must say it */
        return standard != standard ? 0 : standard;
    }
    bool usable =
        sa_json_is(item, cJSON_Number) && item->valuedouble >= low && item->valuedouble <= high;
    *bad = *bad || !usable;
    return usable ? item->valuedouble : 0;
}

static int compile_bounds(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    const double required = __builtin_nan("");
    bool number = property->type == SA_TYPE_NUMBER;
    double most = number ? LARGEST_FRACTION : LARGEST;
    bool bad = false;
    property->min = number_of(definition, "min", number ? required : 0, -most, most, &bad);
    property->max =
        number_of(definition, "max", property->type == SA_TYPE_DURATION ? DURATION_MAX : required,
                  property->min, most, &bad);
    property->length = (uint32_t)number_of(definition, "decimals", 3, 0, MOST_DECIMALS, &bad);
    return bad ? sa_compile_fail(compiler, SA_PLAN_BOUNDS, property->name) : 0;
}

static int compile_length(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    bool bad = false;
    bool hash = property->type == SA_TYPE_HASH;
    double most = hash ? HASH_LENGTH : property->type == SA_TYPE_TOKEN ? TOKEN_LENGTH : 100000;
    double standard = hash                              ? __builtin_nan("")
                      : property->type == SA_TYPE_TOKEN ? TOKEN_LENGTH
                      : property->type == SA_TYPE_ID    ? ID_LENGTH
                      : property->type == SA_TYPE_EMAIL ? EMAIL_LENGTH
                                                        : 0; /* 0: the event's limit */
    property->length =
        (uint32_t)number_of(definition, hash ? "length" : "max", standard, 1, most, &bad);
    return bad ? sa_compile_fail(compiler, SA_PLAN_BOUNDS, property->name) : 0;
}

static int compile_words(sa_compiler *compiler, const cJSON *list, sa_property *property) {
    SA_JSON_EACH(item, list) {
        int result =
            sa_compile_member(compiler, &property->members, sa_json_text(item), sa_json_text(item));
        if (result < 0) {
            return result;
        }
    }
    return property->members == NULL ? sa_compile_fail(compiler, SA_PLAN_LIST, property->name) : 0;
}

/* What an unknown word becomes; it counts as a word itself, so that a second pass keeps it. */
static int compile_other(sa_compiler *compiler, sa_property *property, const char *chars) {
    sa_str other = sa_str_from(chars);
    int result =
        other.ptr == NULL ? 0 : sa_compile_member(compiler, &property->members, other, other);
    if (result < 0 || other.ptr == NULL) {
        return result;
    }
    property->other = sa_member_find(property->members, other);
    return 0;
}

static int compile_families(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    SA_JSON_EACH(family, sa_json_member(definition, SA_STR("families"))) {
        if (sa_compile_is_description(family)) {
            continue;
        }
        sa_str label = sa_str_from(family->string);
        int result = sa_compile_member(compiler, &property->members, label, label);
        SA_JSON_EACH(prefix, family) {
            result = result < 0 ? result
                                : sa_compile_member(compiler, &property->members,
                                                    sa_json_text(prefix), label);
        }
        if (result < 0) {
            return result;
        }
    }
    if (property->members == NULL) {
        return sa_compile_fail(compiler, SA_PLAN_LIST, property->name);
    }
    const char *other = sa_json_chars(sa_json_member(definition, SA_STR("other")));
    return compile_other(compiler, property, other == NULL ? "other" : other);
}

static int compile_buckets(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    const cJSON *edges = sa_json_member(definition, SA_STR("edges"));
    uint32_t labels = 0;
    uint32_t count = 0;
    int result = compile_words(compiler, sa_json_member(definition, SA_STR("labels")), property);
    for (const sa_member *label = property->members; label != NULL; label = label->next) {
        labels++;
    }
    double *kept = sa_arena_keep(compiler->arena, (labels + 1) * sizeof(double));
    if (result < 0 || kept == NULL) {
        return result < 0 ? result : -SA_PLAN_TOO_LARGE;
    }
    SA_JSON_EACH(edge, edges) {
        bool rises =
            sa_json_is(edge, cJSON_Number) && (count == 0 || edge->valuedouble > kept[count - 1]);
        if (!rises || count >= labels) {
            return sa_compile_fail(compiler, SA_PLAN_BOUNDS, property->name);
        }
        kept[count++] = edge->valuedouble;
    }
    property->edges = kept;
    return count + 1 == labels ? 0 : sa_compile_fail(compiler, SA_PLAN_BOUNDS, property->name);
}

/* Declares `<name>_length_bucket`, the class that stands for a text in anonymized mode. */
static int compile_length_bucket(sa_compiler *compiler, sa_property *property) {
    char text[SA_NAME_LENGTH + 16];
    sa_property *bucket = NULL;
    sa_writer name = sa_writer_on(text, sizeof(text));
    sa_write(&name, property->name);
    SA_WRITE(&name, "_length_bucket");
    int result = make_property(compiler, text, name.len, &bucket);
    if (result < 0) {
        return result;
    }
    for (size_t i = 0; i < sizeof(length_labels) / sizeof(length_labels[0]); i++) {
        sa_str label = sa_str_from(length_labels[i]);
        result = sa_compile_member(compiler, &bucket->members, label, label);
        if (result < 0) {
            return result;
        }
    }
    bucket->type = SA_TYPE_BUCKET;
    bucket->edges = length_edges;
    property->length_bucket = bucket;
    return 0;
}

static int compile_type(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    int result = 0;
    switch ((enum sa_type)property->type) {
    case SA_TYPE_COUNT:
    case SA_TYPE_NUMBER:
    case SA_TYPE_DURATION: return compile_bounds(compiler, definition, property);
    case SA_TYPE_BUCKET: return compile_buckets(compiler, definition, property);
    case SA_TYPE_ENUM:
    case SA_TYPE_LIST:
        result = compile_words(compiler, sa_json_member(definition, SA_STR("values")), property);
        return result < 0
                   ? result
                   : compile_other(compiler, property,
                                   sa_json_chars(sa_json_member(definition, SA_STR("other"))));
    case SA_TYPE_FAMILY: return compile_families(compiler, definition, property);
    case SA_TYPE_HASH:
    case SA_TYPE_TOKEN:
    case SA_TYPE_ID:
    case SA_TYPE_EMAIL:
    case SA_TYPE_NAME: return compile_length(compiler, definition, property);
    case SA_TYPE_TEXT:
        result = compile_length(compiler, definition, property);
        if (result == 0 &&
            sa_str_equal(sa_json_text(sa_json_member(definition, SA_STR("anonymized"))),
                         SA_STR("length"))) {
            result = compile_length_bucket(compiler, property);
        }
        return result;
    default: return 0;
    }
}

int sa_compile_property(sa_compiler *compiler, const cJSON *definition, sa_property **property) {
    sa_str name = sa_str_from(definition->string);
    sa_str type = sa_json_text(sa_json_member(definition, SA_STR("type")));
    if (!sa_compile_is_key(name)) {
        return sa_compile_fail(compiler, SA_PLAN_NAME, name);
    }
    int result = make_property(compiler, name.ptr, name.len, property);
    if (result < 0) {
        return result;
    }
    for (uint8_t i = 0; i < SA_TYPE_COUNT_OF; i++) {
        if (sa_str_equal(type, sa_str_from(type_names[i]))) {
            sa_str format = sa_json_text(sa_json_member(definition, SA_STR("format")));
            const cJSON *held = sa_json_member(definition, SA_STR("identified_only"));
            (*property)->type = i;
            (*property)->identified_only =
                i >= SA_TYPE_ID ||
                (held != NULL && !sa_json_is(held, cJSON_False)); /* in doubt, yes */
            (*property)->slug = sa_str_equal(format, SA_STR("slug"));
            return compile_type(compiler, definition, *property);
        }
    }
    return sa_compile_fail(compiler, SA_PLAN_TYPE, name);
}

int sa_compile_page_property_bytes(sa_compiler *compiler, const char *name, size_t len,
                                   sa_property **property) {
    sa_plan *plan = compiler->plan;
    for (uint32_t i = 0; i < plan->page_count; i++) {
        if (sa_str_equal(plan->page[i]->name, (sa_str){name, len})) {
            *property = (sa_property *)(uintptr_t)plan->page[i];
            return 0;
        }
    }
    bool key = sa_compile_is_key((sa_str){name, len});
    if (plan->page_count == SA_PAGE_PROPERTIES || !key) {
        return sa_compile_fail_bytes(compiler, key ? SA_PLAN_ROUTE : SA_PLAN_NAME, name, len);
    }
    int result = make_property(compiler, name, len, property);
    if (result < 0) {
        return result;
    }
    (*property)->type = SA_TYPE_ENUM;
    plan->page[plan->page_count++] = *property;
    (*property)->page_slot = (uint8_t)plan->page_count;
    return sa_compile_bind(compiler, NULL, *property);
}
