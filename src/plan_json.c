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
 * one longer than 63 characters the beginning: behind that it finds no comma, and gives up. */
double sa_cjson_strtod(const char *text, char **end) {
    sa_str number = sa_str_from(text);
    *end = (char *)(uintptr_t)(text + number.len);
    return sa_number_parse(number);
}

/* Whether the strict reader takes it; that changes its text, so it is shown a copy. */
static int check(sa_arena *arena, const char *text, size_t len) {
    const sa_json *tree = NULL;
    char *copy = sa_arena_take(arena, len + 1);
    if (copy == NULL) {
        return -SA_MEMORY;
    }
    memcpy(copy, text, len);
    int result = sa_json_parse(arena, copy, len, &tree);
    sa_arena_release(arena);
    return result;
}

int sa_plan_parse(sa_arena *arena, const char *text, size_t len, cJSON **tree) {
    int result = check(arena, text, len);
    *tree = NULL;
    if (result == 0) {
        parsing = arena;
        *tree = cJSON_ParseWithLength(text, len);
        parsing = NULL;
        result = *tree != NULL                                 ? 0
                 : sa_arena_take(arena, sizeof(cJSON)) == NULL ? -SA_MEMORY
                                                               : -SA_JSON_NUMBER;
    }
    return result;
}
