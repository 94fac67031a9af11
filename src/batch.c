/* Batches: when one leaves, what it says, and what its answer means. */
#include "event.h"
#include "mode.h"

int sa_core_due(sa_core *core) {
    const sa_queue *queue = &core->queue;
    double now = sa_core_now(core);
    double at = queue->waiting >= SA_BATCH_EVENTS ? now : queue->since_ms + SA_BATCH_WAIT_MS;
    if (queue->waiting == 0) {
        return -1;
    }
    if (at > now + SA_BATCH_WAIT_MS) { /* the clock was set back */
        at = now + SA_BATCH_WAIT_MS;
    }
    if (at < queue->retry_at_ms) {
        at = queue->retry_at_ms < now + SA_RETRY_AFTER_LIMIT_MS ? queue->retry_at_ms
                                                                : now + SA_RETRY_AFTER_LIMIT_MS;
    }
    return at > now ? (int)(at - now) : 0;
}

static bool is_number(int batch) {
    return batch >= 1 && batch <= UINT8_MAX;
}

int sa_core_batch(sa_core *core, int batch) {
    const sa_queue_entry *first = sa_queue_first(&core->queue);
    if (first == NULL || !is_number(batch) || core->queue.unanswered[batch]) {
        return 0;
    }
    if (sa_mode_is_stale(core)) {
        sa_core_purge(core);
        return -SA_PURGED;
    }
    core->queue.unanswered[batch] = true;
    sa_writer *out = sa_core_begin(core);
    sa_write(out, SA_STR("\"schema\":1,\"plan\":"));
    sa_write_string(out, core->plan.fingerprint);
    if (!first->identified) {
        sa_write_member_bytes(out, "anonymousDistinctId", core->identity.id, SA_ID_LENGTH);
    }
    sa_write_count(out, "sentAt", sa_core_now(core));
    sa_write(out, SA_STR(",\"batch\":["));
    sa_queue_take(&core->queue, batch, out);
    sa_write_char(out, ']');
    return sa_core_end(core, 0, sa_core_finish(core));
}

/* Full jitter: anything up to a ceiling that doubles, but never before the server allows it. */
static double backoff(sa_core *core, double retry_after_ms) {
    uint32_t random = 0;
    uint32_t doublings = core->queue.failures < 16 ? core->queue.failures : 16;
    double ceiling = (double)((uint32_t)SA_BACKOFF_MS << doublings);
    sa_core_random(core, &random, sizeof(random));
    ceiling = ceiling < SA_BACKOFF_LIMIT_MS ? ceiling : SA_BACKOFF_LIMIT_MS;
    double delay = ceiling * ((double)random / 4294967296.0);
    double least =
        retry_after_ms > SA_RETRY_AFTER_LIMIT_MS ? SA_RETRY_AFTER_LIMIT_MS : retry_after_ms;
    return least > delay ? least : delay; /* least may be no number */
}

static bool may_retry(int status) {
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

int sa_core_acknowledge(sa_core *core, int batch, int status, double retry_after_ms) {
    sa_queue *queue = &core->queue;
    bool delivered = status >= 200 && status < 300;
    if (!is_number(batch) || !queue->unanswered[batch]) {
        return 0;
    }
    queue->unanswered[batch] = false;
    uint32_t count = sa_queue_move(queue, batch, batch);
    if (count == 0) { /* purged meanwhile: it says nothing */
        return 0;
    }
    if (may_retry(status)) {
        queue->retry_at_ms = sa_core_now(core) + backoff(core, retry_after_ms);
        queue->failures++;
    } else if (status == 413 && count > 1) { /* a single event will not shrink */
        queue->batch_limit = count / 2;
    } else {
        if (delivered) {
            sa_queue_recover(queue);
        }
        sa_core_add(core, SA_REJECTED, delivered ? 0 : count);
        return (int)sa_queue_remove(queue, batch, count);
    }
    return (int)sa_queue_move(queue, batch, 0);
}
