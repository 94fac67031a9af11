/* Batches: when one leaves, what it says, and what its answer means. */
#include "core.h"
#include "json.h"
#include "time.h"

int sa_core_due(sa_core *core) {
    const sa_queue *queue = &core->queue;
    double now = sa_core_now(core);
    double at = queue->waiting >= SA_BATCH_EVENTS ? now : queue->since_ms + SA_BATCH_WAIT_MS;
    if (!core->open || queue->waiting == 0) {
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

int sa_core_batch(sa_core *core, int batch) {
    char now[SA_TIME_LENGTH];
    const sa_queue_entry *first = sa_queue_first(&core->queue);
    if (!core->open || first == NULL || batch < 1 || batch > UINT8_MAX) {
        return 0;
    }
    sa_writer out = sa_core_writer(core);
    sa_time_write(sa_core_now(core), now);
    SA_WRITE(&out, "{\"schema\":1,\"plan\":\"");
    sa_write(&out, (sa_str){core->plan.fingerprint, sizeof(core->plan.fingerprint)});
    if (!first->identified) {
        SA_WRITE(&out, "\",\"anonymousDistinctId\":\"");
        sa_write(&out, (sa_str){core->identities[first->slot].id, SA_ID_LENGTH});
    }
    SA_WRITE(&out, "\",\"sentAt\":\"");
    sa_write(&out, (sa_str){now, sizeof(now)});
    SA_WRITE(&out, "\",\"batch\":[");
    (void)sa_queue_take(&core->queue, first, (uint8_t)batch, SA_QUEUE_SIZE, &out);
    SA_WRITE(&out, "]}");
    return sa_core_result(core, &out);
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
        retry_after_ms < SA_RETRY_AFTER_LIMIT_MS ? retry_after_ms : SA_RETRY_AFTER_LIMIT_MS;
    return delay > least ? delay : least;
}

static bool may_retry(int status) {
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

int sa_core_acknowledge(sa_core *core, int batch, int status, double retry_after_ms) {
    sa_queue *queue = &core->queue;
    if (batch < 1 || batch > UINT8_MAX) {
        return 0;
    }
    if (status >= 200 && status < 300) {
        queue->failures = 0;
        queue->retry_at_ms = 0;
        queue->batch_limit = SA_BATCH_LIMIT;
        return (int)sa_queue_drop(queue, (uint8_t)batch);
    }
    if (may_retry(status)) {
        queue->retry_at_ms =
            sa_core_now(core) + backoff(core, retry_after_ms >= 0 ? retry_after_ms : 0);
        queue->failures++;
        return (int)sa_queue_return(queue, (uint8_t)batch);
    }
    if (status == 413) {
        uint32_t count = sa_queue_size_of(queue, (uint8_t)batch);
        if (count > 1) { /* a single event will not shrink */
            queue->batch_limit = count / 2;
            return (int)sa_queue_return(queue, (uint8_t)batch);
        }
    }
    uint32_t dropped = sa_queue_drop(queue, (uint8_t)batch);
    sa_core_add(core, SA_REJECTED, dropped);
    return (int)dropped;
}
