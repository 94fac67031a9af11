import { createCaptureToken } from './capture-token.js';
import { request } from './request.js';

/** Browsers refuse keepalive requests beyond 64 KiB in flight for the whole page; a little is left for the application. */
const keepaliveQuota = 60_000;
let keepaliveBytes = 0;

/** Network Authentication Required: something before the endpoint wants to know who it is, by a redirect, or without cookies. */
const authenticationRequired = 511;

/** @typedef {Uint8Array<ArrayBuffer> | string} Body */
/** @typedef {{status: number, retryAfterMs: number}} Answer status 0: none */

/**
 * @param {string} url
 * @param {Body} body
 * @param {AbortSignal} signal
 * @param {boolean} last
 * @param {string} token in place of cookies; empty: none
 * @returns {Promise<Answer>} never rejects
 */
async function post(url, body, signal, last, token) {
  const size = body.length;
  const keepalive = last && keepaliveBytes + size <= keepaliveQuota;
  if (keepalive) keepaliveBytes += size;
  try {
    const { status, headers } = await request(url, signal, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { 'X-Analytics-Token': token }) },
      body,
      keepalive,
      credentials: token ? 'omit' : 'same-origin',
    });
    return {
      status: status || authenticationRequired, // the browser tells no more of a redirect
      retryAfterMs: retryAfter(headers.get('Retry-After')),
    };
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
 * The requests of one epoch, to the application's own origin.
 * @param {string} url of the endpoint, with a slash at its end
 * @param {() => void} look finds out whether the person withdrew in another tab, or in the browser, while a token was waited for
 */
export function createTransport(url, look) {
  const flights = new AbortController();
  const { signal } = flights;
  const token = createCaptureToken(url, signal);

  return {
    /**
     * @param {string} route
     * @param {Body} body
     * @param {boolean} [last] whether it should survive the page; Chromium and WebKit cannot abort it then
     * @param {boolean} [isAnonymized] leaves without cookies, where that can be
     * @returns {Promise<Answer>} never rejects; one that refuses a token says to try again
     */
    async send(route, body, last = false, isAnonymized = false) {
      let by = '';
      if (isAnonymized) {
        by = last ? token.known() : await token.get();
        look();
      }
      const answer = await post(url + route, body, signal, last, by);
      if (by && [401, 403, authenticationRequired].includes(answer.status)) {
        token.refuse();
        answer.status = authenticationRequired;
      }
      return answer;
    },
    /** Ends every request. */
    abort: () => flights.abort(),
    /** Asks for a token at once, because the page may be left before a batch is due. */
    prepare: token.get,
  };
}
