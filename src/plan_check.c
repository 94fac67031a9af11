#include "plan_check.h"

#include "phrase.h"
#include "plan_json.h"
#include "reasons.h"

#define NAME_RULE                                                                                  \
    "must have a name of 1 to 80 printable ASCII characters without quotes and backslashes"

/* Names of the types, in the order of enum sa_type. */
static const char type_names[] =
#define SA_PROPERTY_TYPE(object, name, description) name "\0"
#include "plan_format.def"
    ;

/* Objects that have members. Definitions of properties have those of ANY and those of their type.
 */
enum object {
    PLAN,
    LIMITS,
    EVENT_LIMITS,
    EVENT,
    ROUTE,
    PERSON,
    IDENTITY,
    ANY,
#define SA_PROPERTY_TYPE(object, name, description) object,
#include "plan_format.def"
};

_Static_assert(NAME - BOOL == SA_TYPE_NAME && ROUTE_PATH - BOOL == SA_TYPE_ROUTE,
               "in the order of enum sa_type");

enum shape_name {
#define SA_SHAPE(shape, kind, of, text) SHAPE_##shape,
#include "plan_format.def"
};

enum kind {
    KIND_VALUE,
    KIND_CHOICE,
    KIND_LIST,
    KIND_NAMES,
    KIND_PROPERTIES,
    KIND_EVENTS,
    KIND_USE,
    KIND_OBJECT
};

typedef struct shape {
    uint8_t kind;
    uint8_t of;       /* enum shape_name; of an object: enum object */
    const char *text; /* a rule; of a choice: its words */
} shape;

static const shape shapes[] = {
#define SA_SHAPE(shape, kind, of, text) [SHAPE_##shape] = {KIND_##kind, of, text},
#include "plan_format.def"
};

/* A member of an object; also what stands for an item, which has no name. */
typedef struct member {
    const char *name;
    const char *noun;
    double low;
    double high;
    uint8_t object;
    uint8_t shape;
    uint8_t reason;
    bool required;
} member;

#define REQUIRED true
#define OPTIONAL false

static const member members[] = {
#define SA_MEMBER(object, name, shape, low, high, need, reason, noun, description)                 \
    {name, noun, low, high, object, SHAPE_##shape, SA_##reason, need},
#include "plan_format.def"
};

enum { MEMBERS = sizeof(members) / sizeof(*members) };

int sa_plan_type_named(sa_str name) {
    return sa_words_find(type_names, name.ptr, name.len);
}

bool sa_plan_is_name(sa_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c < ' ' || c > '~' || c == '"' || c == '\\') {
            return false;
        }
    }
    return text.len > 0 && text.len <= SA_NAME_LENGTH;
}

/* What PostHog's own views read of an event, which a plan may declare like any property: of the
 * names that begin with $, others say who somebody is, or what PostHog shall do. */
static bool is_posthogs(sa_str key) {
    static const char *const families[] = {"$ai_", "$exception_", "$feature_flag", "$current_url",
                                           "$pathname"};
    bool known = false;
    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
        known = known || sa_str_begins(key, families[i]) > 0;
    }
    return known && !sa_str_is(key, "$exception_list"); /* the core makes it */
}

const char *sa_plan_key_rule(sa_str key) {
    if (!sa_plan_is_name(key)) {
        return NAME_RULE;
    }
    bool reserved = sa_plan_is_reserved(key.ptr, key.len) || sa_str_begins(key, "__") > 0 ||
                    sa_str_is(key, "anonymized");
    return reserved && !is_posthogs(key) ? "has a reserved name, like all that begin with $ or __"
                                         : NULL;
}

/* The rule that a member's name breaks; NULL when it breaks none. */
static const char *name_rule(int kind, sa_str name) {
    switch ((enum kind)kind) {
    case KIND_NAMES: return sa_plan_is_name(name) ? NULL : NAME_RULE;
    case KIND_PROPERTIES:
    case KIND_USE: return sa_plan_key_rule(name);
    case KIND_EVENTS:
        if (!sa_plan_is_name(name)) {
            return NAME_RULE;
        }
        return *name.ptr == ' ' || name.ptr[name.len - 1] == ' '
                   ? "has a name that begins or ends with a space"
                   : NULL;
    default: return NULL;
    }
}

static bool is_between(double value, const member *row) {
    return value >= row->low && value <= row->high;
}

static bool is_finite(double value) {
    return value - value == 0;
}

static bool is_word(sa_str text) {
    bool upper = false;
    for (size_t i = 0; i < text.len; i++) {
        upper = upper || sa_is_upper(text.ptr[i]);
    }
    return !upper && text.len <= SA_PHRASE_WORD_LENGTH && sa_str_made_of(text, "");
}

static bool is_value(const member *row, const cJSON *item) {
    double number = cJSON_IsNumber(item) ? item->valuedouble : __builtin_nan("");
    sa_str text = sa_plan_text(item);
    switch ((enum shape_name)row->shape) {
    case SHAPE_TEXT: return text.ptr != NULL;
    case SHAPE_PATH: return sa_str_begins(text, "/") > 0;
    case SHAPE_NAME: return sa_plan_is_name(text);
    case SHAPE_WORD: return is_word(text);
    case SHAPE_FLAG: return cJSON_IsBool(item);
    case SHAPE_NUMBER:
    case SHAPE_FORMAT: return is_between(number, row);
    case SHAPE_WHOLE: return is_between(number, row) && number == (double)(int64_t)number;
    case SHAPE_ANY_NUMBER: return is_finite(number);
    case SHAPE_CONSTANT: return is_finite(number) || cJSON_IsBool(item) || sa_plan_is_name(text);
    default: return false;
    }
}

/* Whether a value is what its shape says; what is in it is looked at after. */
static bool has_shape(const member *row, const cJSON *item) {
    const shape *wanted = &shapes[row->shape];
    sa_str text = sa_plan_text(item);
    switch ((enum kind)wanted->kind) {
    case KIND_VALUE: return is_value(row, item);
    case KIND_CHOICE: return sa_words_find(wanted->text, text.ptr, text.len) >= 0;
    case KIND_LIST: return cJSON_IsArray(item);
    case KIND_USE: return cJSON_IsObject(item) || cJSON_IsString(item);
    default: return cJSON_IsObject(item);
    }
}

static void note(sa_plan_faults *faults, int reason, const cJSON *item, const char *rule,
                 const char *detail) {
    sa_plan_fault_add(faults, reason,
                      (sa_plan_fault){.item = item, .rule = rule, .detail = detail});
}

static void note_bounds(sa_plan_faults *faults, const member *row, const cJSON *item,
                        const char *rule) {
    sa_plan_fault_add(
        faults, row->reason,
        (sa_plan_fault){.item = item, .rule = rule, .low = row->low, .high = row->high});
}

/* Notes that `item` has another shape than `row` says. */
static void note_shape(sa_plan_faults *faults, const member *row, const cJSON *item) {
    const shape *wanted = &shapes[row->shape];
    if (wanted->kind == KIND_CHOICE) {
        note(faults, row->reason, item, "must be %w", wanted->text);
    } else if (wanted->kind == KIND_LIST && row->low > 0) {
        note_bounds(faults, row, item, "must be a list of %l to %h entries");
    } else {
        note_bounds(faults, row, item, wanted->text);
    }
}

static void check(sa_plan_faults *faults, const member *row, const cJSON *item);

/* An item of a list, or a member of an object whose members have names of their own. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check_entry(sa_plan_faults *faults, const member *row, const cJSON *entry) {
    const shape *whole = &shapes[row->shape];
    const char *rule = name_rule(whole->kind, sa_plan_key(entry));
    bool lists = shapes[whole->of].kind == KIND_LIST;
    const member each = {.shape = whole->of,
                         .reason = row->reason,
                         .low = lists ? row->low : 0,
                         .high = lists ? row->high : 0};
    if (rule != NULL) {
        note(faults, SA_PLAN_NAME, entry, rule, NULL);
    }
    check(faults, &each, entry);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check_entries(sa_plan_faults *faults, const member *row, const cJSON *item) {
    double count = 0;
    SA_PLAN_EACH_ITEM(entry, item) {
        check_entry(faults, row, entry);
        count++;
    }
    SA_PLAN_EACH_NAMED(entry, item) {
        check_entry(faults, row, entry);
        count++;
    }
    if (row->high > 0 && !is_between(count, row)) {
        note_bounds(faults, row, item,
                    row->low > 0 ? "must have %l to %h entries" : "must have at most %h entries");
    }
}

static bool is_of(const member *row, int object, int type) {
    return row->object == object || row->object == type;
}

/* The row of a member; NULL when neither the object nor the type has it. */
static const member *find_member(sa_str name, int object, int type) {
    for (int i = 0; i < MEMBERS; i++) {
        if (is_of(&members[i], object, type) && sa_str_is(name, members[i].name)) {
            return &members[i];
        }
    }
    return NULL;
}

/* A member that no row is of. Hints for editors, which begin with a dollar sign, may stand in every
 * object. */
static void check_unknown(sa_plan_faults *faults, int object, int type, const cJSON *item) {
    sa_str name = sa_plan_key(item);
    if (sa_str_is(name, "description")) {
        if (!cJSON_IsString(item)) {
            note(faults, SA_PLAN_MEMBER, item, shapes[SHAPE_TEXT].text, NULL);
        }
    } else if (sa_str_begins(name, "$") == 0) {
        bool typed = object == ANY;
        note(faults, SA_PLAN_MEMBER, item,
             typed ? "is not known to the type %s" : "is not known here",
             typed ? sa_words_at(type_names, type - BOOL) : NULL);
    }
}

/* The members of an object; of a definition also those of its type, unless that is none. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check_object(sa_plan_faults *faults, int object, const cJSON *item) {
    int index = object == ANY ? sa_plan_type_named(sa_plan_member_text(item, "type")) : -1;
    int type = index < 0 ? object : BOOL + index;
    SA_PLAN_EACH(child, item) {
        const member *row = find_member(sa_plan_key(child), object, type);
        if (row != NULL) {
            check(faults, row, child);
        } else if (type != ANY) {
            check_unknown(faults, object, type, child);
        }
    }
    for (int i = 0; i < MEMBERS; i++) {
        if (is_of(&members[i], object, type) && members[i].required &&
            cJSON_GetObjectItemCaseSensitive(item, members[i].name) == NULL) {
            note(faults, members[i].reason, item, "needs %s", members[i].noun);
        }
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check(sa_plan_faults *faults, const member *row, const cJSON *item) {
    if (!has_shape(row, item)) {
        note_shape(faults, row, item);
    } else if (shapes[row->shape].kind == KIND_OBJECT) {
        check_object(faults, shapes[row->shape].of, item);
    } else if (shapes[row->shape].kind >= KIND_LIST) {
        check_entries(faults, row, item);
    }
}

void sa_plan_check(const cJSON *plan, sa_plan_faults *faults) {
    static const member itself = {.shape = SHAPE_PLAN, .reason = SA_PLAN_FORMAT};
    check(faults, &itself, plan);
}
