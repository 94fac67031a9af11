/* The world of withdrawal.c: two tabs that share one storage, and what is true of the person. It
 * can be saved, put back, and told from others by a key. */
#ifndef SA_TEST_WITHDRAWAL_WORLD_H
#define SA_TEST_WITHDRAWAL_WORLD_H

#include "core.h"
#include "support.h"

enum {
    TABS = 2,
    USERS = 2,
    SALT_LENGTH = 8,  /* of a stored choice */
    MOST_FLIGHTS = 4, /* two a tab */
    MOST_IDS = 32,
    QUEUE_BYTES = 4096, /* more than events of the deepest run fill */
    KEY_LENGTH = 128,
};

enum choice { CHOSE_OFF, CHOSE_ANONYMIZED, CHOSE_IDENTIFIED };

/* A request without an answer. */
typedef struct flight {
    int tab;
    int batch;
    int epoch;
} flight;

/* An anonymous id that was seen in a core or in the storage. */
typedef struct known_id {
    char id[SA_ID_LENGTH];
    int epoch; /* in which it was seen first */
    int user;  /* under whom it left; 0: it did not, or under nobody */
} known_id;

/* What is true whatever the tabs have heard of it. */
typedef struct truth {
    int epoch;
    enum choice choice;
    bool gpc;       /* nobody is identified, whatever they choose */
    int chooser;    /* the user who chose to be identified */
    int user[TABS]; /* 0: nobody */
    int flight_count;
    flight flights[MOST_FLIGHTS];
    int id_count;
    known_id ids[MOST_IDS];
} truth;

typedef struct world {
    fake_host host;
    sa_core *tabs[TABS];
    truth truth;
} world;

/* As much of a world as moves change: of a core all but plan, arena and buffers. */
typedef struct saved_world {
    char tabs[TABS][offsetof(sa_core, queue) + sizeof(sa_queue) - SA_QUEUE_SIZE + QUEUE_BYTES];
    char rows[2][2 * FAKE_VALUE];
    truth truth;
} saved_world;

void world_make(world *now, const char *plan);
void world_free(world *now);
void world_save(const world *now, saved_world *saved);
void world_restore(world *now, const saved_world *saved);

/* The name of a user, from 1; empty for nobody. */
const char *world_user(int user);

/* The value that is stored under a key with `what` in it; NULL when there is none. */
const char *world_stored(const world *now, const char *what);

/* What is known of an id; notes those that are new. */
known_id *world_id(world *now, const char id[SA_ID_LENGTH]);

/* Writes what decides how a world can go on, and returns its length. */
size_t world_key(world *now, uint8_t key[KEY_LENGTH]);

#endif
