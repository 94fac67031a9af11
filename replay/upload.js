import { request } from '../js-glue/client/request.js';

/** @typedef {'refused' | 'too_much' | 'unreachable' | 'quota'} End why a recording cannot go on */

/** More characters than this waiting, and the recording ends: one with holes cannot be played. */
const mostWaiting = 24_000_000;
/** What may survive the page, of the 64 KiB that browsers allow for all of them. */
const mostAtLeaving = 50_000;
const attempts = 6;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/**
 * Requests of one recording, which the endpoint knows by a key that nobody guesses, so that it can stop it.
 * @param {string} url
 */
function createPost(url) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  /** @type {(route: string, body: BodyInit | null, signal: AbortSignal, keepalive: boolean) => Promise<Response>} */
  return (route, body, signal, keepalive) =>
    request(url + route, signal, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', 'X-Analytics-Recording': key },
      body,
      keepalive,
    });
}

/** @param {string} text @returns {Promise<Blob | string>} compressed, where the browser can */
async function pack(text) {
  try {
    const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
    return await new Response(zipped).blob();
  } catch {
    return text;
  }
}

/**
 * Sends one body as often as it takes.
 * @param {(body: BodyInit) => Promise<Response>} send
 * @param {BodyInit} body
 * @param {AbortSignal} signal
 * @returns {Promise<End | null>} why nothing more can be delivered: a recording with a hole cannot be played
 */
async function deliver(send, body, signal) {
  for (let tries = 1; !signal.aborted; tries++) {
    const response = await send(body).catch(() => null);
    const status = response?.status ?? 0;
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (status === 200) return (await isQuotaReached(response)) ? 'quota' : null;
    if (isFinal) return status === 413 ? 'too_much' : 'refused';
    if (tries === attempts) return 'unreachable';
    await pause(backoff(tries, Number(response?.headers.get('Retry-After'))), signal);
  }
  return null;
}

/** @param {Response | null} response @returns {Promise<boolean>} whether PostHog takes no more recordings of the project for now */
async function isQuotaReached(response) {
  const answer = await response?.json().catch(() => null);
  return Boolean(answer?.quota_limited?.includes?.('recordings'));
}

/** What waits, as JSON texts. */
function createBacklog() {
  /** @type {string[]} */
  let texts = [];
  let size = 0;
  return {
    /** @param {string} text */
    add(text) {
      texts.push(text);
      size += text.length;
    },
    size: () => size,
    /** @returns {string} all of it as one body; empty where there is none */
    take() {
      const body = size > 0 ? `[${texts.join(',')}]` : '';
      texts = [];
      size = 0;
      return body;
    },
  };
}

/**
 * Carries one recording to the application's own origin, in order. When it is aborted, nothing of it leaves any more.
 * @param {string} url of the proxy, with a slash at its end
 * @param {() => void} look finds out whether the person withdrew in the browser or in another tab, and then aborts this
 * @param {(reason: End) => void} onEnd it cannot go on
 */
export function createUpload(url, look, onEnd) {
  const post = createPost(url);
  const flights = new AbortController();
  const { signal } = flights;
  const backlog = createBacklog();
  let packing = ''; // taken, and not yet on its way
  let isLeaving = false;
  let hasSent = false;
  /** @type {Promise<void> | null} */
  let draining = null;

  /** @param {BodyInit} body @param {boolean} [keepalive] @returns {Promise<Response>} rejects when the person withdrew */
  async function send(body, keepalive = false) {
    look();
    signal.throwIfAborted();
    hasSent = true;
    return post('s/', body, signal, keepalive);
  }

  async function drain() {
    while ((packing = backlog.take())) {
      const body = await pack(packing);
      if (packing === '') return; // the page was left meanwhile, or it was aborted
      packing = '';
      const reason = await deliver(send, body, signal);
      if (reason && !signal.aborted) onEnd(reason);
    }
  }

  /** Sends what waits so that it survives the page, or bit by bit. */
  function go() {
    if (!isLeaving) {
      draining ??= drain().finally(() => void (draining = null));
      return;
    }
    for (const text of [packing, backlog.take()]) {
      if (text && text.length <= mostAtLeaving) void send(text, true).catch(() => null);
    }
    packing = '';
  }

  return {
    /** @param {string} text JSON of a snapshot */
    add(text) {
      if (signal.aborted) return;
      backlog.add(text);
      if (backlog.size() > mostWaiting) onEnd('too_much');
      else go();
    },
    /** @param {boolean} leaving the page may be gone in a moment; false: it came back */
    setLeaving(leaving) {
      isLeaving = leaving;
      if (!signal.aborted) go();
    },
    /** Ends it: what waits is thrown away, requests are cut off, and the endpoint takes no more of it. */
    abort() {
      packing = '';
      backlog.take();
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
