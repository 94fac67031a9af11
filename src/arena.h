/* A fixed piece of memory with two ends. What is kept grows from the bottom and lives as long as
 * the plan; what is taken grows from the top and is given back, wiped, when the call ends. They
 * never meet: a request that does not fit returns NULL, which is a counted reason and never a trap.
 */
#ifndef SA_ARENA_H
#define SA_ARENA_H

#include <stddef.h>

typedef struct sa_arena {
    char *base;
    size_t size;
    size_t kept;  /* bytes in use at the bottom */
    size_t taken; /* bytes in use at the top */
} sa_arena;

void sa_arena_init(sa_arena *arena, void *memory, size_t size);

/* `size` bytes, aligned to 8 and zeroed, until the arena is initialised again; NULL when full. */
void *sa_arena_keep(sa_arena *arena, size_t size);

/* `size` bytes, aligned to 8 and not zeroed, until sa_arena_release; NULL when full. */
void *sa_arena_take(sa_arena *arena, size_t size);

/* Gives back and wipes all that was taken. */
void sa_arena_release(sa_arena *arena);

#endif
