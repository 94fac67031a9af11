/* What the parts of the plan compiler share. */
#ifndef SA_PLAN_COMPILE_H
#define SA_PLAN_COMPILE_H

#include "plan.h"
#include "reasons.h"

typedef struct sa_compiler {
    sa_plan *plan;
    sa_arena *arena;
    sa_plan_fault *fault;
} sa_compiler;

/* Notes the entry at fault and returns -reason. */
int sa_compile_fail_bytes(sa_compiler *compiler, int reason, const char *name, size_t len);

SA_INLINE int sa_compile_fail(sa_compiler *compiler, int reason, sa_str name) {
    return sa_compile_fail_bytes(compiler, reason, name.ptr, name.len);
}

/* Whether `text` can be a name: 1 to 80 printable ASCII characters that JSON does not escape. */
bool sa_compile_is_name_bytes(const char *ptr, size_t len);

SA_INLINE bool sa_compile_is_name(sa_str text) {
    return sa_compile_is_name_bytes(text.ptr, text.len);
}

/* Whether `name` can be a key that leaves: a name that is neither reserved nor the core's own. */
bool sa_compile_is_key(sa_str name);

/* Whether `item` is the description that any object of the plan may have. */
bool sa_compile_is_description(const cJSON *item);

enum sa_keep {
    SA_KEEP_PLAIN,
    SA_KEEP_QUOTED
}; /* quoted: `"text":`, of which the colon may be left off */

/* Keeps a copy of `text`; NULL when the memory is full. */
const char *sa_compile_keep_bytes(sa_compiler *compiler, const char *ptr, size_t len,
                                  enum sa_keep form);

SA_INLINE const char *sa_compile_keep(sa_compiler *compiler, sa_str text, enum sa_keep form) {
    return sa_compile_keep_bytes(compiler, text.ptr, text.len, form);
}

/* Adds a row for `name`, hashed for `event` (NULL: standing); `property` NULL makes it an event's
 * row. */
int sa_compile_bind(sa_compiler *compiler, const sa_event *event, const sa_property *property);

/* Appends a word to a list unless it is there. */
int sa_compile_member_bytes(sa_compiler *compiler, sa_member **members, const char *match,
                            size_t match_len, const char *word, size_t word_len);

SA_INLINE int sa_compile_member(sa_compiler *compiler, sa_member **members, sa_str match,
                                sa_str word) {
    return sa_compile_member_bytes(compiler, members, match.ptr, match.len, word.ptr, word.len);
}

/* Compiles one definition `{ "type": … }` with its key. Returns 0 or a reason. */
int sa_compile_property(sa_compiler *compiler, const cJSON *definition, sa_property **property);

/* Declares a property that routes set, or finds it: an enum that grows by sa_compile_member. */
int sa_compile_page_property_bytes(sa_compiler *compiler, const char *name, size_t len,
                                   sa_property **property);

SA_INLINE int sa_compile_page_property(sa_compiler *compiler, sa_str name, sa_property **property) {
    return sa_compile_page_property_bytes(compiler, name.ptr, name.len, property);
}

/* Compiles the section "routes" and declares the page's properties. */
int sa_compile_routes(sa_compiler *compiler, const cJSON *routes);

#endif
