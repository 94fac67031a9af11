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
 * negative reason of the first of `faults`; then the plan must not be used. */
int sa_plan_compile(sa_plan *plan, const cJSON *source, sa_arena *arena, sa_plan_faults *faults);

typedef struct sa_compiler {
    sa_plan *plan;
    sa_arena *arena;
    sa_plan_faults *faults;
    const cJSON *source;     /* the whole plan */
    const cJSON *at;         /* its part that is compiled, for faults of memory */
    bool full;               /* no memory is left */
    sa_member *length_words; /* labels of a text's length */
    sa_property **properties_end;
    sa_event **events_end;
    uint32_t page_count; /* properties that routes declare */
    union {              /* what is handed out when the memory is full: room for the largest */
        sa_property property;
        sa_node node;
        sa_member member;
        sa_event event;
        sa_page_value value;
    } spare;
} sa_compiler;

/* Notes a fault, unless the memory is full: what follows from that is none. */
void sa_compile_refuse(sa_compiler *compiler, int reason, const sa_plan_fault *fault);

/* The same of a rule that `item` breaks. */
void sa_compile_fail(sa_compiler *compiler, int reason, const cJSON *item, const char *rule);

/* The same of a rule that a part of `item` breaks, `has the choice "x", which …`; once for each. */
void sa_compile_fail_part(sa_compiler *compiler, int reason, const cJSON *item, const char *part,
                          const sa_str *name, const char *rule);

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

/* Adds a row for `word` to the table, unless the scope has one of that name: a plan with such a
 * name has a fault, which is noted where it is seen. */
void sa_compile_bind(sa_compiler *compiler, const void *scope, const void *word);

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
 * are those of `item`, or of the `part` of it. */
sa_property *sa_compile_page_property(sa_compiler *compiler, const sa_str *name, const cJSON *item,
                                      const char *part);

/* Compiles the section "routes" and declares the page's properties. */
void sa_compile_routes(sa_compiler *compiler, const cJSON *routes);

#endif
