/* The model check of the withdrawal: every interleaving of what a person, two tabs and a network
 * can do, to a depth, on real cores that share one storage (S31, S56, S57, S59, S60).
 *
 *     sa_withdrawal [DEPTH [all|gpc]]
 *
 * A capture carries the number of its epoch. An epoch ends when a call that withdraws returns:
 * opt-out, back from identified to anonymized, sign-out. What `require` says must hold after every
 * move; the first time that it does not is printed with the moves that led there.
 *
 * Complete to DEPTH: from each state every move is made, and one that finds nothing to do is a move
 * as well, so there are MOVES ^ DEPTH interleavings. A state that was explored before with at least
 * as many moves left is not explored again; states are the same if their keys are (world_key). What
 * a key leaves out decides nothing: of uuids and salts only equality is ever looked at, of epochs
 * only whether they are over, and the clock stands still. `all` explores without keys, which is how
 * the keys are checked, at small depths. */
#include <stdio.h>
#include <stdlib.h>

#include "withdrawal_moves.h"

enum { DEEPEST = 10 };

/* A state, by its key. */
typedef struct state {
    uint8_t key[KEY_LENGTH];
    uint8_t len;
    uint8_t left;  /* most moves that were made from it */
    uint32_t next; /* hash of the keys of all that can come next; 0: not explored yet */
} state;

typedef struct exploration {
    world now;
    int depth;
    bool all; /* every interleaving by itself */
    size_t states;
    saved_world saved[DEEPEST];
    const move *path[DEEPEST];
    size_t table_size; /* a power of two */
    state *table;
} exploration;

/* The state that the world is in now; new ones are added. */
static state *find_state(exploration *run) {
    uint8_t key[KEY_LENGTH];
    size_t len = world_key(&run->now, key);
    size_t at = sa_bytes_hash((const char *)key, len, SA_HASH_SEED) % run->table_size;
    while (run->table[at].len != 0 &&
           (run->table[at].len != len || memcmp(run->table[at].key, key, len) != 0)) {
        at = (at + 1) % run->table_size;
    }
    state *found = &run->table[at];
    run->states += found->len == 0;
    if (run->states > run->table_size / 4 * 3) {
        (void)fprintf(stderr, "the table of states is full\n");
        exit(2);
    }
    memcpy(found->key, key, len);
    found->len = (uint8_t)len;
    return found;
}

static void print_path(const exploration *run, int done) {
    (void)printf("after:");
    for (int i = 0; i <= done; i++) {
        (void)printf("%s tab %d %s", i == 0 ? "" : ",", run->path[i]->tab, run->path[i]->name);
    }
    (void)printf("\n");
}

/* Makes every move from the state `from`, in which the world is. No deeper than DEEPEST. */
static void explore(exploration *run, int done, state *from) {
    int left = run->depth - done;
    uint32_t next = SA_HASH_SEED;
    if (left == 0 || (from->left >= left && !run->all)) {
        return;
    }
    from->left = (uint8_t)left;
    world_save(&run->now, &run->saved[done]);
    for (int i = 0; i < MOVES && broken == NULL; i++) {
        run->path[done] = &moves[i];
        moves[i].make(&run->now, moves[i].tab);
        seen.made++;
        check_world(&run->now);
        state *to = find_state(run);
        next = sa_bytes_hash((const char *)to->key, to->len, next);
        if (i == MOVES - 1) {
            require(from->next == 0 || from->next == next, "states of one key go on alike");
            from->next = next;
        }
        if (broken != NULL) {
            print_path(run, done);
            return;
        }
        explore(run, done + 1, to);
        world_restore(&run->now, &run->saved[done]);
    }
}

int main(int argc, char **argv) {
    const char *how = argc > 2 ? argv[2] : "";
    int depth = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 8;
    if (depth < 1 || depth > DEEPEST) {
        (void)fprintf(stderr, "usage: sa_withdrawal [DEPTH, at most %d [all|gpc]]\n", DEEPEST);
        return 2;
    }
    exploration *run = calloc(1, sizeof(*run));
    run->depth = depth;
    run->all = strcmp(how, "all") == 0;
    run->table_size = (size_t)1 << (depth <= 8 ? 19 : 22);
    run->table = calloc(run->table_size, sizeof(*run->table));
    check_wiped();
    begin(&run->now, strcmp(how, "gpc") == 0);
    if (broken == NULL) {
        explore(run, 0, find_state(run));
    }
    double interleavings = 1;
    for (int i = 0; i < run->depth; i++) {
        interleavings *= MOVES;
    }
    (void)printf("%.0f interleavings of %d moves to depth %d: %zu states, %lu moves made\n",
                 interleavings, (int)MOVES, run->depth, run->states, seen.made);
    (void)printf("batches: %lu anonymized, %lu identified, %lu held back; %lu late answers\n",
                 seen.left_anonymized, seen.left_identified, seen.held_back, seen.late_answers);
    (void)printf(broken == NULL ? "0 failures\n" : "FAILED: %s\n", broken);
    world_free(&run->now);
    free(run->table);
    free(run);
    return broken == NULL ? 0 : 1;
}
