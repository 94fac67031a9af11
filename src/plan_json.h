/* A tracking plan's JSON: what the strict reader takes (json.h), as a tree of cJSON. Plans are read
 * once and by tools, events all the time and by pages. */
#ifndef SA_PLAN_JSON_H
#define SA_PLAN_JSON_H

#include <cJSON.h>

#include "arena.h"
#include "str.h"

#define SA_PLAN_NOWHERE SIZE_MAX /* the offset of a fault of the whole text */

/* Reads `text`, which is left as it is. Stores the tree, in memory of `arena`, and returns 0, or
 * stores NULL, the byte at which the first fault stands, and returns a negative reason. */
int sa_plan_parse(sa_arena *arena, const char *text, size_t len, cJSON **tree, size_t *offset);

/* The text of a string; empty with ptr NULL for anything else. */
SA_INLINE sa_str sa_plan_text(const cJSON *item) {
    return sa_str_from(cJSON_GetStringValue(item));
}

/* The text of a member. */
SA_INLINE sa_str sa_plan_member_text(const cJSON *object, const char *key) {
    return sa_plan_text(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* The name of a member. */
SA_INLINE sa_str sa_plan_key(const cJSON *member) {
    return sa_str_from(member->string);
}

/* The first of the values inside `parent`; NULL when there are none. */
static inline const cJSON *sa_plan_first(const cJSON *parent) {
    return parent == NULL ? NULL : parent->child;
}

#define SA_PLAN_EACH(item, parent)                                                                 \
    for (const cJSON *item = sa_plan_first(parent); item != NULL; item = item->next)

/* The same of an array alone: in a plan with faults anything can stand anywhere. */
const cJSON *sa_plan_first_item(const cJSON *list);

#define SA_PLAN_EACH_ITEM(item, list)                                                              \
    for (const cJSON *item = sa_plan_first_item(list); item != NULL; item = item->next)

/* Whether the member is a text for people, which may stand in every object of a plan. */
bool sa_plan_is_description(const cJSON *member);

/* What an object declares by name: its members but for a description. */
const cJSON *sa_plan_first_named(const cJSON *object);
const cJSON *sa_plan_next_named(const cJSON *member);

#define SA_PLAN_EACH_NAMED(member, object)                                                         \
    for (const cJSON *member = sa_plan_first_named(object); member != NULL;                        \
         member = sa_plan_next_named(member))

#endif
