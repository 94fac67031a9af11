/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** How long a sender may go on with a body that was answered already. */
const DISCARD_MS = 5000;

/**
 * Serves a handler with `node:http`, Express (`app.use('/api/analytics', listener)`) and Fastify
 * (`listener(request.raw, reply.raw)` after `reply.hijack()`). Mount it before anything that reads
 * bodies; a body that was parsed already is taken from `request.body`, where it is as strict as
 * whoever parsed it.
 *
 * @param {(request: Request) => Promise<Response>} handler
 * @returns {(incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>}
 */
export function toNodeListener(handler) {
  return async (incoming, outgoing) => {
    const hangUp = new AbortController();
    // Aborting makes an error with a stack, for nobody where the answer has gone out.
    outgoing.once('close', () => outgoing.writableFinished || hangUp.abort());
    const request = toRequest(incoming, hangUp.signal);
    const response = request ? await handler(request) : new Response(null, { status: 400 });
    const bytes = new Uint8Array(response.body ? await response.arrayBuffer() : []);
    const headers = Object.fromEntries(response.headers);
    if (response.status !== 204) headers['content-length'] = String(bytes.byteLength);
    outgoing.writeHead(response.status, headers);
    if (isRead(incoming)) return void outgoing.end(bytes);
    // The sender hears the answer while it still writes.
    outgoing.flushHeaders();
    outgoing.write(bytes);
    await discardRest(incoming);
    outgoing.end();
  };
}

/** @param {IncomingMessage} incoming */
const isRead = (incoming) => incoming.readableEnded || incoming.destroyed;

/**
 * Reads what is left of a body that was refused, and forgets it: closing the connection on a sender
 * that still writes would reset it, and the answer with it.
 *
 * @param {IncomingMessage} incoming
 * @returns {Promise<void>}
 */
async function discardRest(incoming) {
  const timer = setTimeout(() => incoming.destroy(), DISCARD_MS);
  await new Promise((resolve) => {
    incoming.once('end', resolve).once('close', resolve).resume();
  });
  clearTimeout(timer);
}

/**
 * @param {IncomingMessage & {body?: unknown}} incoming
 * @param {AbortSignal} signal of the client that hangs up
 * @returns {Request | null} `null` for what no `Request` can be: a host that is none, `TRACE`
 */
function toRequest(incoming, signal) {
  const { method = 'GET', headers } = incoming;
  const scheme = /** @type {{encrypted?: boolean}} */ (incoming.socket).encrypted
    ? 'https'
    : 'http';
  try {
    const url = new URL(`${scheme}://${headers.host ?? headers[':authority'] ?? 'localhost'}`);
    url.pathname = (incoming.url ?? '/').split('?')[0];
    const body = method === 'GET' || method === 'HEAD' ? null : toBody(incoming);
    // `duplex` is required for a streamed body and unknown to the DOM types.
    const init = { method, headers: toHeaders(headers), body, signal, duplex: 'half' };
    return new Request(url, init);
  } catch {
    return null;
  }
}

/** @param {IncomingMessage['headers']} incoming */
function toHeaders(incoming) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    // A name with a colon is a pseudo-header of HTTP/2.
    if (value !== undefined && !name.startsWith(':')) headers.set(name, String(value));
  }
  return headers;
}

/**
 * @param {IncomingMessage & {body?: unknown}} incoming
 * @returns {BodyInit}
 */
function toBody(incoming) {
  const { body } = incoming;
  if (body === undefined || !incoming.readableEnded) return toStream(incoming);
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  return isRaw ? /** @type {BodyInit} */ (body) : JSON.stringify(body);
}

/**
 * A body that was refused half-way is not destroyed: the socket must live to carry the answer.
 *
 * @param {IncomingMessage} incoming
 * @returns {ReadableStream<Uint8Array>}
 */
function toStream(incoming) {
  const chunks = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    // Nothing is read before somebody asks for it.
    { highWaterMark: 0 },
  );
}
