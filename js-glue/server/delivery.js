import { backoffMs } from './backoff.js';
import { sendBatch } from './batch-request.js';
import { createPause } from './pause.js';

/** @typedef {ReturnType<typeof createDelivery>} Delivery */
/** @typedef {'delivered' | 'split' | 'rejected' | 'exhausted' | 'stopped'} Outcome */

/**
 * @typedef {object} Destination
 * @property {import('./receivers.js').Receiver} receiver
 * @property {typeof globalThis.fetch} fetch
 * @property {() => number} now
 * @property {import('./types.js').Limits} limits
 * @property {import('./counters.js').Counters} counters
 * @property {(code: string, count: number, status?: number) => void} report
 */

/** Answers that concern the moment, not the batch; 0 is no answer. */
const PASSING_STATUSES = new Set([0, 408, 429]);

/** Answers that one event can bring upon its whole batch. */
const DIVISIBLE_STATUSES = new Set([400, 413]);

/**
 * What an answer means for a batch. A redirect is final too: it would carry events to a host that
 * nobody named.
 *
 * @param {number} status
 * @param {number} size Events in the batch.
 * @param {boolean} isLastAttempt
 * @returns {Outcome | 'retry'}
 */
export function judge(status, size, isLastAttempt) {
  if (status >= 200 && status < 300) return 'delivered';
  if (PASSING_STATUSES.has(status) || status >= 500) return isLastAttempt ? 'exhausted' : 'retry';
  return DIVISIBLE_STATUSES.has(status) && size > 1 ? 'split' : 'rejected';
}

/**
 * Sends one batch as often as it takes.
 *
 * @param {Destination} destination
 */
export function createDelivery({ receiver, fetch, now, limits, counters, report }) {
  const pause = createPause();
  /** @type {AbortController | null} */
  let inFlight = null;
  let deadlineAt = Infinity;
  let stopped = false;

  /** @param {string[]} lines */
  async function tryOnce(lines) {
    const controller = new AbortController();
    inFlight = controller;
    const timer = setTimeout(() => controller.abort(), limits.requestTimeoutMs);
    const { gzipFromBytes } = limits;
    const { signal } = controller;
    const answer = await sendBatch({
      fetch,
      receiver,
      lines,
      nowMs: now(),
      gzipFromBytes,
      signal,
    });
    clearTimeout(timer);
    return answer;
  }

  /** Gives up at once: a try in flight is cut off. */
  function stop() {
    stopped = true;
    inFlight?.abort();
    pause.cancel();
  }

  return {
    /**
     * @param {string[]} lines
     * @returns {Promise<Outcome>}
     */
    async send(lines) {
      for (let attempt = 1; !stopped; attempt += 1) {
        const { status, retryAfterMs } = await tryOnce(lines);
        if (stopped && status === 0) break;
        const outcome = judge(status, lines.length, attempt >= limits.attempts);
        if (outcome === 'delivered' || outcome === 'split') return outcome;
        report(`delivery_${outcome}`, lines.length, status);
        if (outcome !== 'retry') return outcome;
        counters.add('retried', lines.length);
        const hintMs = Math.min(retryAfterMs, limits.retryAfterMaxMs);
        const waitMs = Math.max(backoffMs(attempt, limits), hintMs);
        // Where the next try would come after the deadline, waiting for it is in vain.
        if (Date.now() + waitMs > deadlineAt) stop();
        else await pause.wait(waitMs);
      }
      return 'stopped';
    },
    /** @param {number} ms From now on there is only this much time. */
    setDeadline(ms) {
      deadlineAt = Date.now() + ms;
      if (pause.remainingMs() > ms) stop();
    },
    stop,
    isStopped: () => stopped,
  };
}
