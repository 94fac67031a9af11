/* JSON in: the gate, then cJSON, with its memory taken from the arena. The tree lives until
 * sa_arena_release. */
#ifndef SA_JSON_H
#define SA_JSON_H

#include <cJSON.h>

#include "arena.h"
#include "str.h"

/* Parses `text`, which may be changed (see sa_gate); `text[len]` is written to while the call
 * lasts. Stores the tree in `*tree` and returns 0, or a negative reason. A key given twice in an
 * object is looked for last. */
int sa_json_parse(sa_arena *arena, char *text, size_t len, cJSON **tree);

/* The member `key` of `object`; NULL when it is missing or `object` is none. */
const cJSON *sa_json_member(const cJSON *object, const char *key);

/* The terminated text of a string; NULL for anything else. */
const char *sa_json_chars(const cJSON *item);

/* The text of a string; empty with ptr NULL for anything else. */
SA_INLINE sa_str sa_json_text(const cJSON *item) {
    return sa_str_from(sa_json_chars(item));
}

/* The text of a member. */
const char *sa_json_member_chars(const cJSON *object, const char *key);

SA_INLINE sa_str sa_json_member_text(const cJSON *object, const char *key) {
    return sa_str_from(sa_json_member_chars(object, key));
}

/* The hash of a member's key, from SA_HASH_SEED. */
static inline uint32_t sa_json_key_hash(const cJSON *member) {
    return (uint32_t)member->valueint;
}

/* Whether `item` is there and of one of the `types`, cJSON_… in any number. */
bool sa_json_is(const cJSON *item, int types);

/* The first of the values inside `parent`; NULL when there are none. */
static inline const cJSON *sa_json_first(const cJSON *parent) {
    return parent == NULL ? NULL : parent->child;
}

#define SA_JSON_EACH(item, parent)                                                                 \
    for (const cJSON *item = sa_json_first(parent); item != NULL; item = item->next)

#endif
