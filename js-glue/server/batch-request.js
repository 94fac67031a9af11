import { parseRetryAfter } from './backoff.js';

/**
 * One try at delivering a batch to `<host>/batch/`. The lines go out as they came from the core.
 *
 * @param {object} options
 * @param {typeof globalThis.fetch} options.fetch
 * @param {string} options.url
 * @param {string} options.token
 * @param {string[]} options.lines
 * @param {number} options.nowMs
 * @param {number} options.gzipFromBytes
 * @param {AbortSignal} options.signal
 * @returns {Promise<{status: number, retryAfterMs: number}>} status 0: no answer came
 */
export async function sendBatch({ fetch, url, token, lines, nowMs, gzipFromBytes, signal }) {
  try {
    const { body, headers } = await encodeBatch(token, lines, nowMs, gzipFromBytes);
    // A redirect is not followed: events go to the host that the operator named, and to no other.
    const response = await fetch(url, {
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
 * `sent_at` is made for each try, so that PostHog's clock correction is right however long a batch
 * waited; ids and timestamps in the lines stay, so that a repeated event is recognised.
 *
 * @param {string} token
 * @param {string[]} lines
 * @param {number} nowMs
 * @param {number} gzipFromBytes
 */
async function encodeBatch(token, lines, nowMs, gzipFromBytes) {
  const head = JSON.stringify({
    api_key: token,
    sent_at: new Date(nowMs).toISOString(),
    historical_migration: false,
  });
  const plain = new TextEncoder().encode(`${head.slice(0, -1)},"batch":[${lines.join(',')}]}`);
  const headers = { 'Content-Type': 'application/json' };
  if (plain.byteLength < gzipFromBytes || typeof CompressionStream === 'undefined')
    return { body: plain, headers };
  const zipped = new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip'));
  const body = new Uint8Array(await new Response(zipped).arrayBuffer());
  return { body, headers: { ...headers, 'Content-Encoding': 'gzip' } };
}
