/* What the parts of the plan compiler share. Faults are noted and the work goes on, so that all of
 * them are told at once; a plan with faults is never opened. Once memory is full nothing is linked
 * into the plan any more, so that no step has to ask whether the one before it succeeded. */
#ifndef SA_PLAN_COMPILE_H
#define SA_PLAN_COMPILE_H

#include "plan.h"
#include "plan_check.h"
#include "plan_json.h"
#include "reasons.h"

/* Compiles the JSON tree `source` into `plan`, whose tables are kept in `arena`. Returns 0, or the
 * negative reason of the first of `faults`. */
int sa_plan_compile(sa_plan *plan, const cJSON *source, sa_arena *arena, sa_plan_faults *faults);

typedef struct sa_compiler {
    sa_plan *plan;
    sa_arena *arena;
    sa_plan_faults *faults;
    const cJSON *at;         /* what is compiled, for faults of memory */
    bool full;               /* no memory is left */
    sa_member *length_words; /* labels of a text's length */
    sa_property **properties_end;
    sa_event **events_end;
    uint32_t page_count; /* properties that routes declare */
    double spare[16];    /* what is handed out when the memory is full */
} sa_compiler;

/* Notes that `item` breaks a rule, unless it or something in it breaks another one: what follows
 * from a fault is none. */
void sa_compile_fail(sa_compiler *compiler, int reason, const cJSON *item, const char *rule);

/* Whether `text` can be a name: 1 to 80 printable ASCII characters that JSON does not escape. */
bool sa_compile_is_name_bytes(const char *ptr, size_t len);

SA_INLINE bool sa_compile_is_name(sa_str text) {
    return sa_compile_is_name_bytes(text.ptr, text.len);
}

/* Whether it can be a property's key: a name that is not reserved. */
bool sa_compile_is_key_bytes(const char *ptr, size_t len);

/* Whether the member is a text for people, which may stand in every object of a plan. */
bool sa_compile_is_description(const cJSON *item);

/* Zeroed memory for a struct that the plan keeps; when there is none left, a fault is noted and
 * spare memory returned. */
void *sa_compile_keep(sa_compiler *compiler, size_t size);

/* Keeps a struct of `size` bytes that begins with an sa_word, made from `text`. */
void *sa_compile_word_bytes(sa_compiler *compiler, size_t size, const char *ptr, size_t len);

SA_INLINE void *sa_compile_word(sa_compiler *compiler, size_t size, sa_str text) {
    return sa_compile_word_bytes(compiler, size, text.ptr, text.len);
}

/* The same for a property. */
sa_property *sa_compile_key(sa_compiler *compiler, const char *ptr, size_t len);

/* Adds a row for `word` to the table; a fault of `item` when there is one of that name in the
 * scope. */
void sa_compile_bind(sa_compiler *compiler, const void *scope, const void *word, const cJSON *item);

/* Appends a word to a list unless it is there. With a `label` it leaves as that. Returns the list's
 * member for it. */
const sa_member *sa_compile_member_bytes(sa_compiler *compiler, sa_member **members,
                                         const char *ptr, size_t len, const sa_member *label);

SA_INLINE const sa_member *sa_compile_member(sa_compiler *compiler, sa_member **members,
                                             sa_str text) {
    return sa_compile_member_bytes(compiler, members, text.ptr, text.len, NULL);
}

/* Appends each of a constant list of words. */
void sa_compile_words(sa_compiler *compiler, sa_member **members, const char *words);

/* Compiles one definition `{ "type": … }` with its key. */
sa_property *sa_compile_property(sa_compiler *compiler, const cJSON *definition);

/* Declares a property that routes set, or finds it: an enum that grows by sa_compile_member. Faults
 * are those of `item`. */
sa_property *sa_compile_page_property(sa_compiler *compiler, const char *name, size_t len,
                                      const cJSON *item);

/* Compiles the section "routes" and declares the page's properties. */
void sa_compile_routes(sa_compiler *compiler, const cJSON *routes);

#endif
