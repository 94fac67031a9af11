/* Compiles one property definition of the plan. */
#include "plan_compile.h"

enum {
    TOKEN_LENGTH = 40,  /* longest token unless the plan says less */
    ID_LENGTH = 200,    /* where PostHog cuts distinct ids */
    EMAIL_LENGTH = 254, /* RFC 5321 */
    LONGEST = 100000,
    DECIMALS = 3,
};

#define DURATION_MAX 86400000 /* a day, in ms */
#define LARGEST      9e15     /* whole numbers stay exact below 2^53 */

/* The labels of a text's length, in UTF-16 units, and where the next one begins. */
static const char length_labels[] = "0\0"
                                    "1-10\0"
                                    "11-50\0"
                                    "51-200\0"
                                    "201-1000\0"
                                    "1001+\0";
static const uint16_t length_edges[] = {1, 11, 51, 201, 1001, 0};

const sa_member *sa_compile_member_bytes(sa_compiler *compiler, sa_member **members,
                                         const char *ptr, size_t len, const sa_member *label) {
    const sa_member *known = sa_member_find_bytes(*members, ptr, len);
    if (known != NULL) {
        return known;
    }
    sa_member *member = sa_compile_word_bytes(compiler, sizeof(sa_member), ptr, len);
    member->label = label != NULL ? label->label : &member->word;
    while (*members != NULL) {
        members = &(*members)->next;
    }
    if (!compiler->full) {
        *members = member;
    }
    return member;
}

void sa_compile_words(sa_compiler *compiler, sa_member **members, const char *words) {
    SA_WORDS_EACH(word, words) {
        (void)sa_compile_member(compiler, members, sa_str_from(word));
    }
}

/* A number of a definition, or the standard; within bounds also in a plan with faults. */
static double number_of(const cJSON *definition, const char *key, double standard, double low,
                        double high) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(definition, key);
    double value = cJSON_IsNumber(item) ? item->valuedouble : standard;
    return value < low ? low : value > high ? high : value;
}

/* What does not fit together, of bounds that are good each by itself. */
static void check_order(sa_compiler *compiler, const cJSON *definition,
                        const sa_property *property) {
    const cJSON *min = cJSON_GetObjectItemCaseSensitive(definition, "min");
    const cJSON *max = cJSON_GetObjectItemCaseSensitive(definition, "max");
    bool said = max != NULL && (min != NULL || property->type == SA_TYPE_COUNT);
    if (said && property->max < property->min && !sa_plan_faults_know(compiler->faults, min) &&
        !sa_plan_faults_know(compiler->faults, max)) {
        sa_compile_refuse(compiler, SA_PLAN_BOUNDS,
                          &(sa_plan_fault){.item = max,
                                           .rule = "must not be below min, which is %l",
                                           .low = property->min});
    }
}

static void compile_bounds(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    property->min = number_of(definition, "min", 0, -LARGEST, LARGEST);
    property->max = number_of(definition, "max", DURATION_MAX, -LARGEST, LARGEST);
    property->length = (uint32_t)number_of(definition, "decimals", DECIMALS, 0, DECIMALS * 2);
    check_order(compiler, definition, property);
}

static void compile_list(sa_compiler *compiler, const cJSON *list, sa_property *property) {
    SA_PLAN_EACH_ITEM(item, list) {
        (void)sa_compile_member(compiler, &property->members, sa_plan_text(item));
    }
}

/* What an unknown word becomes; it counts as a word itself, so that a second pass keeps it. */
static void compile_other(sa_compiler *compiler, const cJSON *definition, sa_property *property,
                          const char *standard) {
    sa_str given = sa_plan_member_text(definition, "other");
    sa_str text = given.ptr == NULL ? sa_str_from(standard) : given;
    property->other =
        text.ptr == NULL ? NULL : sa_compile_member(compiler, &property->members, text);
}

static void compile_families(sa_compiler *compiler, const cJSON *definition,
                             sa_property *property) {
    SA_PLAN_EACH_NAMED(family, cJSON_GetObjectItemCaseSensitive(definition, "families")) {
        const sa_member *label =
            sa_compile_member(compiler, &property->members, sa_plan_key(family));
        SA_PLAN_EACH_ITEM(prefix, family) {
            sa_str text = sa_plan_text(prefix);
            (void)sa_compile_member_bytes(compiler, &property->members, text.ptr, text.len, label);
        }
    }
    compile_other(compiler, definition, property, "other");
}

/* The labels of a bucket, each of which leaves for one range. */
static void compile_labels(sa_compiler *compiler, const cJSON *labels, sa_property *property) {
    SA_PLAN_EACH_ITEM(label, labels) {
        sa_str text = sa_plan_text(label);
        if (sa_member_find(property->members, text) != NULL &&
            !sa_plan_faults_know(compiler->faults, label)) {
            sa_compile_fail(compiler, SA_PLAN_BOUNDS, label, "is a label of this bucket already");
        }
        (void)sa_compile_member(compiler, &property->members, text);
    }
}

/* Each label but the last ends at an edge. */
static void compile_buckets(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    const cJSON *edges = cJSON_GetObjectItemCaseSensitive(definition, "edges");
    const cJSON *labels = cJSON_GetObjectItemCaseSensitive(definition, "labels");
    double previous = -__builtin_inf();
    compile_labels(compiler, labels, property);
    sa_member *label = property->members;
    SA_PLAN_EACH_ITEM(edge, edges) {
        bool known = sa_plan_faults_know(compiler->faults, edge);
        if (!known && edge->valuedouble <= previous) {
            sa_compile_fail(compiler, SA_PLAN_BOUNDS, edge, "must be above the edge before it");
        }
        previous = known ? previous : edge->valuedouble;
        if (label != NULL) {
            label->edge = edge->valuedouble;
            label = label->next;
        }
    }
    if (cJSON_IsArray(labels) && cJSON_IsArray(edges) &&
        cJSON_GetArraySize(labels) != cJSON_GetArraySize(edges) + 1) {
        sa_compile_fail(compiler, SA_PLAN_BOUNDS, labels,
                        "must have one entry more than there are edges");
    }
}

/* Declares `<name>_length_bucket`, the class that stands for a text in anonymized mode; NULL for a
 * name that is too long to be one. */
static sa_property *compile_length_bucket(sa_compiler *compiler, const sa_str *text_name) {
    char text[SA_NAME_LENGTH + 16];
    sa_writer name = sa_writer_on(text, sizeof(text));
    const uint16_t *edge = length_edges;
    sa_write(&name, *text_name);
    sa_write_chars(&name, "_length_bucket");
    if (name.full) {
        return NULL;
    }
    sa_property *bucket = sa_compile_key(compiler, text, name.len);
    sa_compile_words(compiler, &compiler->length_words, length_labels);
    for (sa_member *label = compiler->length_words; label != NULL; label = label->next) {
        label->edge = *edge++;
    }
    bucket->type = SA_TYPE_BUCKET;
    bucket->members = compiler->length_words;
    return bucket;
}

static void compile_length(const cJSON *definition, sa_property *property, double standard) {
    const char *key = property->type == SA_TYPE_HASH ? "length" : "max";
    property->length = (uint32_t)number_of(definition, key, standard, 0, LONGEST);
}

static void compile_text(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    compile_length(definition, property, 0); /* 0: the event's limit */
    if (property->type == SA_TYPE_TEXT &&
        sa_str_is(sa_plan_member_text(definition, "anonymized"), "redacted")) {
        property->flags |= SA_FLAG_REDACT;
        compiler->plan->rules |= SA_RULE_REDACT;
    }
    if (property->type == SA_TYPE_TEXT &&
        sa_str_is(sa_plan_member_text(definition, "anonymized"), "length")) {
        property->length_bucket = compile_length_bucket(compiler, &property->word);
    }
}

static void compile_type(sa_compiler *compiler, const cJSON *definition, sa_property *property) {
    switch ((enum sa_type)property->type) {
    case SA_TYPE_COUNT:
    case SA_TYPE_NUMBER:
    case SA_TYPE_DURATION: compile_bounds(compiler, definition, property); break;
    case SA_TYPE_BUCKET: compile_buckets(compiler, definition, property); break;
    case SA_TYPE_ENUM:
    case SA_TYPE_LIST:
        compile_list(compiler, cJSON_GetObjectItemCaseSensitive(definition, "values"), property);
        compile_other(compiler, definition, property, NULL);
        break;
    case SA_TYPE_FAMILY: compile_families(compiler, definition, property); break;
    case SA_TYPE_HASH: compile_length(definition, property, 1); break;
    case SA_TYPE_TOKEN: compile_length(definition, property, TOKEN_LENGTH); break;
    case SA_TYPE_ID: compile_length(definition, property, ID_LENGTH); break;
    case SA_TYPE_EMAIL: compile_length(definition, property, EMAIL_LENGTH); break;
    case SA_TYPE_TEXT:
    case SA_TYPE_NAME: compile_text(compiler, definition, property); break;
    default: break;
    }
}

sa_property *sa_compile_property(sa_compiler *compiler, const cJSON *definition) {
    sa_str name = sa_plan_key(definition);
    int index = sa_plan_type_named(sa_plan_member_text(definition, "type"));
    const cJSON *held = cJSON_GetObjectItemCaseSensitive(definition, "identified_only");
    sa_property *property = sa_compile_key(compiler, name.ptr, name.len);
    property->type = (uint8_t)(index < 0 ? SA_TYPE_ID : index);
    bool slug = sa_str_is(sa_plan_member_text(definition, "format"), "slug");
    bool identified = /* in doubt, yes */
        property->type >= SA_TYPE_ID || (held != NULL && !cJSON_IsFalse(held));
    property->flags = (uint8_t)((slug ? SA_FLAG_SLUG : 0) | (identified ? SA_FLAG_IDENTIFIED : 0));
    compile_type(compiler, definition, property);
    bool worded = property->type == SA_TYPE_TOKEN || property->type == SA_TYPE_URL_BASE;
    const cJSON *words = cJSON_GetObjectItemCaseSensitive(compiler->source, "words");
    if (worded && !identified && sa_plan_first_item(words) == NULL &&
        !sa_plan_faults_know(compiler->faults, words)) {
        sa_compile_fail(compiler, SA_PLAN_LIST, definition,
                        "needs the plan to have words, or to be identified_only");
    }
    return property;
}

sa_property *sa_compile_page_property(sa_compiler *compiler, const sa_str *name, const cJSON *item,
                                      const char *part) {
    const char *rule = sa_plan_key_rule(*name);
    const sa_word *word =
        sa_plan_find(compiler->plan, NULL, sa_str_name_hash(*name), name->ptr, name->len);
    sa_property *known = (sa_property *)(uintptr_t)word;
    if (rule != NULL && part != NULL) { /* of a member it is told already */
        sa_compile_fail_part(compiler, SA_PLAN_NAME, item, part, name, rule);
    }
    if (known != NULL && known->page_slot > 0) {
        return known;
    }
    if (rule == NULL && known != NULL) {
        sa_compile_fail_part(compiler, SA_PLAN_DUPLICATE, item, part, name,
                             "is a constant of the plan");
    } else if (rule == NULL && compiler->page_count == SA_PAGE_PROPERTIES) {
        sa_compile_fail_part(compiler, SA_PLAN_ROUTE, item, part, name,
                             "is one property too many: routes can set 13");
    } else if (rule == NULL) {
        compiler->page_count++;
    }
    sa_property *property = sa_compile_key(compiler, name->ptr, name->len);
    property->type = SA_TYPE_ENUM;
    property->page_slot = (uint8_t)compiler->page_count;
    sa_compile_bind(compiler, NULL, property);
    return property;
}
