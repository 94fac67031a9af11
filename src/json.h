/* JSON in, strictly: RFC 8259 and nothing else, read into a tree on the arena that lives until
 * sa_arena_release. Texts are decoded where they stand. */
#ifndef SA_JSON_H
#define SA_JSON_H

#include "arena.h"
#include "str.h"

enum {
    SA_JSON_DEEPEST = 16,        /* containers in containers; an event needs 3, a plan 5 */
    SA_JSON_MOST_MEMBERS = 1024, /* of one object: bounds the search for duplicates */
    SA_JSON_MOST_VALUES = 16384, /* of one document: bounds the memory of the tree */
};

/* Kinds of values, as bits. */
enum {
    SA_KIND_NULL = 1,
    SA_KIND_FALSE = 2,
    SA_KIND_TRUE = 4,
    SA_KIND_NUMBER = 8,
    SA_KIND_STRING = 16,
    SA_KIND_ARRAY = 32,
    SA_KIND_OBJECT = 64,
    SA_KIND_BOOL = SA_KIND_FALSE | SA_KIND_TRUE,
};

typedef struct sa_json {
    const struct sa_json *next;  /* in the same container */
    const struct sa_json *child; /* the first of a container */
    sa_str key;                  /* of an object's member */
    uint32_t hash;               /* of the key: sa_name_hash */
    uint32_t kind;
    sa_str text; /* of a string; else empty, with ptr NULL */
    double number;
} sa_json;

/* What stands beside `c` in the table of the two-character escapes: the letter that it is escaped
 * by, or what an escape by this letter means; 0 for what is in no such escape. */
char sa_json_escaped(char c);
char sa_json_meant(char letter);

/* Reads one document of at most `most` values: well-formed UTF-8 without U+0000 or byte order mark,
 * depth at most 16, no half surrogate pairs, no key twice in an object. `text` is changed, and
 * `text[len]` written to while the call lasts. Stores the tree in `*tree` and returns 0, or stores
 * NULL and returns the negative reason of the first fault from the left, duplicate keys last, and
 * where it stands in `*offset`. For pages (build.h), UTF-8 and escapes are what TextEncoder and
 * JSON.stringify make, and the offset is left as it was. */
int sa_json_parse_at(sa_arena *arena, char *text, size_t len, uint32_t most, const sa_json **tree,
                     size_t *offset);

SA_INLINE int sa_json_parse(sa_arena *arena, char *text, size_t len, const sa_json **tree) {
    size_t offset = 0;
    return sa_json_parse_at(arena, text, len, SA_JSON_MOST_VALUES, tree, &offset);
}

/* The member `key` of `object`; NULL when it is missing or `object` is none. */
const sa_json *sa_json_member_bytes(const sa_json *object, const char *key, size_t len);

SA_INLINE const sa_json *sa_json_member(const sa_json *object, const char *key) {
    return sa_json_member_bytes(object, key, strlen(key));
}

/* The text of a string; empty with ptr NULL for anything else. */
SA_INLINE sa_str sa_json_text(const sa_json *item) {
    return item == NULL ? (sa_str){NULL, 0} : item->text;
}

/* The text of a member. */
SA_INLINE sa_str sa_json_member_text(const sa_json *object, const char *key) {
    return sa_json_text(sa_json_member(object, key));
}

/* Whether `item` is there and of one of the `kinds`. */
bool sa_json_is(const sa_json *item, uint32_t kinds);

/* The first of the values inside `parent`; NULL when there are none. */
static inline const sa_json *sa_json_first(const sa_json *parent) {
    return parent == NULL ? NULL : parent->child;
}

#define SA_JSON_EACH(item, parent)                                                                 \
    for (const sa_json *item = sa_json_first(parent); item != NULL; item = item->next)

#endif
