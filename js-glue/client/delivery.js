import { createTransport } from './transport.js';

/** @typedef {import('../core/core.js').LeanCore} LeanCore */

/**
 * Sends what the core has queued, when the core says so. Has no rules of its own.
 * @param {LeanCore} core
 * @param {string} url of the endpoint, with a slash at its end
 * @param {(sent: import('./types.js').Notices['sent']) => void} onSent
 * @param {() => void} look finds out whether the person withdrew in another tab, or in the browser
 */
export function createDelivery(core, url, onSent, look) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let closed = false;
  let transport = createTransport(url, look);
  /** @type {Set<number>} batches on their way that would not survive the page */
  const mortal = new Set();

  function schedule() {
    const due = core.due();
    clearTimeout(timer);
    timer = closed || due < 0 ? undefined : setTimeout(onTime, due);
  }

  /** Without waiting for the answer, others can come due: a request that hangs holds up only its own events. */
  function onTime() {
    void sendNext(false);
    schedule();
  }

  /**
   * @param {boolean} last
   * @returns {Promise<void> | null} null when nothing is queued
   */
  function sendNext(last) {
    if (core.due() < 0) return null;
    look();
    const batch = core.batch();
    if (!batch) return null;
    const { id, body, isAnonymized } = batch;
    if (!last) mortal.add(id);
    return transport.send('capture', body, last, isAnonymized).then(({ status, retryAfterMs }) => {
      mortal.delete(id);
      core.acknowledge(id, status, retryAfterMs);
      onSent({ body, status });
      schedule();
    });
  }

  /** Sends every batch at once. */
  function sendAll(last = false) {
    const sent = [];
    for (let next = sendNext(last); next; next = sendNext(last)) sent.push(next);
    schedule();
    return Promise.all(sent);
  }

  /** The page may be gone in a moment. What is on its way is sent again: by its uuid an event is the same one. */
  function leave() {
    for (const id of mortal) core.acknowledge(id, 0, 0);
    mortal.clear();
    void sendAll(true);
  }

  return {
    /**
     * @param {boolean} now whether a batch is due at once
     * @param {boolean} isAnonymized
     */
    queued(now, isAnonymized) {
      if (isAnonymized) void transport.prepare();
      if (now || timer === undefined) schedule();
    },
    /** @param {string} body */
    identify: (body) => void transport.send('identify', body),
    flush: () => sendAll(),
    leave,
    /** Ends every request and wait: the core has thrown away what they were for. */
    discard() {
      transport.abort();
      transport = createTransport(url, look);
      schedule();
    },
    close() {
      closed = true;
      leave();
    },
  };
}
