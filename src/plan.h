/* The tracking plan, compiled: what may leave, in tables that are looked up and never searched.
 * Event names, keys and list members are stored as the JSON text that leaves, so that output is
 * copied from the plan and not from the input. */
#ifndef SA_PLAN_H
#define SA_PLAN_H

#include "arena.h"
#include "str.h"
#include "writer.h"

enum {
    SA_PLAN_FORMAT_KNOWN = 1, /* the "format" that this core reads */
    SA_NAME_LENGTH = 80,      /* event names, keys and list members (S11) */
    SA_PAGE_PROPERTIES = 16,  /* properties that routes declare */
    SA_PAGE_VALUES = 8,       /* of those, what one route can set: choices and constants */
    SA_ROUTE_SEGMENTS = 32,
    SA_ROUTE_LENGTH = 4096, /* longest path that is looked at */
    SA_SHAPE_LENGTH = 512,  /* longest route shape that a plan can produce */
    SA_FINGERPRINT_LENGTH = 16,
    SA_PLAN_ROWS = 512, /* heads of the table of names, a power of two */
};

#define SA_PLAN_IMAGE "sa5" /* how an image begins */

enum sa_type {
    SA_TYPE_BOOL,
    SA_TYPE_COUNT,
    SA_TYPE_NUMBER,
    SA_TYPE_DURATION,
    SA_TYPE_BUCKET,
    SA_TYPE_ENUM,
    SA_TYPE_LIST,
    SA_TYPE_VERSION,
    SA_TYPE_TOKEN,
    SA_TYPE_HASH,
    SA_TYPE_URL_BASE,
    SA_TYPE_ROUTE,
    SA_TYPE_FAMILY,
    /* from here on: identified mode only */
    SA_TYPE_ID,
    SA_TYPE_TEXT,
    SA_TYPE_EMAIL,
    SA_TYPE_NAME,
    SA_TYPE_COUNT_OF
};

/* The limits of a plan, in the order of their names in plan_compile.c. */
enum sa_limit {
    SA_LIMIT_KEY,
    SA_LIMIT_KEYS,
    SA_LIMIT_STRING,
    SA_LIMIT_ARRAY,
    SA_LIMIT_DEPTH,
    SA_LIMIT_TIME, /* ms: how fine the times of anonymous events are */
    SA_LIMITS
};

/* Rules that a plan may ask for. The first ones a page's own build leaves out. */
enum sa_rule {
    SA_RULE_FILTER =
        1, /* undeclared properties pass the rules of filter.c instead of being dropped */
    SA_RULE_SHAPES =
        2, /* paths that no template matches keep the plan's words, segment by segment */
    SA_RULE_REDACT = 4, /* texts leave redacted when anonymized */
    SA_RULES_WHOLE = 7,
    SA_RULE_MERGE = 8, /* who signs in takes the anonymous id along */
    SA_RULES_ALL = 15,
};

/* What the endpoint does with an event beside sending it on, or instead. */
enum sa_mark {
    SA_MARK_METRICS = 1,   /* counts it, and does not send it on */
    SA_MARK_BOTH = 2,      /* counts it as well */
    SA_MARK_NO_TENANT = 4, /* names no tenant */
    SA_MARKS_ALL = 7,
};

/* A word of the plan: a text that is kept as `"text"`, so that it leaves as it stands there. */
typedef sa_str sa_word;

/* One word of a list. */
typedef struct sa_member {
    sa_word word; /* what the input must say */
    struct sa_member *next;
    const sa_word *label; /* what leaves for it */
    double edge;          /* bucket: where this label ends and the next one begins */
} sa_member;

/* What else holds for a property, as bits. */
enum {
    SA_FLAG_IDENTIFIED = 1, /* only identified mode may carry it */
    SA_FLAG_SLUG = 2,       /* id: in the form of a slug */
    SA_FLAG_CORE = 4,       /* what the core itself puts on every event, whatever the caller says */
    SA_FLAG_REDACT = 8,     /* text: leaves redacted when anonymized */
    SA_FLAG_SET = 16,       /* of an event's own: describes the person, as the newest says */
    SA_FLAG_SET_ONCE = 32,  /* the same, as the first one said */
    SA_FLAGS_ALL = 63,
};

typedef struct sa_property {
    sa_word word;
    struct sa_property *next;
    uint8_t type; /* enum sa_type */
    uint8_t flags;
    uint8_t page_slot; /* of what routes declare: 1 and up; else 0 */
    uint32_t length;   /* longest text; hash: exact length; number: decimals */
    double min;
    double max;
    sa_member *members;
    const sa_member *other;                  /* what an unknown word becomes; NULL: it is removed */
    const struct sa_property *length_bucket; /* text: what leaves in its place when anonymized */
} sa_property;

typedef struct sa_event {
    sa_word word;
    struct sa_event *next;
    uint32_t string_limit;
} sa_event;

/* A row of the table: the word that a name means in a scope. */
typedef struct sa_row {
    struct sa_row *next;
    const sa_word *word;
    const void *scope;
} sa_row;

typedef struct sa_page_value {
    const sa_property *property;
    const sa_word *word;
    struct sa_page_value *next;
} sa_page_value;

enum sa_node_kind { SA_NODE_LITERAL, SA_NODE_CHOICE, SA_NODE_PLACEHOLDER, SA_NODE_TAIL };

/* A segment of route templates, in a tree. */
typedef struct sa_node {
    sa_word word; /* the literal, or `:name` */
    struct sa_node *next;
    uint8_t kind;
    bool is_end; /* a template ends here */
    struct sa_node *child;
    const sa_property *choice; /* of a choice: what carries it */
    sa_member *members;        /* of a choice: the words that may stay */
    sa_page_value *values;     /* end: surface and constants */
} sa_node;

typedef struct sa_plan {
    sa_str name;
    sa_str fingerprint; /* hex, over everything but descriptions */
    uint32_t version;
    uint8_t rules; /* bits of enum sa_rule */
    uint32_t limits[SA_LIMITS];
    sa_str constants; /* `,"name":value` for every event */
    sa_str tenant;
    sa_property *properties;
    sa_event *events;
    sa_property *surface;
    sa_property *route_shape;
    sa_property *viewport_class;
    sa_member *prefixes; /* first segments that paths are matched without */
    sa_member *marks;    /* events that the endpoint treats in another way; bits of `edge` */
    sa_member *words;    /* that texts may be made of: tokens, addresses, shapes */
    sa_node root;
    sa_row *rows[SA_PLAN_ROWS];
} sa_plan;

/* Appends a word as a string. */
void sa_write_word(sa_writer *writer, const sa_word *word);

/* Begins an object's next member with a word as its key. */
void sa_write_word_key(sa_writer *writer, const sa_word *word);

/* Reads an image of a compiled plan (sa_plan_image) into `plan`, whose texts and tables are kept in
 * `arena`. The image is not trusted: whatever it holds, the answer is 0 or a negative reason. */
int sa_plan_load(sa_plan *plan, sa_arena *arena, const char *image, size_t len);

/* Writes the compiled plan as an image: what sa_plan_load makes the same plan of, in a third of the
 * code that it takes to compile one. */
void sa_plan_image(const sa_plan *plan, sa_writer *out);

/* Adds a row for `word`, which begins the entry. Returns 0, -SA_PLAN_DUPLICATE or
 * -SA_PLAN_TOO_LARGE. */
int sa_plan_bind(sa_plan *plan, sa_arena *arena, const void *scope, const void *word);

/* The word that a name, with its sa_name_hash, means in `scope`: an event (its own properties),
 * NULL (properties of every event), or the plan itself (its events). NULL when it means nothing. */
const sa_word *sa_plan_find(const sa_plan *plan, const void *scope, uint32_t hash, const char *name,
                            size_t len);

SA_INLINE const sa_event *sa_plan_event(const sa_plan *plan, sa_str name) {
    return (const sa_event *)sa_plan_find(plan, plan, sa_str_name_hash(name), name.ptr, name.len);
}

/* The property `key` of `event`, its own or a standing one; NULL when the plan declares none. */
const sa_property *sa_plan_property_bytes(const sa_plan *plan, const sa_event *event, uint32_t hash,
                                          const char *key, size_t len);

SA_INLINE const sa_property *sa_plan_property(const sa_plan *plan, const sa_event *event,
                                              uint32_t hash, sa_str key) {
    return sa_plan_property_bytes(plan, event, hash, key.ptr, key.len);
}

/* Whether the text is put together of the plan's "words", whatever their case, with a few digits
 * and anything between them that is neither: such a text was reviewed with the plan and may leave.
 */
bool sa_plan_spells_bytes(const sa_plan *plan, const char *ptr, size_t len);

SA_INLINE bool sa_plan_spells(const sa_plan *plan, sa_str text) {
    return sa_plan_spells_bytes(plan, text.ptr, text.len);
}

/* Bits of enum sa_mark of an event. */
uint32_t sa_plan_marks(const sa_plan *plan, const sa_event *event);

/* Whether PostHog or JavaScript would take the key as their own (S11). */
bool sa_plan_is_reserved(const char *key, size_t len);

/* The member of a list that matches `word`; NULL when there is none. */
const sa_member *sa_member_find_bytes(const sa_member *members, const char *word, size_t len);

SA_INLINE const sa_member *sa_member_find(const sa_member *members, sa_str word) {
    return sa_member_find_bytes(members, word.ptr, word.len);
}

#endif
