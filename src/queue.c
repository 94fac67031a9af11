#include "queue.h"

#include "reasons.h"

void sa_queue_recover(sa_queue *queue) {
    queue->batch_limit = SA_BATCH_LIMIT;
    queue->failures = 0;
    queue->retry_at_ms = 0;
}

uint32_t sa_queue_clear(sa_queue *queue) {
    sa_queue_recover(queue);
    return sa_queue_remove(queue, SA_QUEUE_ANY, UINT32_MAX);
}

/* Entries are headers and texts one after the other, each header aligned. */
static sa_queue_entry *entry_at(const sa_queue *queue, size_t at) {
    return (sa_queue_entry *)(uintptr_t)(queue->bytes + at);
}

static size_t entry_size(size_t text_size) {
    size_t mask = _Alignof(sa_queue_entry) - 1;
    return (sizeof(sa_queue_entry) + text_size + mask) & ~mask;
}

/* What is removed is wiped. */
uint32_t sa_queue_remove(sa_queue *queue, int batch, uint32_t most) {
    size_t to = 0;
    uint32_t removed = 0;
    for (size_t at = 0; at < queue->used;) {
        const sa_queue_entry *entry = entry_at(queue, at);
        size_t size = entry_size(entry->size);
        if (removed < most && (batch == SA_QUEUE_ANY || entry->batch == batch)) {
            queue->waiting -= entry->batch == 0;
            removed++;
        } else {
            memmove(queue->bytes + to, entry, size);
            to += size;
        }
        at += size;
    }
    memset(queue->bytes + to, 0, queue->used - to);
    queue->used = to;
    return removed;
}

/* Bytes that cannot be evicted. */
static size_t in_flight(const sa_queue *queue) {
    size_t bytes = 0;
    for (size_t at = 0; at < queue->used;) {
        const sa_queue_entry *entry = entry_at(queue, at);
        at += entry_size(entry->size);
        bytes += entry->batch == 0 ? 0 : entry_size(entry->size);
    }
    return bytes;
}

int sa_queue_add(sa_queue *queue, const sa_writer *event, bool identified, double now_ms) {
    size_t size = entry_size(event->len);
    int evicted = 0;
    if (size > SA_QUEUE_SIZE / 2) { /* two events fit, whatever they are */
        return -SA_TOO_LARGE;
    }
    if (SA_QUEUE_SIZE - in_flight(queue) < size) { /* nothing is evicted in vain */
        return -SA_QUEUE_FULL;
    }
    for (; SA_QUEUE_SIZE - queue->used < size; evicted++) {
        (void)sa_queue_remove(queue, 0, 1);
    }
    sa_queue_entry *entry = entry_at(queue, queue->used);
    *entry = (sa_queue_entry){(uint32_t)event->len, 0, identified};
    memcpy(entry + 1, event->ptr, event->len);
    queue->used += size;
    if (queue->waiting++ == 0) {
        queue->since_ms = now_ms;
    }
    return evicted;
}

const sa_queue_entry *sa_queue_first(const sa_queue *queue) {
    for (size_t at = 0; at < queue->used; at += entry_size(entry_at(queue, at)->size)) {
        if (entry_at(queue, at)->batch == 0) {
            return entry_at(queue, at);
        }
    }
    return NULL;
}

void sa_queue_take(sa_queue *queue, int batch, sa_writer *writer) {
    uint32_t taken = 0;
    int mode = SA_QUEUE_ANY;
    for (size_t at = 0; at < queue->used && taken < queue->batch_limit;) {
        sa_queue_entry *entry = entry_at(queue, at);
        at += entry_size(entry->size);
        if (entry->batch != 0 || (taken > 0 && entry->identified != mode)) {
            continue;
        }
        if (taken > 0 && writer->len + 1 + entry->size > SA_QUEUE_SIZE) {
            break;
        }
        mode = entry->identified;
        sa_write_comma(writer);
        sa_write_bytes(writer, (const char *)(entry + 1), entry->size);
        entry->batch = (uint16_t)batch;
        taken++;
    }
    queue->waiting -= taken;
}

uint32_t sa_queue_move(sa_queue *queue, int from, int to) {
    uint32_t count = 0;
    for (size_t at = 0; at < queue->used; at += entry_size(entry_at(queue, at)->size)) {
        sa_queue_entry *entry = entry_at(queue, at);
        if (entry->batch == from) {
            entry->batch = (uint16_t)to;
            count++;
        }
    }
    queue->waiting += to == 0 ? count : 0;
    return count;
}
