/* JSON in: the gate, then cJSON, with its memory taken from the arena. The tree lives until
 * sa_arena_release. */
#ifndef SA_JSON_H
#define SA_JSON_H

#include <cJSON.h>

#include "arena.h"
#include "str.h"

/* Parses `text`, which may be changed (see sa_gate). Stores the tree in `*tree` and returns 0, or a
 * negative reason. */
int sa_json_parse(sa_arena *arena, char *text, size_t len, cJSON **tree);

/* The member `key` of `object`; NULL when it is missing or `object` is none. */
const cJSON *sa_json_member_bytes(const cJSON *object, const char *key, size_t key_len);

SA_INLINE const cJSON *sa_json_member(const cJSON *object, sa_str key) {
    return sa_json_member_bytes(object, key.ptr, key.len);
}

/* The terminated text of a string; NULL for anything else. */
const char *sa_json_chars(const cJSON *item);

/* The text of a string; empty with ptr NULL for anything else. */
SA_INLINE sa_str sa_json_text(const cJSON *item) {
    return sa_str_from(sa_json_chars(item));
}

static inline bool sa_json_is(const cJSON *item, int type) {
    return item != NULL && (item->type & 0xFF) == type;
}

static inline bool sa_json_is_container(const cJSON *item) {
    return item != NULL && (item->type & (cJSON_Object | cJSON_Array)) != 0;
}

#define SA_JSON_EACH(item, parent)                                                                 \
    for (const cJSON *item = (parent) == NULL ? NULL : (parent)->child; item != NULL;              \
         item = item->next)

#endif
