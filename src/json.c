#include "json.h"

#include <stdlib.h>

#include "gate.h"
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

/* cJSON hands over a NUL-terminated copy of one number that the gate has passed. */
double sa_cjson_strtod(const char *text, char **end) {
    sa_str number = sa_str_from(text);
    *end = (char *)(uintptr_t)(text + number.len);
    return sa_number_parse(number);
}

int sa_json_parse(sa_arena *arena, char *text, size_t len, cJSON **tree) {
    size_t scratch_size = 0;
    void *scratch = sa_arena_scratch(arena, &scratch_size);
    int result = sa_gate(text, len, scratch, scratch_size);
    if (result < 0) {
        return result;
    }
    parsing = arena;
    *tree = cJSON_ParseWithLengthOpts(text, len, NULL, false);
    parsing = NULL;
    return *tree == NULL ? -SA_MEMORY : 0;
}

const cJSON *sa_json_member_bytes(const cJSON *object, const char *key, size_t key_len) {
    if (!sa_json_is(object, cJSON_Object)) {
        return NULL;
    }
    SA_JSON_EACH(item, object) {
        if (sa_bytes_equal(item->string, strlen(item->string), key, key_len)) {
            return item;
        }
    }
    return NULL;
}

const char *sa_json_chars(const cJSON *item) {
    return sa_json_is(item, cJSON_String) ? item->valuestring : NULL;
}
