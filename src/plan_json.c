#include "plan_json.h"

#include <stdlib.h>

#include "json.h"
#include "number.h"
#include "reasons.h"

#ifdef __wasm__
#define THREAD_LOCAL /* an instance has one thread */
#else
#define THREAD_LOCAL _Thread_local
#endif

enum { MOST_VALUES = 65536 }; /* of a plan: 200 events with 20 definitions each have 20,000 */

/* cJSON's allocator takes no context, so the arena of the parse that runs is noted here for as long
 * as it runs. */
static THREAD_LOCAL sa_arena *parsing;

void *sa_cjson_malloc(size_t size);
void sa_cjson_free(void *memory);
double sa_cjson_strtod(const char *text, char **end);

void *sa_cjson_malloc(size_t size) {
#ifndef __wasm__
    if (parsing == NULL) { /* a host that uses the same cJSON for purposes of its own */
        return malloc(size);
    }
#endif
    return sa_arena_take(parsing, size);
}

void sa_cjson_free(void *memory) {
#ifndef __wasm__
    if (parsing == NULL) {
        free(memory);
    }
#endif
    (void)memory;
}

#ifdef __wasm__
/* Asked for by the printer alone, which is never called. */
void *sa_cjson_realloc(void *memory, size_t size);
void *sa_cjson_realloc(void *memory, size_t size) {
    (void)memory;
    (void)size;
    return NULL;
}
#endif

/* cJSON hands over a NUL-terminated copy of one number that the strict reader has passed, and of
 * one longer than 63 characters the beginning, which may be no number: behind that it finds no
 * comma, and gives up. */
double sa_cjson_strtod(const char *text, char **end) {
    sa_str number = sa_str_from(text);
    double value = sa_number_parse(number);
    *end = (char *)(uintptr_t)(text + number.len);
    return value == value ? value : 0; /* cJSON makes an int of it */
}

/* Whether the strict reader takes it; that changes its text, so it is shown a copy. */
static int check(sa_arena *arena, const char *text, size_t len, size_t *offset) {
    const sa_json *tree = NULL;
    char *copy = sa_arena_take(arena, len + 1);
    if (copy == NULL) {
        return -SA_MEMORY;
    }
    memcpy(copy, text, len);
    int result = sa_json_parse_at(arena, copy, len, MOST_VALUES, &tree, offset);
    sa_arena_release(arena);
    return result;
}

int sa_plan_parse(sa_arena *arena, const char *text, size_t len, cJSON **tree, size_t *offset) {
    const char *end = text;
    *tree = NULL;
    *offset = SA_PLAN_NOWHERE;
    int result = check(arena, text, len, offset);
    if (result == 0) {
        parsing = arena;
        *tree = cJSON_ParseWithLengthOpts(text, len, &end, false);
        parsing = NULL;
    }
    if (result == 0 && *tree == NULL) { /* a number that is too long for it, or no memory is left */
        *offset = (size_t)(end - text);
        result = sa_is_digit(*end) || sa_str_find((sa_str){end, 1}, ".-+eE") == 0 ? -SA_JSON_NUMBER
                                                                                  : -SA_MEMORY;
    }
    return result;
}

bool sa_plan_is_description(const cJSON *member) {
    return cJSON_IsString(member) && sa_str_is(sa_plan_key(member), "description");
}

static const cJSON *skip_description(const cJSON *member) {
    while (member != NULL && sa_plan_is_description(member)) {
        member = member->next;
    }
    return member;
}

const cJSON *sa_plan_first_item(const cJSON *list) {
    return cJSON_IsArray(list) ? list->child : NULL;
}

const cJSON *sa_plan_first_named(const cJSON *object) {
    return cJSON_IsObject(object) ? skip_description(object->child) : NULL;
}

const cJSON *sa_plan_next_named(const cJSON *member) {
    return skip_description(member->next);
}
