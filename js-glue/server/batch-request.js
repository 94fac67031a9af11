import { parseRetryAfter } from './backoff.js';

/** @typedef {import('./receivers.js').Receiver} Receiver */

/**
 * One try at delivering a batch.
 *
 * @param {object} options
 * @param {typeof globalThis.fetch} options.fetch
 * @param {Receiver} options.receiver
 * @param {string[]} options.lines
 * @param {number} options.nowMs
 * @param {number} options.gzipFromBytes
 * @param {AbortSignal} options.signal
 * @returns {Promise<{status: number, retryAfterMs: number}>} status 0: no answer came
 */
export async function sendBatch({ fetch, receiver, lines, nowMs, gzipFromBytes, signal }) {
  try {
    const { body, headers } = await encodeBody(receiver, lines, nowMs, gzipFromBytes);
    // A redirect is not followed: events go to the host that the operator named, and to no other.
    const response = await fetch(receiver.url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal,
    });
    // Read to the end so that the connection can be used again; the status alone decides.
    await response.arrayBuffer().catch(() => {});
    return {
      status: response.status,
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), nowMs),
    };
  } catch {
    return { status: 0, retryAfterMs: 0 };
  }
}

/**
 * @param {Receiver} receiver
 * @param {string[]} lines
 * @param {number} nowMs
 * @param {number} gzipFromBytes
 */
async function encodeBody(receiver, lines, nowMs, gzipFromBytes) {
  const plain = new TextEncoder().encode(receiver.bodyOf(lines, nowMs));
  const headers = { 'Content-Type': 'application/json' };
  const zips = receiver.takesGzip && typeof CompressionStream !== 'undefined';
  if (!zips || plain.byteLength < gzipFromBytes) return { body: plain, headers };
  const body = await zip(plain);
  return { body, headers: { ...headers, 'Content-Encoding': 'gzip' } };
}

/**
 * Written in one piece: a stream of a Blob takes more turns of the event loop, and under load each turn is full of requests.
 *
 * @param {Uint8Array<ArrayBuffer>} plain
 */
async function zip(plain) {
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(plain), writer.close()]);
  const [zipped] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(zipped);
}
