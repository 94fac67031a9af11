#include "arena.h"

#include <string.h>

#define ALIGNMENT 8u

static size_t aligned(size_t size) {
    return (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

void sa_arena_init(sa_arena *arena, void *memory, size_t size) {
    arena->base = memory;
    arena->size = size & ~(size_t)(ALIGNMENT - 1);
    arena->kept = 0;
    arena->taken = 0;
}

static size_t free_bytes(const sa_arena *arena) {
    return arena->size - arena->kept - arena->taken;
}

void *sa_arena_keep(sa_arena *arena, size_t size) {
    if (size > arena->size || free_bytes(arena) < aligned(size)) {
        return NULL;
    }
    void *memory = arena->base + arena->kept;
    arena->kept += aligned(size);
    return memset(memory, 0, size);
}

void *sa_arena_take(sa_arena *arena, size_t size) {
    if (size > arena->size || free_bytes(arena) < aligned(size)) {
        return NULL;
    }
    arena->taken += aligned(size);
    return arena->base + (arena->size - arena->taken);
}

void sa_arena_release(sa_arena *arena) {
    memset(arena->base + (arena->size - arena->taken), 0, arena->taken);
    arena->taken = 0;
}
