#include "queue.h"

#include "reasons.h"

void sa_queue_clear(sa_queue *queue) {
    queue->used = 0;
    queue->waiting = 0;
    queue->batch_limit = SA_BATCH_LIMIT;
    queue->failures = 0;
    queue->since_ms = 0;
    queue->retry_at_ms = 0;
}

/* Entries are headers and texts one after the other, each header aligned. */
static sa_queue_entry *entry_at(const sa_queue *queue, size_t at) {
    return (sa_queue_entry *)(uintptr_t)(queue->bytes + at);
}

static size_t entry_size(size_t text_size) {
    size_t mask = _Alignof(sa_queue_entry) - 1;
    return (sizeof(sa_queue_entry) + text_size + mask) & ~mask;
}

/* Which entries a removal means. */
typedef struct removal {
    int batch; /* -1: any, waiting or in flight */
    int slot;  /* -1: any */
    bool identified_only;
    uint32_t limit;
} removal;

static bool matches(const removal *what, const sa_queue_entry *entry) {
    return (what->batch < 0 || entry->batch == what->batch) &&
           (what->slot < 0 || (entry->slot == what->slot && !entry->identified)) &&
           (entry->identified || !what->identified_only);
}

/* Removes what matches, closing the gaps and wiping what was freed. Returns how many were removed.
 */
static uint32_t remove_matching(sa_queue *queue, removal what) {
    size_t to = 0;
    uint32_t removed = 0;
    for (size_t at = 0; at < queue->used;) {
        const sa_queue_entry *entry = entry_at(queue, at);
        size_t size = entry_size(entry->size);
        if (removed < what.limit && matches(&what, entry)) {
            queue->waiting -= entry->batch == 0;
            removed++;
        } else {
            memmove(queue->bytes + to, queue->bytes + at, size);
            to += size;
        }
        at += size;
    }
    memset(queue->bytes + to, 0, queue->used - to);
    queue->used = to;
    return removed;
}

int sa_queue_add(sa_queue *queue, sa_str event, uint8_t slot, bool identified, double now_ms) {
    size_t size = entry_size(event.len);
    int evicted = 0;
    if (size > SA_QUEUE_SIZE / 2) { /* two events fit, whatever they are */
        return -SA_TOO_LARGE;
    }
    while (SA_QUEUE_SIZE - queue->used < size) {
        if (remove_matching(queue, (removal){0, -1, false, 1}) == 0) {
            return -SA_QUEUE_FULL;
        }
        evicted++;
    }
    *entry_at(queue, queue->used) =
        (sa_queue_entry){(uint32_t)event.len, 0, slot, identified, false};
    memcpy(queue->bytes + queue->used + sizeof(sa_queue_entry), event.ptr, event.len);
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

uint32_t sa_queue_take(sa_queue *queue, const sa_queue_entry *first, uint8_t batch, size_t limit,
                       sa_writer *writer) {
    const sa_queue_entry like = *first;
    uint32_t taken = 0;
    for (size_t at = 0; at < queue->used && taken < queue->batch_limit;) {
        sa_queue_entry *entry = entry_at(queue, at);
        at += entry_size(entry->size);
        if (entry->batch != 0 || entry->identified != like.identified ||
            (!like.identified && entry->slot != like.slot)) {
            continue;
        }
        if (taken > 0 && writer->len + 1 + entry->size > limit) {
            break;
        }
        sa_write_comma(writer);
        sa_write(writer, (sa_str){(const char *)(entry + 1), entry->size});
        entry->batch = batch;
        taken++;
    }
    queue->waiting -= taken;
    return taken;
}

uint32_t sa_queue_size_of(const sa_queue *queue, uint8_t batch) {
    uint32_t count = 0;
    for (size_t at = 0; at < queue->used; at += entry_size(entry_at(queue, at)->size)) {
        count += entry_at(queue, at)->batch == batch;
    }
    return count;
}

uint32_t sa_queue_drop(sa_queue *queue, uint8_t batch) {
    return remove_matching(queue, (removal){batch, -1, false, UINT32_MAX});
}

uint32_t sa_queue_return(sa_queue *queue, uint8_t batch) {
    uint32_t count = 0;
    for (size_t at = 0; at < queue->used; at += entry_size(entry_at(queue, at)->size)) {
        if (entry_at(queue, at)->batch == batch) {
            entry_at(queue, at)->batch = 0;
            count++;
        }
    }
    queue->waiting += count;
    return count;
}

uint32_t sa_queue_purge(sa_queue *queue) {
    return remove_matching(queue, (removal){-1, -1, false, UINT32_MAX});
}

uint32_t sa_queue_purge_identified(sa_queue *queue) {
    return remove_matching(queue, (removal){-1, -1, true, UINT32_MAX});
}

uint32_t sa_queue_purge_slot(sa_queue *queue, uint8_t slot) {
    return remove_matching(queue, (removal){-1, slot, false, UINT32_MAX});
}
