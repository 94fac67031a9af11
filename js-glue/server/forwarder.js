import { createDelivery } from './delivery.js';
import { LONGEST_TIMER_MS } from './options.js';
import { createPause } from './pause.js';
import { createQueue } from './queue.js';
import { surrender } from './surrender.js';

/** @typedef {ReturnType<typeof createForwarder>} Forwarder */
/** @typedef {import('./queue.js').QueuedLine} QueuedLine */
/** @typedef {import('./queue.js').Queue} Queue */

/**
 * Delivers events to their receiver behind the back of the requests: one batch at a time, in order.
 *
 * - A batch leaves when it is full, or `flushMs` after its first event.
 * - No answer, 408, 429 and 5xx are tried again with backoff, not before `Retry-After`, at most
 *   `attempts` times.
 * - 400 and 413 are narrowed down by halves, so that one bad event never takes its batch along.
 * - Any other answer is final.
 *
 * @param {import('./delivery.js').Destination} destination
 * @param {import('./spool/types.js').Spool} spool
 * @param {import('./spool/types.js').StoredLine[]} left in the spool, by an earlier process: they go first
 */
export function createForwarder(destination, spool, left) {
  const { limits, counters } = destination;
  const queue = createQueue(limits, destination.now, spool, left);
  const delivery = createDelivery(destination);
  const route = { queue, delivery, counters };
  const flushTimer = createPause();
  /** @type {Promise<void> | null} */
  let draining = null;
  /** @type {Promise<{left: number}> | null} */
  let closing = null;
  let everything = false;

  function run() {
    flushTimer.cancel();
    if (!draining && !delivery.isStopped() && queue.waiting() > 0) draining = drain();
    return draining ?? Promise.resolve();
  }

  /** One batch, then whatever is due by now: full batches, or everything after a flush. */
  async function drain() {
    do await deliver(route, queue.take());
    while (!delivery.isStopped() && (everything ? queue.waiting() > 0 : queue.isBatchFull()));
    everything = false;
    draining = null;
    if (!delivery.isStopped() && queue.waiting() > 0) flushTimer.start(limits.flushMs, run);
  }

  function flush() {
    const drained = run();
    everything = draining !== null;
    return drained;
  }

  /** @param {number} deadlineMs */
  async function drainUntil(deadlineMs) {
    delivery.setDeadline(deadlineMs);
    const timer = setTimeout(delivery.stop, Math.min(deadlineMs, LONGEST_TIMER_MS));
    await flush();
    clearTimeout(timer);
    return { left: queue.depth().events };
  }

  if (left.length > 0) flushTimer.start(limits.flushMs, run);

  return {
    /**
     * @param {string} line One event as compact JSON.
     * @returns {boolean} false if the queue is full or closed
     */
    enqueue(line) {
      if (closing || !queue.push(line)) return false;
      counters.add('accepted');
      if (queue.isBatchFull()) void run();
      else if (!draining) flushTimer.start(limits.flushMs, run);
      return true;
    },
    /**
     * Delivers all that waits, now. Resolves when nothing waits any more, so a platform that
     * freezes a process after its response can be asked to wait (`waitUntil(handler.flush())`).
     *
     * @returns {Promise<void>}
     */
    flush,
    /**
     * Takes no more, delivers what waits, and gives up after the deadline. A second call is the
     * first one.
     *
     * @param {number} [deadlineMs]
     * @returns {Promise<{left: number}>} how many events were not delivered
     */
    close(deadlineMs = limits.closeMs) {
      closing = closing ?? drainUntil(deadlineMs);
      return closing;
    },
    /**
     * Takes no more, stops, and gives away what is held, also what is on its way: for the end of a process, which cannot wait.
     * Somebody else then sends the requests. After `close()` there are none: its deadline was the owner's word.
     *
     * @returns {ReturnType<typeof surrender>}
     */
    surrender() {
      const isGivenUp = delivery.isStopped();
      closing = closing ?? Promise.resolve({ left: 0 });
      delivery.stop();
      return isGivenUp ? { requests: [], settle() {} } : surrender(queue, destination);
    },
    /** Whether all that was enqueued until now is as safe as the spool can make it; see spool/types.js. */
    saved: spool.saved,
    /** Events and bytes that wait or are on their way. */
    depth: queue.depth,
    /** How long the oldest of them has been here, in ms. */
    lagMs: queue.lagMs,
  };
}

/**
 * Sends a batch, in halves where it has to be.
 *
 * @param {{queue: Queue, delivery: import('./delivery.js').Delivery, counters: import('./counters.js').Counters}} route
 * @param {QueuedLine[]} batch
 */
async function deliver(route, batch) {
  const { queue, delivery, counters } = route;
  const outcome = await delivery.send(batch.map(({ line }) => line));
  if (outcome === 'stopped') return;
  if (outcome === 'split') {
    const middle = batch.length >> 1;
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) await deliver(route, half);
    return;
  }
  if (outcome === 'delivered') counters.add('forwarded', batch.length);
  else counters.drop(outcome, batch.length);
  queue.settle(batch);
}
