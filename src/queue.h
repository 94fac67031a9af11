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

typedef struct sa_queue_entry {
    uint32_t size; /* of the event's text */
    uint8_t batch; /* in flight under this number; 0: waiting */
    uint8_t slot;  /* of the anonymous id */
    bool identified;
    bool reserved;
} sa_queue_entry;

typedef struct sa_queue {
    size_t used;
    uint32_t waiting; /* events not in flight */
    uint32_t batch_limit;
    uint32_t failures;  /* in a row */
    double since_ms;    /* when the oldest waiting event came */
    double retry_at_ms; /* nothing leaves before */
    char bytes[SA_QUEUE_SIZE];
} sa_queue;

void sa_queue_clear(sa_queue *queue);

/* Adds an event, evicting the oldest ones that are not in flight. Returns how many were evicted, or
 * below zero the reason why this one was not taken. */
int sa_queue_add(sa_queue *queue, sa_str event, uint8_t slot, bool identified, double now_ms);

/* The first waiting entry, whose mode and slot decide which others go along; NULL when there is
 * none. */
const sa_queue_entry *sa_queue_first(const sa_queue *queue);

/* Appends the events that may share a batch with `first` to `writer`, separated by commas, up to
 * `limit` bytes in all, and marks them as in flight. Returns how many. */
uint32_t sa_queue_take(sa_queue *queue, const sa_queue_entry *first, uint8_t batch, size_t limit,
                       sa_writer *writer);

/* How many events are in flight under `batch`. */
uint32_t sa_queue_size_of(const sa_queue *queue, uint8_t batch);

/* Drops the batch's events and returns how many they were. */
uint32_t sa_queue_drop(sa_queue *queue, uint8_t batch);

/* Makes the batch's events wait again and returns how many they were. */
uint32_t sa_queue_return(sa_queue *queue, uint8_t batch);

uint32_t sa_queue_purge(sa_queue *queue);            /* all */
uint32_t sa_queue_purge_identified(sa_queue *queue); /* those of identified mode */
uint32_t sa_queue_purge_slot(sa_queue *queue, uint8_t slot);

#endif
