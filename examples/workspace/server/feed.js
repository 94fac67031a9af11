/**
 * What the inspector sees: every request of a page to the endpoint, every request of the endpoint
 * to PostHog, and what arrived there, as server-sent events. Only a demo on loopback may have one.
 */
import { gunzipSync } from 'node:zlib';

/** @typedef {import('node:http').ServerResponse} ServerResponse */
/** @typedef {import('../../../js-glue/server/handler.js').AnalyticsHandler} AnalyticsHandler */
/** @typedef {{standIn: boolean, host: string, disabled: boolean}} Target */
/** @typedef {(type: string, data: object) => void} Publish */

/** What a page that opens later is told. */
const HISTORY = 300;
/** The endpoint counts what it forwarded after the answer has been read. */
const COUNT_DELAY_MS = 30;
/** A larger body is counted but not looked into. */
const MAX_BODY_BYTES = 256 * 1024;
const HEARTBEAT_MS = 15000;

/** @param {Target} target */
export function createFeed(target) {
  /** @type {Set<ServerResponse>} */
  const listeners = new Set();
  /** @type {string[]} */
  const history = [];
  /** @type {AnalyticsHandler | null} */
  let endpoint = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let counting;
  let lastId = 0;
  const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS);
  heartbeat.unref();

  /** @param {string} text */
  function write(text) {
    for (const listener of listeners) listener.write(text);
  }

  /** @type {Publish} */
  function publish(type, data) {
    lastId += 1;
    const text = frame(type, { id: lastId, at: Date.now(), ...data });
    history.push(text);
    if (history.length > HISTORY) history.shift();
    write(text);
  }

  /** @type {Publish} */
  function publishCounted(type, data) {
    publish(type, data);
    clearTimeout(counting);
    counting = setTimeout(() => {
      if (endpoint) publish('counts', { counts: endpoint.counts() });
    }, COUNT_DELAY_MS).unref();
  }

  return {
    /** @param {object} event as PostHog keeps it, or as it was sent there */
    received: (event) => publish('received', { event }),
    /** @param {AnalyticsHandler} handler */
    watch(handler) {
      endpoint = handler;
      return watchHandler(handler, publishCounted);
    },
    /** @param {typeof globalThis.fetch} send */
    watchFetch: (send) => watchFetch(send, target, publishCounted),
    /** @param {ServerResponse} outgoing */
    stream(outgoing) {
      outgoing.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
      });
      outgoing.write(': connected\n\n');
      for (const text of history) outgoing.write(text);
      listeners.add(outgoing);
      outgoing.on('close', () => listeners.delete(outgoing));
    },
    close() {
      clearInterval(heartbeat);
      clearTimeout(counting);
      for (const listener of listeners) listener.end();
    },
  };
}

/**
 * @param {AnalyticsHandler} handler
 * @param {Publish} publish
 * @returns {(request: Request) => Promise<Response>}
 */
function watchHandler(handler, publish) {
  return async (request) => {
    const path = new URL(request.url).pathname;
    const body = path.includes('/replay/') ? '' : await bodyOf(request);
    const response = await handler(request);
    publish('request', {
      hop: 'page',
      url: path,
      status: response.status,
      bytes: Number(request.headers.get('content-length') ?? Buffer.byteLength(body)),
      mode: path.endsWith('/capture') ? modeOf(body) : null,
      hasCookie: request.headers.has('cookie'),
      body,
      error: response.status >= 400 ? (await response.clone().json()).error : undefined,
    });
    return response;
  };
}

/**
 * @param {typeof globalThis.fetch} send
 * @param {Target} target
 * @param {Publish} publish
 * @returns {typeof globalThis.fetch}
 */
function watchFetch(send, target, publish) {
  return async (input, init) => {
    const isRecording = init?.body instanceof ReadableStream;
    const body = bytesOf(init?.body);
    let status = 0;
    try {
      const response = await send(input, init);
      status = response.status;
      return response;
    } finally {
      publish('request', { hop: 'posthog', url: String(input), status, bytes: body.length });
      // What PostHog makes of it cannot be seen, so what it was sent has to do.
      if (!target.standIn && status === 200 && !isRecording) {
        for (const event of eventsIn(body)) publish('received', { event });
      }
    }
  };
}

/**
 * @param {string} type
 * @param {object} data
 */
function frame(type, data) {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** @param {Request} request */
async function bodyOf(request) {
  const length = Number(request.headers.get('content-length') ?? Infinity);
  return request.body && length <= MAX_BODY_BYTES ? request.clone().text() : '';
}

/** @param {string} text */
function modeOf(text) {
  try {
    return 'anonymousDistinctId' in JSON.parse(text) ? 'anonymized' : 'identified';
  } catch {
    return null;
  }
}

/** @param {unknown} body */
function bytesOf(body) {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0);
}

/** @param {Buffer} body */
function eventsIn(body) {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const payload = JSON.parse((isGzip ? gunzipSync(body) : body).toString('utf8'));
  return /** @type {object[]} */ (payload.batch ?? []);
}
