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

enum { COLLISIONS = 16 }; /* keys of one hash that are compared; more are nobody's accident */

/* Looks for keys that an object has twice. The hash of each key is left in `valueint`, which means
 * nothing else here: a number is read from `valuedouble`. */
static int check_keys(const cJSON *parent, uint32_t *collisions) {
    SA_JSON_EACH(item, parent) {
        int result = check_keys(item, collisions); // NOLINT(misc-no-recursion): the gate's depth
        if (result < 0) {
            return result;
        }
        if (item->string == NULL) {
            continue;
        }
        ((cJSON *)(uintptr_t)item)->valueint =
            (int)sa_str_hash(sa_str_from(item->string), SA_HASH_SEED);
        for (const cJSON *other = parent->child; other != item; other = other->next) {
            if (other->valueint != item->valueint) {
                continue;
            }
            if (other->string != NULL && strcmp(other->string, item->string) == 0) {
                return -SA_JSON_DUPLICATE_KEY;
            }
            if (++*collisions > COLLISIONS) {
                return -SA_JSON_TOO_MANY;
            }
        }
    }
    return 0;
}

int sa_json_parse(sa_arena *arena, char *text, size_t len, cJSON **tree) {
    uint32_t collisions = 0;
    if (len > SA_GATE_INPUT_SIZE) {
        return -SA_JSON_TOO_LARGE;
    }
    char behind = text[len];
    text[len] = 0;
    int result = sa_gate(text, len);
    if (result == 0) {
        parsing = arena;
        *tree = cJSON_ParseWithLengthOpts(text, len, NULL, false);
        parsing = NULL;
        result = *tree == NULL ? -SA_MEMORY : check_keys(*tree, &collisions);
    }
    text[len] = behind;
    *tree = result < 0 ? NULL : *tree;
    return result;
}

const cJSON *sa_json_member(const cJSON *object, const char *key) {
    SA_JSON_EACH(item, object) {
        if (item->string != NULL && strcmp(item->string, key) == 0) {
            return item;
        }
    }
    return NULL;
}

bool sa_json_is(const cJSON *item, int types) {
    return item != NULL && (item->type & types) != 0;
}

const char *sa_json_chars(const cJSON *item) {
    return sa_json_is(item, cJSON_String) ? item->valuestring : NULL;
}

const char *sa_json_member_chars(const cJSON *object, const char *key) {
    return sa_json_chars(sa_json_member(object, key));
}
