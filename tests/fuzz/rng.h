/* Randomness that is the same for the same seed, on every machine: splitmix64. */
#ifndef SA_FUZZ_RNG_H
#define SA_FUZZ_RNG_H

#include <stddef.h>
#include <stdint.h>

typedef struct rng {
    uint64_t state;
    size_t turn; /* how often rng_turn was called, from anywhere on */
} rng;

static inline uint64_t rng_next(rng *random) {
    uint64_t mixed = random->state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

/* What item `number` of the run `seed` begins with, whatever came before it. */
static inline rng rng_at(uint64_t seed, uint64_t number) {
    rng random = {seed * 0xd6e8feb86659fd93u + number, 0};
    random.turn = (size_t)(rng_next(&random) >> 48);
    return random;
}

/* From 0 up to, and without, `bound`; 0 when that is 0. */
static inline size_t rng_below(rng *random, size_t bound) {
    uint64_t next = rng_next(random) >> 16;
    return bound == 0 ? 0 : (size_t)next % bound;
}

/* True once in `times`. */
static inline int rng_once_in(rng *random, size_t times) {
    return rng_below(random, times) == 0;
}

/* The same, but none comes twice within `bound` calls: 37 is prime, and no bound is a multiple. */
static inline size_t rng_turn(rng *random, size_t bound) {
    return random->turn++ * 37 % bound;
}

#endif
