/* Included in front of cJSON.c, and only there (see CMakeLists.txt): its memory is the arena's and
 * its number text is ours. cJSON_InitHooks would do for the memory, but it is one pointer for the
 * whole process, whereas two cores may run in two threads. The printer is never called; without
 * libc's printf and scanf the module is 30 KB smaller. */
#ifndef SA_CJSON_PORT_H
#define SA_CJSON_PORT_H

#include <float.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *sa_cjson_malloc(size_t size);
void sa_cjson_free(void *memory);
void *sa_cjson_realloc(void *memory, size_t size);
double sa_cjson_strtod(const char *text, char **end);

#define malloc sa_cjson_malloc
#define free   sa_cjson_free
#define strtod sa_cjson_strtod

#ifdef __wasm__
#define realloc      sa_cjson_realloc
#define sprintf(...) (-1)
#define sscanf(...)  (-1)
#endif

#endif
