/* second-analytics, the core: decides what may leave. Portable C11, no I/O, no clock, no
 * state shared between cores or threads; everything outside is the host port below. This header is
 * the manual.
 *
 *     static char memory[SA_CORE_SIZE];
 *     sa_core *core = sa_core_init(memory, sizeof(memory), &host);
 *     memcpy(sa_core_input(core), plan, plan_len);
 *     sa_core_open(core, plan_len);
 *     ... sa_core_configure, then sa_core_capture for each event,
 *     ... sa_core_batch when sa_core_due says so, sa_core_acknowledge with the answer.
 *
 * Bytes in, bytes out. A call reads its JSON from sa_core_input and leaves its result in
 * sa_core_output, where it is valid until the next call. Calls return the length of that result, or
 * another number where it says so; below zero, a negative reason of reasons.def. The input is wiped
 * before a call returns. Every reason is counted (sa_core_count).
 *
 * One core is used by one thread at a time; cores are independent of each other.
 *
 * Withdrawal is final. An epoch ends when a person chooses to be off or goes back from identified
 * to anonymized, when somebody signs out or somebody else in, when Global Privacy Control appears,
 * and when all is erased. When the call that ends it returns, what was captured until then is
 * wiped, in flight or not, with the retry state and the anonymous id, here and in storage; an
 * answer that is still to come changes nothing. Cores that share one storage, as tabs do, need not
 * be told: each explicit choice is stored under a salt of its own, and before anything leaves,
 * sa_core_batch compares choice and id with what this core read or wrote last. Where they differ,
 * nothing of before leaves this core either. */
#ifndef SA_ANALYTICS_H
#define SA_ANALYTICS_H

#include "reasons.h"
#include "str.h"

enum {
    SA_ABI_VERSION = 1,
    SA_INPUT_SIZE = 262144,  /* bytes; the endpoint's largest body */
    SA_OUTPUT_SIZE = 524288, /* bytes; a batch with what the server adds */
    SA_CORE_SIZE = 3 << 20,  /* bytes that sa_core_init asks for */
};

/* The host port. No function may call the core back. */
typedef struct sa_host {
    void *context; /* handed to each function */
    /* Copies the stored value into `value`; returns its length, or any above `capacity` when it is
     * longer (what was copied then counts for nothing), or below zero when there is none or storage
     * fails. */
    int (*storage_get)(void *context, sa_str key, char *value, size_t capacity);
    /* Returns 0, or below zero when storage fails or is full. */
    int (*storage_set)(void *context, sa_str key, sa_str value);
    void (*storage_remove)(void *context, sa_str key);
    /* Fills `bytes` from a cryptographic source. */
    void (*random_bytes)(void *context, void *bytes, size_t len);
    /* Milliseconds since 1970, UTC. */
    double (*now_ms)(void *context);
    /* Told of each reason as it is counted, but for removed properties. Numbers only, so that a log
     * line cannot carry a value. */
    void (*log)(void *context, int reason);
} sa_host;

typedef struct sa_core sa_core;

enum sa_mode { SA_MODE_OFF, SA_MODE_ANONYMIZED, SA_MODE_IDENTIFIED };

/* What the host has to do after a change of mode, in the order of the bits. The core has already
 * done its own part. */
enum sa_effect {
    SA_EFFECT_STOP_RECORDING = 1, /* stop and discard */
    SA_EFFECT_PURGED = 2,         /* the epoch ended: abort the requests, drop their bodies */
    SA_EFFECT_FORGOT_ID = 4,      /* the anonymous id is gone, here and in storage */
    SA_EFFECT_IDENTIFY = 8,       /* post to the identify route */
    SA_EFFECT_START_RECORDING = 16,
};

/* What a call that may change the mode returns, in one number: the person's settings as they count
 * now, and what follows from them. */
enum sa_state {
    SA_STATE_SHARE = 1,
    SA_STATE_ANONYMIZE = 2,
    SA_STATE_RECORD = 4,
    SA_STATE_DISMISSED = 8,
    SA_STATE_RECORDING = 16, /* the screen may be recorded */
    SA_STATE_MODE = 32,      /* times enum sa_mode */
    SA_STATE_EFFECTS = 256,  /* times bits of enum sa_effect */
};

/* Makes a core in `memory` of at least SA_CORE_SIZE bytes, aligned to 8; NULL when it is smaller.
 * `host` is copied. */
sa_core *sa_core_init(void *memory, size_t size, const sa_host *host);

/* The input buffer, SA_INPUT_SIZE bytes. */
char *sa_core_input(sa_core *core);
const char *sa_core_output(const sa_core *core);

/* Compiles a tracking plan (design: "The tracking plan"). Result
 * `{"name","version","fingerprint"}`. A plan with faults leaves the core closed, and in the output,
 * ended by a NUL, `{"reason","offset","faults":[{"pointer","name","rule"}],"more"}`: the first
 * reason; of what is no JSON the byte at which it stops being so; each fault with a JSON pointer,
 * the name that stands there, if any, and the rule; how many more there are. Opening again replaces
 * the plan and empties the queue. */
int sa_core_open(sa_core *core, size_t len);

/* The opened plan as an image, a text that opens without being compiled. */
int sa_core_image(sa_core *core);

/* Opens an image alone, for builds that leave the compiler out. Returns 0; sa_core_open takes
 * images too. */
int sa_core_open_image(sa_core *core, size_t len);

/* Takes `{"enabled","gpc","settings","reload","erase"}`, each optional. Returns enum sa_state.
 * enabled: the operator's switch (default true).
 * gpc: Global Privacy Control.
 * settings: the person's choice (S2, S3, S36-S42), normalised, and stored unless it is stored
 *   already; the default leaves no trace where nothing is stored. Left out, what is stored counts.
 * reload: another tab changed the storage. With settings, it told of a withdrawal: the epoch ends
 *   here as well, whatever the storage says, and nothing less private than these settings counts
 *   until the storage changes; they are not stored.
 * erase: choice and id are forgotten, here and in storage, as before the first use.
 * Unknown and malformed values mean the more private mode. */
int sa_core_configure(sa_core *core, size_t len);

/* The input is any text that is the same for the same user and differs between users; only a salted
 * hash of it is ever stored. A user who differs from the one before has a fresh anonymous id and
 * the default settings (S52, S60), unless somebody's refusal is stored. Returns enum sa_state. */
int sa_core_sign_in(sa_core *core, size_t len);

/* Forgets user, anonymous id, all events, and the settings (S52, S59); a refusal stands until
 * somebody chooses. Returns enum sa_state. */
int sa_core_sign_out(sa_core *core);

/* All that is stored: an object of storage keys and their texts. */
int sa_core_export(sa_core *core);

/* Takes `{"event","properties"}`, reduces it by the plan and the mode, and queues it. Returns 1
 * when a batch is due at once, else 0. */
int sa_core_capture(sa_core *core, size_t len);

/* Takes a path (`location.pathname`) and the viewport's width in CSS pixels (below 0: unknown), and
 * keeps what it says of the page for the events to come (S17-S20). Result
 * `{"surface",…,"route_shape"}`. */
int sa_core_route(sa_core *core, size_t len, int viewport_width);

/* Milliseconds until a batch should leave, 0 for now, -1 when nothing waits: what is in flight does
 * not. */
int sa_core_due(sa_core *core);

/* Writes the next batch body and marks its events as in flight under `batch`, 1-255. Returns its
 * length, 0 when nothing waits or the last batch of this number was not acknowledged; -SA_PURGED
 * when another tab ended the epoch: what waited is gone, and sa_core_configure with reload says
 * what follows. Events of two modes never share a batch. */
int sa_core_batch(sa_core *core, int batch);

/* What became of `batch`, once for each: the HTTP status (0: no answer) and Retry-After in ms (0:
 * none). Delivered events are dropped; 0, 408, 429 and 5xx are tried again with backoff and jitter;
 * 413 with half as many; other answers are final. Returns how many events it concerned. */
int sa_core_acknowledge(sa_core *core, int batch, int status, double retry_after_ms);

/* Verifies a request body at the endpoint. The input holds the context, then the body. Of the
 * context all is optional:
 * mode: the most that the session allows; anonymized unless it is "identified".
 * format: the form of the lines: "posthog", "collect" (analytics.v2, which knows no persons), else
 *   as on the wire.
 * distinctId, identity, tenants: who it is, in identified mode; PostHog is told nobody without id.
 * level: how much of it leaves: "id", "email" or "full", the standard; any other counts as "id".
 * withheld: a list of properties that nobody may say.
 * installation: members of every analytics.v2 event.
 * properties: of every event; they win over the caller's.
 * Result: a line with `{"mode","single","planMatches","accepted","dropped",…}`, then one line for
 * each event that may be forwarded. The body can ask for more privacy than mode allows, never for
 * less. */
int sa_core_verify(sa_core *core, size_t context_len, size_t body_len);

/* What would leave of an event in `mode`, without queueing it. Result
 * `{"event","dropped","removed":[{"path","reason"}]}`: names and reasons, never a value. */
int sa_core_explain(sa_core *core, size_t len, int mode);

/* How often `reason` was counted; stays at INT32_MAX. */
int sa_core_count(const sa_core *core, int reason);

#endif
