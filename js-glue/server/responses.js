/** @typedef {import('./refusals.js').RefusalWord} RefusalWord */

const NOT_STORED = { 'Cache-Control': 'no-store' };

/**
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
export function jsonResponse(status, body, headers = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...NOT_STORED, 'Content-Type': 'application/json', ...headers },
  });
}

/** Taken, or deliberately not sent on: a page cannot tell which, nor need it (S14, S65). */
export function noContent() {
  return new Response(null, { status: 204, headers: NOT_STORED });
}

/**
 * A request that ends here. Thrown, so that a step deep inside a route ends the request without
 * every caller passing it on; the handler turns it into the response.
 */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {RefusalWord} error The word in the body's `error`.
   * @param {{reason?: string, headers?: Record<string, string>}} [details]
   */
  constructor(status, error, { reason, headers } = {}) {
    super(error);
    this.status = status;
    this.error = error;
    this.reason = reason;
    this.headers = headers;
  }

  toResponse() {
    const body =
      this.reason === undefined
        ? { error: this.error }
        : { error: this.error, reason: this.reason };
    return jsonResponse(this.status, body, this.headers);
  }
}

/** @param {number} ms A time from now, rounded up to whole seconds. */
export function retryAfterHeader(ms) {
  return { 'Retry-After': String(Math.max(1, Math.ceil(ms / 1000))) };
}

/** How long a client waits when the queue is full. */
const QUEUE_FULL_WAIT_MS = 5000;

/**
 * Counts events that the queue did not take, and tells of them (M22).
 *
 * @param {Pick<import('./types.js').Endpoint, 'counters' | 'report'>} endpoint
 * @param {number} count
 */
export function countRefused({ counters, report }, count) {
  counters.drop('queue_full', count);
  report('queue_full', count);
}

/**
 * Ends a request whose events could not be queued, because the queue is full or closed. The client
 * keeps them.
 *
 * @param {import('./types.js').Endpoint} endpoint
 * @param {RefusalWord} error
 * @param {number} count Events that the client has to send again.
 * @returns {Refusal}
 */
export function queueFull(endpoint, error, count) {
  countRefused(endpoint, count);
  return new Refusal(503, error, { headers: retryAfterHeader(QUEUE_FULL_WAIT_MS) });
}

/**
 * Waits until what a request left in the queue is in the spool. Where that fails the client is asked to send again, and the events
 * are delivered all the same: both know them by their uuids.
 *
 * @param {import('./types.js').Endpoint} endpoint
 * @param {RefusalWord} error
 * @throws {Refusal} 503
 */
export async function requireSaved({ forwarder }, error) {
  if (forwarder === null || (await forwarder.saved())) return;
  throw new Refusal(503, error, { headers: retryAfterHeader(QUEUE_FULL_WAIT_MS) });
}
