/** @typedef {import('../core/core.js').LeanCore} LeanCore */

/** A request that hangs for longer counts as one without an answer, where the browser can tell (Safari from 17.4 on). */
const timeoutMs = 30_000;

/** Browsers refuse keepalive requests beyond 64 KiB in flight for the whole page; a little is left for the application. */
const keepaliveQuota = 60_000;
let keepaliveBytes = 0;

/**
 * Posts a body to the application's own origin, without a Referer.
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer> | string} body
 * @param {AbortSignal} signal
 * @param {boolean} last whether it should survive the page; Chromium and WebKit cannot abort it then
 * @returns {Promise<{status: number, retryAfterMs: number}>} status 0: no answer; never rejects
 */
async function post(url, body, signal, last) {
  const size = body.length;
  const keepalive = last && keepaliveBytes + size <= keepaliveQuota;
  if (keepalive) keepaliveBytes += size;
  try {
    const { status, headers } = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      keepalive,
      mode: 'same-origin',
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any?.([signal, AbortSignal.timeout(timeoutMs)]) ?? signal,
    });
    return { status, retryAfterMs: retryAfter(headers.get('Retry-After')) };
  } catch {
    return { status: 0, retryAfterMs: 0 };
  } finally {
    if (keepalive) keepaliveBytes -= size;
  }
}

/**
 * @param {string | null} value seconds or a date
 * @returns {number} ms; 0 when there is none
 */
function retryAfter(value) {
  const ms = Number(value) * 1000 || Date.parse(value ?? '') - Date.now();
  return ms > 0 ? ms : 0;
}

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
  let flights = new AbortController();
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

  /** @type {(route: string, body: Parameters<typeof post>[1], last?: boolean) => ReturnType<typeof post>} */
  const send = (route, body, last = false) => post(url + route, body, flights.signal, last);

  /**
   * @param {boolean} last
   * @returns {Promise<void> | null} null when nothing is queued
   */
  function sendNext(last) {
    if (core.due() < 0) return null;
    look();
    const batch = core.batch();
    if (!batch) return null;
    if (!last) mortal.add(batch.id);
    return send('capture', batch.body, last).then(({ status, retryAfterMs }) => {
      mortal.delete(batch.id);
      core.acknowledge(batch.id, status, retryAfterMs);
      onSent({ body: batch.body, status });
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
    /** @param {boolean} now whether a batch is due at once */
    queued(now) {
      if (now || timer === undefined) schedule();
    },
    send,
    flush: () => sendAll(),
    leave,
    /** Ends every request and wait: the core has thrown away what they were for. */
    discard() {
      flights.abort();
      flights = new AbortController();
      schedule();
    },
    close() {
      closed = true;
      leave();
    },
  };
}
