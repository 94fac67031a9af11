/* What the parts of the plan compiler share. The first fault is noted and nothing is linked into
 * the plan after it, so that no step has to ask whether the one before it succeeded. */
#ifndef SA_PLAN_COMPILE_H
#define SA_PLAN_COMPILE_H

#include "plan.h"
#include "plan_json.h"
#include "reasons.h"

/* Where a plan could not be compiled. */
typedef struct sa_plan_fault {
    const char *section; /* "events", "properties", "routes", … */
    sa_str name;
} sa_plan_fault;

/* Compiles the JSON tree `source` into `plan`, whose tables are kept in `arena`. Returns 0 or a
 * negative reason with `*fault` filled; its texts live as long as the tree. */
int sa_plan_compile(sa_plan *plan, const cJSON *source, sa_arena *arena, sa_plan_fault *fault);

typedef struct sa_compiler {
    sa_plan *plan;
    sa_arena *arena;
    sa_plan_fault *fault;
    int result;              /* 0, or the negative reason of the first fault */
    sa_member *length_words; /* labels of a text's length */
    sa_property **properties_end;
    sa_event **events_end;
    uint32_t page_count; /* properties that routes declare */
    double spare[16];    /* what is handed out when the memory is full */
} sa_compiler;

/* Notes a fault and the entry it is in. */
void sa_compile_fail_bytes(sa_compiler *compiler, int reason, const char *name, size_t len);

SA_INLINE void sa_compile_fail(sa_compiler *compiler, int reason, sa_str name) {
    sa_compile_fail_bytes(compiler, reason, name.ptr, name.len);
}

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

/* Adds a row for `word` to the table; a fault when there is one of that name in the scope. */
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

/* A number of a definition within its bounds, or the standard; NaN: the plan must say it. */
double sa_compile_number(sa_compiler *compiler, const cJSON *definition, const char *key,
                         double standard, double low, double high);

/* Declares a property that routes set, or finds it: an enum that grows by sa_compile_member. */
sa_property *sa_compile_page_property(sa_compiler *compiler, const char *name, size_t len);

/* Compiles the section "routes" and declares the page's properties. */
void sa_compile_routes(sa_compiler *compiler, const cJSON *routes);

#endif
