import { request } from '../js-glue/client/request.js';

/** More characters than this waiting, and the recording ends: one with holes cannot be played. */
const mostWaiting = 24_000_000;
/** What may survive the page, of the 64 KiB that browsers allow for all of them. */
const mostAtLeaving = 50_000;
const attempts = 6;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/** Answers after which nothing more will be taken. */
const refusals = new Set([401, 403, 404, 405]);

/** Names a recording to the endpoint, which can stop it by that; nobody guesses it. */
const createKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** @param {string} text @returns {Promise<Blob | string>} compressed, where the browser can */
async function pack(text) {
  if (typeof CompressionStream === 'undefined') return text;
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
}

/**
 * Sends one body as often as it takes.
 * @param {(body: BodyInit) => Promise<Response>} send
 * @param {string} text
 * @param {AbortSignal} signal
 * @returns {Promise<'refused' | 'unreachable' | null>} why nothing more can be delivered
 */
async function deliver(send, text, signal) {
  const body = await pack(text);
  for (let tries = 1; !signal.aborted; tries++) {
    const response = await send(body).catch(() => null);
    const status = response?.status ?? 0;
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (status === 200 || isFinal) return refusals.has(status) ? 'refused' : null;
    if (tries === attempts) return 'unreachable';
    await pause(backoff(tries, Number(response?.headers.get('Retry-After'))), signal);
  }
  return null;
}

/**
 * Carries one recording to the application's own origin, in order. When it is aborted, nothing of it leaves any more.
 * @param {string} url of the proxy, with a slash at its end
 * @param {(reason: 'refused' | 'unreachable' | 'too_much') => void} onEnd it cannot go on
 */
export function createUpload(url, onEnd) {
  const recording = createKey();
  const flights = new AbortController();
  const { signal } = flights;
  /** @type {string[]} */
  let waiting = [];
  let waitingSize = 0;
  let isSending = false;
  let hasSent = false;

  /** @param {string} route @param {BodyInit | null} body @param {AbortSignal} until @param {boolean} keepalive */
  const post = (route, body, until, keepalive) =>
    request(url + route, until, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', 'X-Analytics-Recording': recording },
      body,
      keepalive,
    });

  /** @returns {string} all that waits, as one body */
  function take() {
    const text = `[${waiting.join(',')}]`;
    waiting = [];
    waitingSize = 0;
    return text;
  }

  async function drain() {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0 && !signal.aborted) {
      hasSent = true;
      const reason = await deliver((body) => post('s/', body, signal, false), take(), signal);
      if (reason && !signal.aborted) onEnd(reason);
    }
    isSending = false;
  }

  return {
    /** @param {string} text JSON of a snapshot */
    add(text) {
      if (signal.aborted) return;
      waiting.push(text);
      waitingSize += text.length;
      if (waitingSize > mostWaiting) onEnd('too_much');
      else void drain();
    },
    /** The page may be gone in a moment. */
    leave() {
      if (signal.aborted || waiting.length === 0 || waitingSize > mostAtLeaving) return;
      hasSent = true;
      void post('s/', take(), signal, true).catch(() => null);
    },
    /** Ends it: what waits is thrown away, requests are cut off, and the endpoint takes no more of it. */
    abort() {
      take();
      flights.abort();
      if (hasSent) void post('stop', null, new AbortController().signal, true).catch(() => null);
    },
  };
}

/** @param {number} tries @param {number} retryAfter seconds, or NaN @returns {number} ms: full jitter, but never too early */
function backoff(tries, retryAfter) {
  const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** tries);
  return Math.max(Math.random() * ceiling, retryAfter > 0 ? retryAfter * 1000 : 0);
}

/** @param {number} ms @param {AbortSignal} signal ends it early */
const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve(0)), { once: true });
  });
