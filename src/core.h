/* The parts of a core, for the files that work on it. */
#ifndef SA_CORE_H
#define SA_CORE_H

#include "analytics.h"
#include "arena.h"
#include "json.h"
#include "plan.h"
#include "queue.h"
#include "route.h"
#include "writer.h"

enum {
    SA_UUID_LENGTH = 36,
    SA_ID_LENGTH = 41,     /* `anon_` and a UUID */
    SA_RANDOM_POOL = 1024, /* bytes fetched at once: a crossing for 64 uuids */
    SA_KEY_LENGTH = 128,   /* of a storage key */
};

/* All anonymous events in the queue are under this id: without it they go, too. */
typedef struct sa_identity {
    char id[SA_ID_LENGTH];
    bool known;
    bool kept;  /* it was in storage; else it lives in memory, for this page */
    double day; /* since 1970, on which it was made */
} sa_identity;

/* What is used often comes first: in WebAssembly a small offset is a short one. */
struct sa_core {
#ifndef SA_ONLY_HOST
    sa_host host;
#endif
    sa_arena arena;
    bool open;
    bool enabled;
    bool gpc;
    bool signed_in;
    uint8_t settings; /* what the person chose, normalised: bits of mode.c */
    bool unstored;    /* storage refused the settings: they live here, for this page */
    uint8_t state;    /* enum state of mode.c */
    uint32_t choice;  /* hash of the stored choice as last read or written; 0: there was none */
    uint32_t user;    /* hash of the user, in memory only */
    uint32_t user_check;
    sa_writer answer;    /* on `output` */
    sa_writer key;       /* of the storage, on `key_text` */
    double last_time_ms; /* of an anonymous event */
    const sa_member *viewport;
    sa_identity identity;
    char key_text[SA_KEY_LENGTH];
    uint32_t counts[SA_REASON_COUNT];
    size_t random_left;
    uint8_t random_pool[SA_RANDOM_POOL];
    sa_page page;
    sa_plan plan;
    sa_queue queue;
    char input[SA_INPUT_SIZE + 1]; /* one more for the parser */
    char output[SA_OUTPUT_SIZE];
};

/* The host port: a core's own; or, where a program has but one host, the constant `sa_only_host`,
 * so that each call of it is a direct one. */
#ifdef SA_ONLY_HOST
extern const sa_host sa_only_host;
#define SA_HOST(core) ((void)(core), &sa_only_host)
#else
#define SA_HOST(core) (&(core)->host)
#endif

/* Counts `reason` and returns it negative. */
int sa_core_fail(sa_core *core, int reason);

/* Drops what is queued and in flight, and counts it. */
void sa_core_purge(sa_core *core);

/* Counts `count` things that went for `reason`. */
void sa_core_add(sa_core *core, int reason, uint32_t count);

double sa_core_now(const sa_core *core);

/* Takes `len` (at most SA_RANDOM_POOL) random bytes; each is used once. */
void sa_core_random(sa_core *core, void *bytes, size_t len);

/* Writes a random UUID of version 4. */
void sa_core_uuid(sa_core *core, char text[SA_UUID_LENGTH]);

/* Whether `text` is a UUID of version 4 in lower case. */
bool sa_is_uuid(sa_str text);

/* Forgets the plan and all that was done with it. */
void sa_core_close(sa_core *core);

/* The plan is there if `result` is 0. Returns `result`. */
int sa_core_opened(sa_core *core, int result);

/* Whether a call may read `len` bytes of the input: 0, or a negative reason. */
int sa_core_check(const sa_core *core, size_t len);

/* Parses `len` bytes of the input; a core that is not open takes none. `*tree` lives as long as the
 * call. */
int sa_core_parse(sa_core *core, size_t len, const sa_json **tree);

/* Ends a call: wipes `len` bytes of the input and what the arena lent out, and counts what is below
 * zero as a reason. Returns `result`. */
int sa_core_end(sa_core *core, size_t len, int result);

/* Begins the answer to a call: an object in the output. Then ends it and returns its length, or
 * -SA_MEMORY. */
sa_writer *sa_core_begin(sa_core *core);
int sa_core_finish(sa_core *core);

/* The storage under `<plan>:analytics-<what>:v1`; as the functions of the host port. A NULL value
 * removes what is stored. */
int sa_core_load(sa_core *core, const char *what, char *value, size_t capacity);
bool sa_core_store(sa_core *core, const char *what, const sa_writer *value);

#endif
