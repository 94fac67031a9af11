/* The queue: sanitised events until the endpoint has acknowledged them. Bounded in bytes, oldest
 * first out. */
#ifndef SA_QUEUE_H
#define SA_QUEUE_H

#include "writer.h"

enum {
    SA_QUEUE_SIZE = 49152,   /* under the browser's 64 KiB for all keepalive requests of a page */
    SA_BATCH_EVENTS = 20,    /* so many are sent at once without waiting */
    SA_BATCH_LIMIT = 100,    /* most events of one batch */
    SA_BATCH_WAIT_MS = 5000, /* the longest that an event waits for others */
    SA_BACKOFF_MS = 1000,    /* ceiling of the first delay; doubles */
    SA_BACKOFF_LIMIT_MS = 300000,
    SA_RETRY_AFTER_LIMIT_MS = 3600000,
};

enum { SA_QUEUE_ANY = -1 };

typedef struct sa_queue_entry {
    uint32_t size;       /* of the event's text */
    uint16_t batch;      /* in flight under this number; 0: waiting */
    uint16_t identified; /* whether it was captured in identified mode */
} sa_queue_entry;

typedef struct sa_queue {
    size_t used;
    uint32_t waiting; /* events not in flight */
    uint32_t batch_limit;
    uint32_t failures;              /* in a row */
    double since_ms;                /* when the oldest waiting event came */
    double retry_at_ms;             /* nothing leaves before */
    bool unanswered[UINT8_MAX + 1]; /* numbers of batches that have no answer yet */
    char bytes[SA_QUEUE_SIZE];
} sa_queue;

/* Wipes all events, in flight or not, and forgets failures. Which numbers have no answer yet is
 * kept. Returns how many events there were. */
uint32_t sa_queue_clear(sa_queue *queue);

/* The endpoint takes events: nothing has to wait, batches may be long again. */
void sa_queue_recover(sa_queue *queue);

/* Adds an event, evicting the oldest ones that are not in flight. Returns how many were evicted, or
 * below zero the reason why this one was not taken. */
int sa_queue_add(sa_queue *queue, const sa_writer *event, bool identified, double now_ms);

/* The first waiting entry, whose mode decides which others go along; NULL when there is none. */
const sa_queue_entry *sa_queue_first(const sa_queue *queue);

/* Appends the first waiting event and those of its mode to `writer`, separated by commas, as long
 * as it stays below SA_QUEUE_SIZE bytes, and marks them as in flight. */
void sa_queue_take(sa_queue *queue, int batch, sa_writer *writer);

/* Moves the events of one batch to another; 0 makes them wait again. Returns how many there are. */
uint32_t sa_queue_move(sa_queue *queue, int from, int to);

/* Removes up to `most` events in a batch or SA_QUEUE_ANY. Returns how many they were. */
uint32_t sa_queue_remove(sa_queue *queue, int batch, uint32_t most);

#endif
