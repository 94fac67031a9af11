/**
 * A stand-in for PostHog on loopback, for the tests and for the demo: takes `/batch/`, `/i/v0/e/` and
 * the recordings of `/s/`, refuses what PostHog refuses, and fails on demand. At `/collect` it is a
 * receiver of analytics.v2.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createCollection } from './collection.js';
import { createIngestion } from './ingestion.js';

/**
 * @typedef {import('./ingestion.js').StoredEvent} StoredEvent
 *
 * @typedef {object} Fault What happens to the next requests instead of, or before, the ordinary.
 * @property {number} [times] How many requests; 1 unless given.
 * @property {number} [status] Answered without looking at the events.
 * @property {Record<string, string>} [headers] Of that answer.
 * @property {number} [delayMs] Time before anything else.
 * @property {boolean} [reset] The connection breaks before the events are taken.
 * @property {boolean} [loseAnswer] The events are taken, and the connection breaks then.
 *
 * @typedef {object} ReceivedRequest
 * @property {string} path
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {number} bytes On the wire.
 * @property {string} text The body, decompressed.
 * @property {any} payload The body, parsed; undefined if it is no JSON.
 * @property {number} status 0 if no answer was given.
 *
 * @typedef {object} Receiver
 * @property {string} url
 * @property {StoredEvent[]} events What a project would hold.
 * @property {Record<string, any>[][]} batches The events of each request that was answered 200, as
 *   they came.
 * @property {ReceivedRequest[]} requests Every request for ingestion.
 * @property {{event: string, properties: Record<string, any>}[]} snapshots What `/s/` was given and answered 200, in order.
 * @property {import('./collection.js').Collection} collection What `/collect` was given.
 * @property {Map<string, Record<string, unknown>>} persons Person properties by distinct id.
 * @property {{reason: string, uuid: string}[]} lost Events that were answered 200 and are not kept.
 * @property {(fault: Fault) => void} fail Faults are used up in order.
 * @property {(listener: (event: StoredEvent) => void) => () => void} subscribe
 * @property {() => Promise<void>} close
 */

const SNAPSHOT_PATH = '/s';
const COLLECT_PATH = '/collect';
const INGESTION_PATHS = new Set(['/batch', '/i/v0/e', SNAPSHOT_PATH, COLLECT_PATH]);
const JSON_TYPE = { 'Content-Type': 'application/json' };

/**
 * Starts it.
 *
 * @param {{port?: number, token?: string, maxBatchBytes?: number, maxEventBytes?: number, now?: ()
 *   => number}} [options] `port` 0, the default, takes a free one.
 * @returns {Promise<Receiver>}
 */
export async function createReceiver({
  port = 0,
  token,
  maxBatchBytes = 20000000,
  maxEventBytes,
  now,
} = {}) {
  const { ingest, events, persons, lost } = createIngestion({ token, maxEventBytes, now });
  const collection = createCollection();
  /** @type {ReceivedRequest[]} */
  const requests = [];
  /** @type {Record<string, any>[][]} */
  const batches = [];
  /** @type {Receiver['snapshots']} */
  const snapshots = [];
  /** @type {Fault[]} */
  const faults = [];
  /** @type {Set<(event: StoredEvent) => void>} */
  const listeners = new Set();

  const server = createServer(async (incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0].replace(/\/$/, '');
    if (incoming.method === 'GET' && path === '/events') return reply(outgoing, 200, events);
    if (incoming.method === 'GET' && path === '/events/stream') return stream(outgoing);
    if (incoming.method !== 'POST' || !INGESTION_PATHS.has(path))
      return reply(outgoing, 404, { detail: 'not found' });
    try {
      await receive(path, incoming, outgoing);
    } catch {
      outgoing.destroy(); // the sender went away
    }
  });

  /**
   * @param {string} path
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:http').ServerResponse} outgoing
   */
  async function receive(path, incoming, outgoing) {
    const body = await readAll(incoming);
    const text = decode(body);
    const request = {
      path,
      headers: incoming.headers,
      bytes: body.length,
      text,
      payload: parse(text),
      status: 0,
    };
    requests.push(request);

    const fault = nextFault(faults);
    if (fault.delayMs) await sleep(fault.delayMs, undefined, { ref: false });
    if (fault.reset) return outgoing.destroy();
    if (fault.status) {
      request.status = fault.status;
      return reply(outgoing, fault.status, { detail: 'fault' }, fault.headers);
    }
    const answer = answerTo(path, request);
    if (fault.loseAnswer) return outgoing.destroy();
    request.status = answer.status;
    return reply(outgoing, answer.status, answer.body);
  }

  /**
   * @param {string} path
   * @param {ReceivedRequest} request
   */
  function answerTo(path, { text, payload }) {
    if (path === SNAPSHOT_PATH) return record(payload);
    return path === COLLECT_PATH ? collection.take(payload) : keep(text, payload);
  }

  /**
   * @param {string} text
   * @param {any} payload
   */
  function keep(text, payload) {
    if (Buffer.byteLength(text) > maxBatchBytes) return { status: 413, body: {} };
    const answer = ingest(payload);
    if (answer.status === 200) batches.push(payload.batch ?? [payload]);
    for (const event of answer.stored) for (const listener of listeners) listener(event);
    return answer;
  }

  /** @param {any} payload */
  function record(payload) {
    const rows = [payload].flat();
    const isGood = rows.every((row) => row?.event === '$snapshot' && row.properties?.$session_id);
    if (!isGood) return { status: 400, body: { detail: 'no snapshot' } };
    snapshots.push(...rows);
    return { status: 200, body: { status: 1 } };
  }

  /**
   * Server-sent events: all that is held, then each one as it comes.
   *
   * @param {import('node:http').ServerResponse} outgoing
   */
  function stream(outgoing) {
    outgoing.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    outgoing.write(': connected\n\n');
    /** @param {StoredEvent} event */
    const send = (event) => outgoing.write(`id: ${event.uuid}\ndata: ${JSON.stringify(event)}\n\n`);
    events.forEach(send);
    listeners.add(send);
    outgoing.on('close', () => listeners.delete(send));
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    events,
    collection,
    batches,
    snapshots,
    requests,
    persons,
    lost,
    fail: (fault) => void faults.push({ times: 1, ...fault }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/**
 * @param {Fault[]} faults
 * @returns {Fault}
 */
function nextFault(faults) {
  const [fault] = faults;
  if (!fault) return {};
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) faults.shift();
  return fault;
}

/** @param {import('node:http').IncomingMessage} incoming */
async function readAll(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Compressed bodies are known by their first bytes, because not every sender says so in a header.
 *
 * @param {Buffer} body
 */
function decode(body) {
  const zipped = body[0] === 0x1f && body[1] === 0x8b;
  try {
    return (zipped ? gunzipSync(body) : body).toString('utf8');
  } catch {
    return '';
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {import('node:http').ServerResponse} outgoing
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
function reply(outgoing, status, body, headers = {}) {
  outgoing.writeHead(status, { ...JSON_TYPE, ...headers });
  outgoing.end(JSON.stringify(body));
}
