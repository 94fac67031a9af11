/* What a person, two tabs and a network can do, and what must hold of it. */
#include "withdrawal_moves.h"

#include <stdio.h>
#include <stdlib.h>

#include "mode.h"

#define PLAN                                                                                       \
    "{\"format\":1,\"name\":\"p\",\"events\":{\"e\":{\"properties\":[{\"n\":{\"type\":\"count\","  \
    "\"max\":1000000}}]}}}"

struct seen seen;
const char *broken;

void require(bool good, const char *what) {
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

void check_world(world *now) {
    const char *id = world_stored(now, "anonymous-id");
    require(id == NULL || now->truth.choice != CHOSE_OFF, "no id is stored after an opt-out");
    require(id == NULL || !now->truth.gpc, "no id is stored under Global Privacy Control");
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
        if (found->tab == tab && found->batch == batch) {
            return found;
        }
    }
    return NULL;
}

/* The oldest request of a tab, or the newest; NULL when nothing is on its way. */
static flight *pick_flight(world *now, int tab, bool newest) {
    flight *picked = NULL;
    for (int i = 0; i < now->truth.flight_count && (picked == NULL || newest); i++) {
        picked = now->truth.flights[i].tab == tab ? &now->truth.flights[i] : picked;
    }
    return picked;
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

/* All but which numbers wait for an answer. */
static bool is_same_queue(const sa_queue *a, const sa_queue *b) {
    return a->used == b->used && a->waiting == b->waiting && a->batch_limit == b->batch_limit &&
           a->failures == b->failures && a->retry_at_ms == b->retry_at_ms &&
           memcmp(a->bytes, b->bytes, QUEUE_BYTES) == 0;
}

static void answer(world *now, int tab, flight *picked, int status) {
    static sa_queue before;
    sa_core *core = now->tabs[tab];
    if (picked == NULL) {
        return;
    }
    flight answered = *picked;
    flight *last = &now->truth.flights[--now->truth.flight_count];
    memmove(picked, picked + 1, (size_t)(last - picked) * sizeof(*picked));
    bool late = answered.epoch != now->truth.epoch && !sa_mode_is_stale(core);
    memcpy(&before, &core->queue, sizeof(before) - SA_QUEUE_SIZE + QUEUE_BYTES);
    (void)sa_core_acknowledge(core, answered.batch, status, 0);
    require(!late || is_same_queue(&before, &core->queue),
            "an answer of an epoch that ended changes nothing");
    seen.late_answers += late;
}

static void deliver(world *now, int tab) {
    answer(now, tab, pick_flight(now, tab, false), 200);
}

static void fail(world *now, int tab) {
    answer(now, tab, pick_flight(now, tab, true), tab == 0 ? 503 : 0);
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

/* Both tabs can do the same. */
#define MOVES_OF(tab)                                                                              \
    {"captures", tab, capture}, {"flushes", tab, flush}, {"is answered 200", tab, deliver},        \
        {"is answered 503 or not", tab, fail}, {"opts out", tab, opt_out},                         \
        {"opts in", tab, opt_in}, {"goes back to anonymized", tab, anonymize},                     \
        {"signs out", tab, sign_out}, {"signs in as u", tab, sign_in_u},                           \
        {"signs in as v", tab, sign_in_v}, {"sees the storage", tab, hear}, {                      \
        "hears a message", tab, hear_message                                                       \
    }

const move moves[] = {MOVES_OF(0), MOVES_OF(1)};

_Static_assert(sizeof(moves) / sizeof(moves[0]) == MOVES, "both tabs");

static bool holds(const char *memory, size_t size, const char *text, size_t len) {
    for (size_t at = 0; at + len <= size; at++) {
        if (memory[at] == text[0] && memcmp(memory + at, text, len) == 0) {
            return true;
        }
    }
    return false;
}

void begin(world *now, bool gpc) {
    world_make(now, PLAN);
    for (int tab = 0; tab < TABS; tab++) {
        sign_in(now, tab, 1);
        configure(now, tab, gpc ? "{\"gpc\":true}" : "{}");
    }
    now->truth.choice = CHOSE_ANONYMIZED;
    now->truth.gpc = gpc;
}

/* Of an event that was in flight nothing is left anywhere in the memory of its core. */
void check_wiped(void) {
    static world now;
    char uuid[SA_UUID_LENGTH];
    size_t at = 0;
    begin(&now, false);
    sa_core *core = now.tabs[0];
    capture(&now, 0);
    int len = sa_core_batch(core, 1);
    (void)next_number(sa_core_output(core), &at, (size_t)len, "\"uuid\":\"");
    memcpy(uuid, sa_core_output(core) + at, sizeof(uuid));
    require(holds((const char *)core, SA_CORE_SIZE, uuid, sizeof(uuid)), "a uuid in flight");
    opt_out(&now, 0);
    require(!holds((const char *)core, SA_CORE_SIZE, uuid, sizeof(uuid)),
            "nothing of before is left in memory");
    world_free(&now);
}
