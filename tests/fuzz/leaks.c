/* Captures events stuffed with canaries and looks for them in everything that comes out (S23, S33):
 *
 *     sa_leaks [--events N] [--seed N] [--jobs N] [--event NUMBER]
 *
 * Ends with 1 when one leaked, and says of which family and in which event, or when nearly nothing
 * left. `--event` runs that one alone and prints what went in and came out. A crash says which
 * event it was. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/time.h> /* not <time.h>, which src/time.h stands before */

#include "crash.h"
#include "leak_round.h"
#include "options.h"

enum { JOBS_MAX = 64, PROGRESS_S = 5 };

typedef struct run {
    options chosen;
    pthread_mutex_t lock; /* of what follows */
    uint64_t next;        /* event that nobody has begun */
    leak_count sum;
    double started_s;
    double told_s;
} run;

static double now_s(void) {
    struct timeval now;
    (void)gettimeofday(&now, NULL);
    return (double)now.tv_sec + (double)now.tv_usec / 1e6;
}

static void print_progress(run *all) {
    double elapsed_s = now_s() - all->started_s;
    if (elapsed_s - all->told_s < PROGRESS_S) {
        return;
    }
    all->told_s = elapsed_s;
    (void)printf("leaks: seed %llu, %llu of %llu events, %.0f/s, %llu leaked of %zu families\n",
                 (unsigned long long)all->chosen.seed, (unsigned long long)all->sum.events,
                 (unsigned long long)all->chosen.events, (double)all->sum.events / elapsed_s,
                 (unsigned long long)all->sum.leaked, leak_count_families(&all->sum));
    (void)fflush(stdout);
}

/* Hands in the counts of a block and takes the next one. Returns where it begins. */
static uint64_t next_block(run *all, leak_count *part) {
    (void)pthread_mutex_lock(&all->lock);
    leak_count_merge(&all->sum, part);
    print_progress(all);
    uint64_t start = all->next;
    all->next += ROUND_BLOCK;
    (void)pthread_mutex_unlock(&all->lock);
    memset(part, 0, sizeof(*part));
    return start;
}

static void *work(void *context) {
    run *all = context;
    leak_round *with = leak_round_new(all->chosen.seed);
    leak_count *part = allocate(sizeof(*part));
    for (uint64_t start = next_block(all, part); start < all->chosen.events;
         start = next_block(all, part)) {
        for (uint64_t i = start; i < start + ROUND_BLOCK && i < all->chosen.events; i++) {
            crash_at(all->chosen.seed, i);
            leak_round_run(with, part, i, false);
        }
    }
    free(part);
    leak_round_free(with);
    return NULL;
}

/* What came before in its block first, as cores live that long. */
static void run_one(run *all) {
    leak_round *with = leak_round_new(all->chosen.seed);
    leak_count *unseen = allocate(sizeof(*unseen));
    uint64_t number = all->chosen.event;
    for (uint64_t i = number - number % ROUND_BLOCK; i < number; i++) {
        leak_round_run(with, unseen, i, false);
    }
    leak_round_run(with, &all->sum, number, true);
    free(unseen);
    leak_round_free(with);
}

static void run_all(run *all) {
    pthread_t threads[JOBS_MAX];
    size_t jobs = all->chosen.jobs < JOBS_MAX ? (size_t)all->chosen.jobs : JOBS_MAX;
    all->started_s = now_s();
    for (size_t i = 0; i < jobs; i++) {
        require(pthread_create(&threads[i], NULL, work, all) == 0, "a thread can be made");
    }
    for (size_t i = 0; i < jobs; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    double elapsed_s = now_s() - all->started_s;
    (void)printf("leaks: seed %llu, %.1f s, %.0f events/s\n", (unsigned long long)all->chosen.seed,
                 elapsed_s, (double)all->sum.events / elapsed_s);
}

int main(int argc, char **argv) {
    run *all = allocate(sizeof(*all));
    all->chosen = (options){.events = 100000, .seed = 20251120, .jobs = 1, .event = UINT64_MAX};
    if (!read_options(&all->chosen, argc, argv)) {
        free(all);
        return 2;
    }
    (void)pthread_mutex_init(&all->lock, NULL);
    crash_report();
    if (all->chosen.event != UINT64_MAX) {
        run_one(all);
    } else {
        run_all(all);
    }
    leak_count_print(&all->sum);
    bool good = all->sum.leaked == 0;
    if (all->chosen.event == UINT64_MAX && !leak_count_is_telling(&all->sum)) {
        (void)printf("too little left for this to mean anything\n");
        good = false;
    }
    free(all);
    return good ? 0 : 1;
}
