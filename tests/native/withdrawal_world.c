#include "withdrawal_world.h"

#include <stdio.h>
#include <stdlib.h>

#include "identity.h"

/* What the model itself takes for granted. */
static void must(bool good, const char *what) {
    if (!good) {
        (void)fprintf(stderr, "the model is too small: %s\n", what);
        exit(2);
    }
}

/* Fresh in every branch: an id or salt that came twice would look like one that came back. */
static void random_bytes(void *context, void *bytes, size_t len) {
    static uint64_t state = 1;
    unsigned char *at = bytes;
    (void)context;
    for (size_t i = 0; i < len; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        at[i] = (unsigned char)(state >> 56);
    }
}

void world_make(world *now, const char *plan) {
    sa_host host = fake_host_port(&now->host);
    memset(now, 0, sizeof(*now));
    now->host.now_ms = FAKE_NOW;
    host.random_bytes = random_bytes;
    for (int tab = 0; tab < TABS; tab++) {
        now->tabs[tab] = sa_core_init(malloc(SA_CORE_SIZE), SA_CORE_SIZE, &host);
        size_t len = put_input(now->tabs[tab], plan, strlen(plan));
        must(sa_core_open(now->tabs[tab], len) > 0, "a plan that opens");
    }
}

const char *world_user(int user) {
    static const char *const names[USERS + 1] = {"", "u", "v"};
    return names[user];
}

void world_free(world *now) {
    for (int tab = 0; tab < TABS; tab++) {
        free(now->tabs[tab]);
    }
}

void world_save(const world *now, saved_world *saved) {
    for (int tab = 0; tab < TABS; tab++) {
        must(now->tabs[tab]->queue.used <= QUEUE_BYTES, "QUEUE_BYTES");
        memcpy(saved->tabs[tab], now->tabs[tab], sizeof(saved->tabs[tab]));
    }
    memcpy(saved->rows, now->host.rows, sizeof(saved->rows));
    saved->truth = now->truth;
}

void world_restore(world *now, const saved_world *saved) {
    for (int tab = 0; tab < TABS; tab++) {
        memcpy((void *)now->tabs[tab], saved->tabs[tab], sizeof(saved->tabs[tab]));
    }
    memcpy(now->host.rows, saved->rows, sizeof(saved->rows));
    now->truth = saved->truth;
}

const char *world_stored(const world *now, const char *what) {
    for (int i = 0; i < FAKE_ROWS; i++) {
        if (strstr(now->host.rows[i].key, what) != NULL) {
            return now->host.rows[i].value;
        }
    }
    return NULL;
}

known_id *world_id(world *now, const char id[SA_ID_LENGTH]) {
    truth *known = &now->truth;
    for (int i = 0; i < known->id_count; i++) {
        if (memcmp(known->ids[i].id, id, SA_ID_LENGTH) == 0) {
            return &known->ids[i];
        }
    }
    must(known->id_count < MOST_IDS, "MOST_IDS");
    known_id *added = &known->ids[known->id_count++];
    memcpy(added->id, id, SA_ID_LENGTH);
    added->epoch = known->epoch;
    added->user = 0;
    return added;
}

/* ---- The key ---- */

typedef struct key_writer {
    uint8_t *bytes;
    size_t len;
} key_writer;

static void put(key_writer *key, int value) {
    must(key->len < KEY_LENGTH && value >= 0 && value < 256, "KEY_LENGTH");
    key->bytes[key->len++] = (uint8_t)value;
}

/* Several answers to yes or no as one byte. */
static void put_flags(key_writer *key, const bool *flags, size_t count) {
    int bits = 0;
    for (size_t i = 0; i < count; i++) {
        bits |= flags[i] << i;
    }
    put(key, bits);
}

#define PUT_FLAGS(key, ...)                                                                        \
    put_flags((key), (const bool[]){__VA_ARGS__}, sizeof((const bool[]){__VA_ARGS__}))

/* An id but for its digits: whether it is of this epoch, and whose it was. */
static void put_id(key_writer *key, world *now, const char *id) {
    const known_id *known = id == NULL || *id == 0 ? NULL : world_id(now, id);
    put(key, known == NULL ? 0 : known->user + 1);
    PUT_FLAGS(key, known != NULL && known->epoch == now->truth.epoch);
}

/* To whom eight digits are tied by their salt: 0 for nobody. */
static int owner_of(sa_str salt, const char *owner) {
    static sa_core asked;
    for (int user = 0; user <= USERS; user++) {
        const char *name = world_user(user);
        asked.signed_in = user > 0;
        asked.user = sa_bytes_hash(name, strlen(name), SA_HASH_SEED);
        asked.user_check = sa_bytes_hash(name, strlen(name), ~SA_HASH_SEED);
        if (sa_identity_is_owner(&asked, salt, owner)) {
            return user;
        }
    }
    must(false, "USERS");
    return 0;
}

/* The choice but for its salt, and the id but for its digits. */
static void put_storage(key_writer *key, world *now) {
    const char *choice = world_stored(now, "consent");
    const char *id = world_stored(now, "anonymous-id");
    if (choice != NULL) {
        const char *tag = strstr(choice, "\"owner\":\"") + 9;
        put(key, owner_of((sa_str){tag, SALT_LENGTH}, tag + SALT_LENGTH));
    }
    PUT_FLAGS(key, choice != NULL,
              choice != NULL && strstr(choice, "\"shareUsageData\":true") != NULL,
              choice != NULL && strstr(choice, "\"anonymizeUsageData\":true") != NULL, id != NULL);
    put_id(key, now, id);
    if (id != NULL) {
        put(key, owner_of((sa_str){id, SA_ID_LENGTH}, id + strlen(id) - SA_OWNER_LENGTH));
    }
}

static void put_queue(key_writer *key, const world *now, const sa_queue *queue) {
    put(key, (int)queue->batch_limit);
    put(key, (int)queue->failures);
    PUT_FLAGS(key, queue->retry_at_ms > 0, queue->unanswered[1], queue->unanswered[2]);
    for (size_t at = 0; at < queue->used;) {
        const sa_queue_entry *entry = (const void *)(queue->bytes + at);
        const char *text = (const char *)(entry + 1);
        int epoch = (int)strtol(strstr(text, "\"n\":") + 4, NULL, 10);
        PUT_FLAGS(key, entry->batch == 1, entry->batch == 2, entry->identified != 0,
                  epoch == now->truth.epoch, true);
        at += (sizeof(*entry) + entry->size + 3) & ~(size_t)3;
    }
    put(key, 0);
}

/* A remembered choice is the stored one, none, or one that will never be stored again. */
static void put_tab(key_writer *key, world *now, const sa_core *core) {
    const char *choice = world_stored(now, "consent");
    const char *stored = world_stored(now, "anonymous-id");
    const sa_identity *identity = &core->identity;
    uint32_t mark = choice == NULL ? 0 : sa_str_hash(sa_str_from(choice), SA_HASH_SEED);
    put(key, core->settings);
    put(key, core->state);
    PUT_FLAGS(key, core->signed_in, core->unstored, core->gpc, core->choice == mark,
              core->choice == 0);
    PUT_FLAGS(key, identity->known, identity->kept,
              stored != NULL && memcmp(stored, identity->id, SA_ID_LENGTH) == 0);
    put_id(key, now, identity->id);
    put_queue(key, now, &core->queue);
}

size_t world_key(world *now, uint8_t bytes[KEY_LENGTH]) {
    key_writer key = {bytes, 0};
    const truth *known = &now->truth;
    put(&key, (int)known->choice);
    put_storage(&key, now);
    for (int tab = 0; tab < TABS; tab++) {
        put(&key, known->user[tab]);
        put_tab(&key, now, now->tabs[tab]);
    }
    for (int i = 0; i < known->flight_count; i++) {
        const flight *on_way = &known->flights[i];
        PUT_FLAGS(&key, on_way->tab == 1, on_way->batch == 1, on_way->epoch == known->epoch, true);
    }
    return key.len;
}
