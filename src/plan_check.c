#include "plan_check.h"

#include "phrase.h"
#include "plan_compile.h"

#define NO_BOUND __builtin_nan("")

/* Names of the types, in the order of enum sa_type. */
static const char type_names[] =
    "bool\0count\0number\0duration_ms\0bucket\0enum\0list\0version\0token\0hash\0"
    "url_base\0route\0family\0id\0text\0email\0name\0";

/* Objects that plan_format.def knows the members of. */
enum object {
    PLAN,
    LIMITS,
    EVENT_LIMITS,
    EVENT,
    ROUTE,
    PERSON,
    ANY, /* definitions of properties: members of every type, then those of each */
    TYPES,
    BOOL = TYPES,
    COUNT,
    NUMBER,
    DURATION,
    BUCKET,
    ENUM,
    LIST,
    VERSION,
    TOKEN,
    HASH,
    URL_BASE,
    ROUTE_PATH,
    FAMILY,
    ID,
    TEXT,
    EMAIL,
    NAME,
};

_Static_assert(NAME - TYPES == SA_TYPE_NAME && ROUTE_PATH - TYPES == SA_TYPE_ROUTE,
               "in the order of enum sa_type");

enum shape_name {
    SHAPE_TEXT,
    SHAPE_NAME,
    SHAPE_WORD,
    SHAPE_FLAG,
    SHAPE_NUMBER,
    SHAPE_WHOLE,
    SHAPE_ANY_NUMBER,
    SHAPE_CONSTANT,
    SHAPE_UNDECLARED,
    SHAPE_UNMATCHED,
    SHAPE_ANONYMIZED,
    SHAPE_ID_FORMAT,
    SHAPE_TYPE,
    SHAPE_NAMES,
    SHAPE_WORDS,
    SHAPE_NUMBERS,
    SHAPE_ROUTES,
    SHAPE_USES,
    SHAPE_CONSTANTS,
    SHAPE_PAGE_VALUES,
    SHAPE_DICTIONARY,
    SHAPE_EVENTS,
    SHAPE_FAMILIES,
    SHAPE_USE,
    SHAPE_DEFINITION,
    SHAPE_LIMITS,
    SHAPE_EVENT_LIMITS,
    SHAPE_EVENT,
    SHAPE_ROUTE,
    SHAPE_PERSON,
    SHAPE_PLAN,
};

enum kind { KIND_VALUE, KIND_LIST, KIND_MAP, KIND_OBJECT };

/* What the keys of a map have to be. */
enum key_kind { KEY_NAME, KEY_EVENT, KEY_PROPERTY };

#define PRINTABLE "1 to 80 printable ASCII characters without quotes and backslashes"

/* What a value has to be. */
typedef struct shape {
    uint8_t kind;
    uint8_t of;        /* its items: enum shape_name; its members: enum object */
    uint8_t keys;      /* of a map: enum key_kind */
    const char *rule;  /* bounds follow where there are any */
    const char *words; /* that it can be one of */
} shape;

static const shape shapes[] = {
    [SHAPE_TEXT] = {KIND_VALUE, 0, 0, "must be a text", NULL},
    [SHAPE_NAME] = {KIND_VALUE, 0, 0, "must be " PRINTABLE, NULL},
    [SHAPE_WORD] = {KIND_VALUE, 0, 0, "must be a word of 1 to 32 lower-case letters and digits",
                    NULL},
    [SHAPE_FLAG] = {KIND_VALUE, 0, 0, "must be true or false", NULL},
    [SHAPE_NUMBER] = {KIND_VALUE, 0, 0, "must be a number from", NULL},
    [SHAPE_WHOLE] = {KIND_VALUE, 0, 0, "must be a whole number from", NULL},
    [SHAPE_ANY_NUMBER] = {KIND_VALUE, 0, 0, "must be a finite number", NULL},
    [SHAPE_CONSTANT] = {KIND_VALUE, 0, 0, "must be a number, or " PRINTABLE, NULL},
    [SHAPE_UNDECLARED] = {KIND_VALUE, 0, 0, "must be drop or filter", "drop\0filter\0"},
    [SHAPE_UNMATCHED] = {KIND_VALUE, 0, 0, "must be class or shape", "class\0shape\0"},
    [SHAPE_ANONYMIZED] = {KIND_VALUE, 0, 0, "must be length or redacted", "length\0redacted\0"},
    [SHAPE_ID_FORMAT] = {KIND_VALUE, 0, 0, "must be slug", "slug\0"},
    [SHAPE_TYPE] = {KIND_VALUE, 0, 0, "must be a type that properties have", type_names},
    [SHAPE_NAMES] = {KIND_LIST, SHAPE_NAME, 0, "must be a list of", NULL},
    [SHAPE_WORDS] = {KIND_LIST, SHAPE_WORD, 0, "must be a list of", NULL},
    [SHAPE_NUMBERS] = {KIND_LIST, SHAPE_ANY_NUMBER, 0, "must be a list of", NULL},
    [SHAPE_ROUTES] = {KIND_LIST, SHAPE_ROUTE, 0, "must be a list of", NULL},
    [SHAPE_USES] = {KIND_LIST, SHAPE_USE, 0, "must be a list of", NULL},
    [SHAPE_USE] = {KIND_MAP, SHAPE_DEFINITION, KEY_PROPERTY,
                   "must be a name of the dictionary, or an object", NULL},
    [SHAPE_CONSTANTS] = {KIND_MAP, SHAPE_CONSTANT, KEY_PROPERTY, "must be an object of", NULL},
    [SHAPE_PAGE_VALUES] = {KIND_MAP, SHAPE_NAME, KEY_PROPERTY, "must be an object of", NULL},
    [SHAPE_DICTIONARY] = {KIND_MAP, SHAPE_DEFINITION, KEY_PROPERTY, "must be an object of", NULL},
    [SHAPE_EVENTS] = {KIND_MAP, SHAPE_EVENT, KEY_EVENT, "must be an object of", NULL},
    [SHAPE_FAMILIES] = {KIND_MAP, SHAPE_NAMES, KEY_NAME, "must be an object of", NULL},
    [SHAPE_DEFINITION] = {KIND_OBJECT, ANY, 0, "must be an object", NULL},
    [SHAPE_LIMITS] = {KIND_OBJECT, LIMITS, 0, "must be an object", NULL},
    [SHAPE_EVENT_LIMITS] = {KIND_OBJECT, EVENT_LIMITS, 0, "must be an object", NULL},
    [SHAPE_EVENT] = {KIND_OBJECT, EVENT, 0, "must be an object", NULL},
    [SHAPE_ROUTE] = {KIND_OBJECT, ROUTE, 0, "must be an object", NULL},
    [SHAPE_PERSON] = {KIND_OBJECT, PERSON, 0, "must be an object", NULL},
    [SHAPE_PLAN] = {KIND_OBJECT, PLAN, 0, "must be an object", NULL},
};

/* A member of an object; also what stands for an item that has no name. */
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
#define SA_MEMBER(object, name, shape, low, high, need, reason, noun, description)                 \
    {name, noun, low, high, object, SHAPE_##shape, SA_##reason, need},
static const member members[] = {
#include "plan_format.def"
};
#undef SA_MEMBER

enum { MEMBERS = sizeof(members) / sizeof(*members) };

int sa_plan_type_named(sa_str name) {
    return sa_words_find(type_names, name.ptr, name.len);
}

static void note(sa_plan_faults *faults, int reason, const cJSON *item, const char *rule,
                 const char *detail) {
    sa_plan_fault_add(faults, reason, (sa_plan_fault){item, rule, detail, {NO_BOUND, NO_BOUND}});
}

/* Notes that `item` is not what `row` says. */
static void note_shape(sa_plan_faults *faults, const member *row, const cJSON *item) {
    bool bounded = row->high > 0;
    sa_plan_fault_add(
        faults, row->reason,
        (sa_plan_fault){
            item, shapes[row->shape].rule, NULL, {bounded ? row->low : NO_BOUND, row->high}});
}

static bool is_between(double value, const member *row) {
    return value >= row->low && value <= row->high;
}

static bool is_word(sa_str text) {
    bool upper = false;
    for (size_t i = 0; i < text.len; i++) {
        upper = upper || sa_is_upper(text.ptr[i]);
    }
    return !upper && text.len <= SA_PHRASE_WORD_LENGTH && sa_str_made_of(text, "");
}

static bool is_value(const member *row, const cJSON *item) {
    double number = cJSON_IsNumber(item) ? item->valuedouble : NO_BOUND;
    sa_str text = sa_plan_text(item);
    switch ((enum shape_name)row->shape) {
    case SHAPE_TEXT: return text.ptr != NULL;
    case SHAPE_NAME: return sa_compile_is_name(text);
    case SHAPE_WORD: return is_word(text);
    case SHAPE_FLAG: return cJSON_IsBool(item);
    case SHAPE_NUMBER: return is_between(number, row);
    case SHAPE_WHOLE: return is_between(number, row) && number == (double)(int64_t)number;
    case SHAPE_ANY_NUMBER: return number - number == 0;
    case SHAPE_CONSTANT: return number - number == 0 || sa_compile_is_name(text);
    default: return sa_words_find(shapes[row->shape].words, text.ptr, text.len) >= 0;
    }
}

static const char *const key_rules[] = {
    [KEY_NAME] = "has a name that is not " PRINTABLE,
    [KEY_EVENT] = "has a name that begins or ends with a space, or is not " PRINTABLE,
    [KEY_PROPERTY] = "has a name that is reserved, or is not " PRINTABLE,
};

static bool is_key(int kind, sa_str key) {
    bool good = sa_compile_is_name(key);
    if (good && kind == KEY_EVENT) {
        return *key.ptr != ' ' && key.ptr[key.len - 1] != ' ';
    }
    return good && (kind != KEY_PROPERTY || sa_compile_is_key_bytes(key.ptr, key.len));
}

static void check(sa_plan_faults *faults, const member *row, const cJSON *item);

/* Items of a list and members of a map, each of the shape that it is of. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check_items(sa_plan_faults *faults, const member *row, const cJSON *item) {
    const shape *whole = &shapes[row->shape];
    bool family = whole->of == SHAPE_NAMES; /* which begins in some way */
    const member each = {"", "",        family ? 1 : 0, family ? 1000 : 0,
                         0,  whole->of, row->reason,    false};
    double count = 0;
    SA_PLAN_EACH(child, item) {
        sa_str key = sa_plan_key(child);
        if (whole->kind == KIND_MAP && sa_compile_is_description(child)) {
            continue;
        }
        count++;
        if (whole->kind == KIND_MAP && !is_key(whole->keys, key)) {
            note(faults, SA_PLAN_NAME, child, key_rules[whole->keys], NULL);
        } else {
            check(faults, &each, child);
        }
    }
    if (row->high > 0 && !is_between(count, row)) {
        note_shape(faults, row, item);
    }
}

/* The row of a member; NULL when the object does not have it. */
static const member *find_member(const cJSON *item, int object, int type) {
    sa_str name = sa_plan_key(item);
    for (int i = 0; i < MEMBERS; i++) {
        bool here = members[i].object == object || members[i].object == type;
        if (here && sa_str_is(name, members[i].name)) {
            return &members[i];
        }
    }
    return NULL;
}

/* The members of an object, and of a definition those of its type. Hints for editors, which begin
 * with a dollar sign, may stand everywhere. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check_object(sa_plan_faults *faults, int object, const cJSON *item) {
    int index = sa_plan_type_named(sa_plan_member_text(item, "type"));
    int type = object == ANY && index >= 0 ? TYPES + index : object;
    SA_PLAN_EACH(child, item) {
        const member *row = find_member(child, object, type);
        if (row != NULL) {
            check(faults, row, child);
        } else if (sa_str_is(sa_plan_key(child), "description")) {
            if (!cJSON_IsString(child)) {
                note(faults, SA_PLAN_MEMBER, child, shapes[SHAPE_TEXT].rule, NULL);
            }
        } else if (sa_str_begins(sa_plan_key(child), "$") == 0 &&
                   (object != ANY || type != ANY)) { /* a type that is none has no members */
            note(faults, SA_PLAN_MEMBER, child, "is not known here", NULL);
        }
    }
    for (int i = 0; i < MEMBERS; i++) {
        bool here = members[i].object == object || members[i].object == type;
        if (here && members[i].required &&
            cJSON_GetObjectItemCaseSensitive(item, members[i].name) == NULL) {
            note(faults, members[i].reason, item, "needs", members[i].noun);
        }
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shapes are
static void check(sa_plan_faults *faults, const member *row, const cJSON *item) {
    const shape *wanted = &shapes[row->shape];
    if (row->shape == SHAPE_USE && cJSON_IsString(item)) {
        return; /* a name of the dictionary */
    }
    if (wanted->kind == KIND_VALUE  ? !is_value(row, item)
        : wanted->kind == KIND_LIST ? !cJSON_IsArray(item)
                                    : !cJSON_IsObject(item)) {
        note_shape(faults, row, item);
    } else if (wanted->kind == KIND_OBJECT) {
        check_object(faults, wanted->of, item);
    } else if (wanted->kind != KIND_VALUE) {
        check_items(faults, row, item);
    }
}

void sa_plan_check(const cJSON *plan, sa_plan_faults *faults) {
    static const member itself = {"", "", 0, 0, 0, SHAPE_PLAN, SA_PLAN_FORMAT, true};
    check(faults, &itself, plan);
}
