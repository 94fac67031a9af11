/* The model check of the withdrawal: every interleaving of what a person, two tabs and a network
 * can do, to a depth, on real cores that share one storage.
 *
 *     sa_withdrawal [DEPTH [all]]
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

#include "mode.h"
#include "withdrawal_world.h"

#define PLAN                                                                                       \
    "{\"format\":1,\"name\":\"p\",\"events\":{\"e\":{\"properties\":[{\"n\":{\"type\":\"count\","  \
    "\"max\":1000000}}]}}}"

enum { DEEPEST = 10 };

/* What the moves did, to show that they did something. */
static struct {
    unsigned long made;
    unsigned long left_anonymized;
    unsigned long left_identified;
    unsigned long held_back; /* batches of a tab that had not heard of a withdrawal */
    unsigned long late_answers;
} seen;

static const char *broken;

static void require(bool good, const char *what) {
    if (!good && broken == NULL) {
        broken = what;
    }
}

/* ---- Properties ---- */

/* The number behind the next `word` of a text of `len` bytes, from `*at` on; -1 when there is none.
 */
static int next_number(const char *text, size_t *at, size_t len, const char *word) {
    size_t word_len = strlen(word);
    for (; *at + word_len < len; (*at)++) {
        if (memcmp(text + *at, word, word_len) == 0) {
            *at += word_len;
            return (int)strtol(text + *at, NULL, 10);
        }
    }
    return -1;
}

static bool has(const char *text, size_t len, const char *word) {
    size_t at = 0;
    return next_number(text, &at, len, word) >= 0;
}

static void check_leaving(world *now, int user, const char *body, size_t len) {
    static const char id_key[] = "\"anonymousDistinctId\":\"";
    size_t at = 0;
    size_t id_at = 0;
    bool identified = has(body, len, "\"anonymized\":false");
    require(now->truth.choice != CHOSE_OFF, "nothing leaves after an opt-out");
    for (int n = 0; (n = next_number(body, &at, len, "\"n\":")) >= 0;) {
        require(n == now->truth.epoch, "nothing leaves of an epoch that ended");
    }
    if (identified) {
        require(now->truth.choice == CHOSE_IDENTIFIED && now->truth.chooser == user,
                "nothing identified leaves but of who chose so");
        require(!has(body, len, "anon_"), "no anonymous id leaves with identified events");
        seen.left_identified++;
    } else if (next_number(body, &id_at, len, id_key) >= 0) {
        known_id *id = world_id(now, body + id_at);
        require(id->epoch == now->truth.epoch, "no anonymous id of before appears after");
        require(id->user == 0 || user == 0 || id->user == user, "two users never share an id");
        id->user = user == 0 ? id->user : user;
        seen.left_anonymized++;
    }
}

/* When a call that withdraws returns. */
static void check_withdrawn(world *now, const sa_core *core) {
    static const char zeros[QUEUE_BYTES];
    const sa_queue *queue = &core->queue;
    require(queue->used == 0 && queue->waiting == 0, "a withdrawal empties the queue");
    require(queue->failures == 0 && queue->retry_at_ms == 0 && queue->batch_limit == SA_BATCH_LIMIT,
            "a withdrawal forgets the retry state");
    require(!core->identity.known && world_stored(now, "anonymous-id") == NULL,
            "a withdrawal forgets the id");
    require(memcmp(queue->bytes, zeros, QUEUE_BYTES) == 0, "a withdrawal wipes the bytes");
}

/* After every move. */
static void check_world(world *now) {
    const char *id = world_stored(now, "anonymous-id");
    require(id == NULL || now->truth.choice != CHOSE_OFF, "no id is stored after an opt-out");
    for (int tab = 0; tab < TABS; tab++) {
        const sa_identity *identity = &now->tabs[tab]->identity;
        (void)(identity->known && world_id(now, identity->id));
    }
}

/* ---- Moves ---- */

static void end_epoch(world *now, enum choice choice) {
    now->truth.epoch++;
    now->truth.choice = choice;
}

static void capture(world *now, int tab) {
    char event[64];
    (void)snprintf(event, sizeof(event), "{\"event\":\"e\",\"properties\":{\"n\":%d}}",
                   now->truth.epoch);
    (void)sa_core_capture(now->tabs[tab], put_input(now->tabs[tab], event, strlen(event)));
}

static flight *find_flight(world *now, int tab, int batch) {
    for (int i = 0; i < now->truth.flight_count; i++) {
        flight *found = &now->truth.flights[i];
        if (found->tab == tab && (batch == 0 || found->batch == batch)) {
            return found;
        }
    }
    return NULL;
}

static void flush(world *now, int tab) {
    sa_core *core = now->tabs[tab];
    int batch = find_flight(now, tab, 1) == NULL ? 1 : 2;
    bool is_free = find_flight(now, tab, batch) == NULL;
    bool stale = sa_mode_is_stale(core);
    bool waiting = core->queue.waiting > 0;
    int len = sa_core_batch(core, batch);
    require((len > 0) == (waiting && is_free && !stale), "what may leave does, and nothing else");
    seen.held_back += len < 0;
    if (len > 0) {
        check_leaving(now, now->truth.user[tab], sa_core_output(core), (size_t)len);
        now->truth.flights[now->truth.flight_count++] = (flight){tab, batch, now->truth.epoch};
    }
}

/* All of a queue but which numbers wait for an answer. */
static void copy_queue(const sa_core *core, sa_queue *copy) {
    memcpy(copy, &core->queue, sizeof(*copy) - SA_QUEUE_SIZE + QUEUE_BYTES);
    memset(copy->unanswered, 0, sizeof(copy->unanswered));
}

/* The oldest request of a tab is answered. */
static void answer(world *now, int tab, int status) {
    static sa_queue before;
    static sa_queue after;
    sa_core *core = now->tabs[tab];
    flight *first = find_flight(now, tab, 0);
    if (first == NULL) {
        return;
    }
    flight answered = *first;
    flight *last = &now->truth.flights[--now->truth.flight_count];
    memmove(first, first + 1, (size_t)(last - first) * sizeof(*first));
    bool late = answered.epoch != now->truth.epoch && !sa_mode_is_stale(core);
    copy_queue(core, &before);
    (void)sa_core_acknowledge(core, answered.batch, status, 0);
    copy_queue(core, &after);
    require(!late || memcmp(&before, &after, sizeof(after)) == 0,
            "an answer of an epoch that ended changes nothing");
    seen.late_answers += late;
}

static void deliver(world *now, int tab) {
    answer(now, tab, 200);
}

static void fail(world *now, int tab) {
    answer(now, tab, tab == 0 ? 503 : 0);
}

static void configure(const world *now, int tab, const char *text) {
    sa_core *core = now->tabs[tab];
    (void)sa_core_configure(core, put_input(core, text, strlen(text)));
}

static void choose(world *now, int tab, const char *text) {
    configure(now, tab, text);
    require(!sa_mode_is_stale(now->tabs[tab]), "who chose knows it");
}

static void opt_out(world *now, int tab) {
    choose(now, tab, "{\"settings\":{\"shareUsageData\":false}}");
    end_epoch(now, CHOSE_OFF);
    check_withdrawn(now, now->tabs[tab]);
}

static void opt_in(world *now, int tab) {
    choose(now, tab, "{\"settings\":{\"anonymizeUsageData\":false}}");
    now->truth.chooser = now->truth.user[tab];
    now->truth.choice =
        now->truth.chooser == 0 || now->truth.gpc ? CHOSE_ANONYMIZED : CHOSE_IDENTIFIED;
}

static void anonymize(world *now, int tab) {
    choose(now, tab, "{\"settings\":{\"anonymizeUsageData\":true}}");
    if (now->truth.choice == CHOSE_IDENTIFIED && now->truth.chooser == now->truth.user[tab]) {
        end_epoch(now, CHOSE_ANONYMIZED);
        check_withdrawn(now, now->tabs[tab]);
    }
    now->truth.choice = CHOSE_ANONYMIZED;
}

/* The user of a tab is gone; a refusal stands. */
static void part(world *now, int tab) {
    end_epoch(now, now->truth.choice == CHOSE_OFF ? CHOSE_OFF : CHOSE_ANONYMIZED);
    check_withdrawn(now, now->tabs[tab]);
}

static void sign_out(world *now, int tab) {
    (void)sa_core_sign_out(now->tabs[tab]);
    part(now, tab);
    now->truth.user[tab] = 0;
}

static void sign_in(world *now, int tab, int user) {
    const char *name = world_user(user);
    (void)sa_core_sign_in(now->tabs[tab], put_input(now->tabs[tab], name, strlen(name)));
    if (now->truth.user[tab] != 0 && now->truth.user[tab] != user) {
        part(now, tab);
    }
    now->truth.user[tab] = user;
}

static void sign_in_u(world *now, int tab) {
    sign_in(now, tab, 1);
}

static void sign_in_v(world *now, int tab) {
    sign_in(now, tab, 2);
}

/* The message of a tab that withdrew: what was chosen there. */
static void hear_message(world *now, int tab) {
    static const char *const messages[] = {
        [CHOSE_OFF] = "{\"reload\":true,\"settings\":{\"shareUsageData\":false}}",
        [CHOSE_ANONYMIZED] = "{\"reload\":true,\"settings\":{\"anonymizeUsageData\":true}}",
        [CHOSE_IDENTIFIED] = "{\"reload\":true,\"settings\":{\"anonymizeUsageData\":false}}",
    };
    sa_core *core = now->tabs[tab];
    configure(now, tab, messages[now->truth.choice]);
    require(core->queue.used == 0 && !core->identity.known, "a message ends the epoch of a tab");
}

/* The storage event. */
static void hear(world *now, int tab) {
    configure(now, tab, "{\"reload\":true}");
    require(!sa_mode_is_stale(now->tabs[tab]), "who was told knows it");
}

typedef struct move {
    const char *name;
    int tab;
    void (*make)(world *now, int tab);
} move;

/* Both tabs can do the same. */
#define MOVES_OF(tab)                                                                              \
    {"captures", tab, capture}, {"flushes", tab, flush}, {"is answered 200", tab, deliver},        \
        {"is answered 503 or not", tab, fail}, {"opts out", tab, opt_out},                         \
        {"opts in", tab, opt_in}, {"goes back to anonymized", tab, anonymize},                     \
        {"signs out", tab, sign_out}, {"signs in as u", tab, sign_in_u},                           \
        {"signs in as v", tab, sign_in_v}, {"sees the storage", tab, hear}, {                      \
        "hears a message", tab, hear_message                                                       \
    }

static const move moves[] = {MOVES_OF(0), MOVES_OF(1)};

enum { MOVES = sizeof(moves) / sizeof(moves[0]) };

/* ---- Every interleaving ---- */

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
    (void)printf("FAILED: %s, after:", broken);
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

static void begin(world *now, bool gpc) {
    world_make(now, PLAN);
    for (int tab = 0; tab < TABS; tab++) {
        sign_in(now, tab, 1);
        configure(now, tab, gpc ? "{\"gpc\":true}" : "{}");
    }
    now->truth.choice = CHOSE_ANONYMIZED;
    now->truth.gpc = gpc;
}

int main(int argc, char **argv) {
    exploration *run = calloc(1, sizeof(*run));
    const char *how = argc > 2 ? argv[2] : "";
    run->depth = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 8;
    run->all = strcmp(how, "all") == 0;
    if (run->depth < 1 || run->depth > DEEPEST) {
        (void)fprintf(stderr, "usage: sa_withdrawal [DEPTH, at most %d [all|gpc]]\n", DEEPEST);
        return 2;
    }
    run->table_size = (size_t)1 << (run->depth <= 8 ? 19 : 22);
    run->table = calloc(run->table_size, sizeof(*run->table));
    begin(&run->now, strcmp(how, "gpc") == 0);
    explore(run, 0, find_state(run));
    double interleavings = 1;
    for (int i = 0; i < run->depth; i++) {
        interleavings *= MOVES;
    }
    (void)printf("%.0f interleavings of %d moves to depth %d: %zu states, %lu moves made\n",
                 interleavings, (int)MOVES, run->depth, run->states, seen.made);
    (void)printf("batches: %lu anonymized, %lu identified, %lu held back; %lu late answers\n",
                 seen.left_anonymized, seen.left_identified, seen.held_back, seen.late_answers);
    world_free(&run->now);
    free(run->table);
    free(run);
    return broken == NULL ? 0 : 1;
}
