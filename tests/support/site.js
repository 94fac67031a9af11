/**
 * A site on loopback for the browser tests: serves the repository's own modules to real browsers, runs the real endpoint with a
 * demo session, forwards to the stand-in for PostHog, and writes down every request.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { createAnalyticsHandler, toNodeListener } from '../../js-glue/server/index.js';
import { createReceiver } from './receiver.js';
import { readBundled } from './replay-bundle.js';
import { loadPlans } from './vectors.js';
import { createWire } from './wire.js';

/**
 * @typedef {import('../../js-glue/server/types.js').AuthenticatedSession} AuthenticatedSession
 *
 * @typedef {object} SiteRequest
 * @property {string} method
 * @property {string} url path and query
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body of requests to the endpoint
 * @property {number} atMs
 * @property {boolean} isAborted the browser hung up before it had an answer
 *
 * @typedef {object} Fault what happens to a request to the endpoint instead of, or after, the ordinary
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {boolean} [handled] the endpoint takes the request, and only its answer is replaced
 * @property {boolean} [reset] the connection breaks
 * @property {Promise<unknown>} [until] the answer waits for it
 *
 * @typedef {object} SiteOptions
 * @property {string} [csp] Content-Security-Policy of every page
 * @property {() => void} [before] a classic script that runs before any module
 * @property {string} [html] of the body of every page
 * @property {string} [missing] a file that is answered 404
 * @property {Record<string, string>} [headers] of every page
 * @property {Record<string, string>} [replaced] what stands in for files, by path; with a query they are as they were
 * @property {string | object} [plan] of the endpoint; default: the Second plan
 * @property {(receiver: string) => Partial<import('../../js-glue/server/types.js').AnalyticsHandlerOptions>} [endpoint] more of its
 *   options, for a receiver at that address
 * @property {number} [gate] what something before the endpoint answers a request to it that brings no cookie
 * @property {import('../../js-glue/server/types.js').AnalyticsHandlerOptions['replay']} [replay] of the endpoint
 * @property {Partial<import('../../js-glue/server/types.js').Limits>} [limits] of the endpoint, beside those of every site
 * @property {(path: string, bytes: number) => void} [onBytes] told of all that browsers put on the wire, by the request's path
 * @property {typeof globalThis.fetch} [fetch] by which the endpoint reaches PostHog
 *
 * @typedef {Awaited<ReturnType<typeof createSite>>} Site
 */

const root = new URL('../../', import.meta.url);
const prefix = '/api/analytics/';
const types = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
]);
/** Forbids nothing; the page is told of each request to anywhere else, also of one that fails. */
const ownOriginOnly = "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'";
const served = /^\/(?:js-glue|dist|tests|src\/plans|bundle)\/[\w/.-]+$/;

/** A person who finished onboarding and belongs to two workspaces. */
export const ann = () => person('u-ann-7', 'Ann Example', 'ann@example.com');
/** Another person, of the same workspaces. */
export const bob = () => person('u-bob-8', 'Bob Sample', 'bob@example.org');

/** @type {(id: string, name: string, email: string) => AuthenticatedSession} */
const person = (id, name, email) => ({
  user: { id, email, name },
  workspaces: [
    { id: 'acme', role: 'owner' },
    { id: 'beta', role: 'member' },
  ],
});

/** @param {SiteOptions} [options] */
export async function createSite({
  csp,
  before,
  html = '',
  missing = '',
  headers: pageHeaders = {},
  replaced = {},
  plan = /** @type {object} */ (loadPlans().second),
  endpoint,
  gate,
  limits,
  replay,
  fetch,
  onBytes,
} = {}) {
  const receiver = await createReceiver();
  /** @type {{session: AuthenticatedSession, faultOf: (request: SiteRequest) => Fault | undefined}} */
  const state = { session: ann(), faultOf: () => undefined };
  /** @type {SiteRequest[]} */
  const requests = [];
  /** @type {Fault[]} */
  const faults = [];
  /** @type {Fault[]} */
  const configFaults = [];
  let cookie = '';
  const createHandler = () =>
    createAnalyticsHandler({
      plan,
      fetch,
      // The session cookie is the only proof, so a page that does not send it gets nowhere without a token.
      authenticate: ({ headers }) =>
        headers.get('cookie')?.includes(cookie) ? state.session : null,
      posthog: { token: 'phc_test', host: receiver.url },
      replay,
      limits: { flushMs: 5, retryBaseMs: 5, retryMaxMs: 20, ...limits },
      ...endpoint?.(receiver.url),
    });
  let handler = createHandler();

  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: '', atMs: Date.now(), isAborted: false };
    requests.push(request);
    outgoing.once('close', () => void (request.isAborted = !outgoing.writableFinished));
    const [path] = url.split('?');
    if (path.startsWith(prefix)) return analytics(request, incoming, outgoing);
    const file =
      path === '/before.js'
        ? `(${before})()`
        : (replaced[url] ?? (await readServed(path, missing)));
    if (served.test(path) && file === null) return void outgoing.writeHead(404).end();
    const type = types.get(extname(path)) ?? 'text/html; charset=utf-8';
    outgoing.setHeader('Content-Type', type).setHeader('Cache-Control', 'no-store');
    if (file !== null) return void outgoing.end(file);
    outgoing.setHeader('Content-Security-Policy-Report-Only', ownOriginOnly);
    for (const [name, value] of Object.entries(pageHeaders)) outgoing.setHeader(name, value);
    if (csp) outgoing.setHeader('Content-Security-Policy', csp);
    outgoing.setHeader('Set-Cookie', `${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    outgoing.end(pageOf(html, before !== undefined));
  });

  /**
   * @param {SiteRequest} entry
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:http').ServerResponse} outgoing
   */
  async function analytics(entry, incoming, outgoing) {
    const isGated = gate !== undefined && !entry.headers.cookie?.includes(cookie);
    if (isGated) return void outgoing.writeHead(gate, { Location: '/login' }).end();
    const queue = entry.method === 'POST' ? faults : configFaults;
    const fault = queue.shift() ?? state.faultOf(entry);
    const listener = toNodeListener(async (request) => {
      const isStream = incoming.url?.includes('/replay/');
      entry.body = isStream ? '' : await request.clone().text();
      const isLost = fault?.status !== undefined && !fault.handled;
      const response = isLost ? new Response(null) : await handler(request);
      await fault?.until;
      if (fault?.status === undefined) return response;
      return new Response(null, { status: fault.status, headers: fault.headers });
    });
    if (fault?.reset) return void incoming.destroy();
    await listener(incoming, outgoing).catch(() => outgoing.destroy());
  }

  const inner = await listen(server);
  const wire = onBytes && createWire(inner, onBytes);
  const port = wire ? await listen(wire) : inner;
  cookie = `session_${port}=s3cret-${port}`;

  return {
    url: `http://127.0.0.1:${port}`,
    cookie,
    state,
    receiver,
    requests,
    /** Every request to the endpoint. */
    analytics: () => requests.filter(({ url }) => url.startsWith(prefix)),
    /** Those that tell it something. */
    posts: () => requests.filter(({ url, method }) => url.startsWith(prefix) && method === 'POST'),
    /** The bodies posted to capture, parsed. */
    bodies: () =>
      requests
        .filter(({ url, body }) => url === `${prefix}capture` && body)
        .map(({ body }) => JSON.parse(body)),
    /** @param {Fault[]} next used up in order, one for each request that tells the endpoint something */
    fail: (...next) => void faults.push(...next),
    /** @param {Fault[]} next as above, for each request for its configuration */
    failConfig: (...next) => void configFaults.push(...next),
    /** Ends the endpoint and starts it anew, with other keys. */
    async restart() {
      const former = handler;
      handler = createHandler();
      await former.close();
    },
    /** @param {string} path */
    wasAsked: (path) => requests.some(({ url }) => url.split('?')[0] === path),
    /**
     * Waits until PostHog holds so many events.
     * @param {number} count
     * @param {number} [withinMs]
     */
    async rows(count, withinMs = 5000) {
      await until(() => receiver.events.length >= count, withinMs).catch(() => {
        const seen = requests.filter(({ url }) => url.startsWith(prefix));
        throw new Error(`${receiver.events.length} of ${count} rows after ${seen.length} requests`);
      });
      return receiver.events;
    },
    /** What the endpoint has counted. */
    counts: () => handler.counts(),
    /** Waits until PostHog has been told all that the endpoint took. */
    settled: () => handler.flush(),
    async close() {
      wire?.close();
      server.close();
      server.closeAllConnections();
      await handler.close(0);
      await receiver.close();
    },
  };
}

/** What a browser stored for one site must not be there for the next one. */
const usedPorts = new Set();

/**
 * @param {import('node:net').Server} server
 * @returns {Promise<number>} a port that no site of this run has had
 */
async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  if (!usedPorts.has(port)) {
    usedPorts.add(port);
    return port;
  }
  server.close();
  await once(server, 'close');
  return listen(server);
}

/**
 * @param {string} path
 * @param {string} missing
 */
async function readServed(path, missing) {
  if (!served.test(path) || path === missing) return null;
  if (path.startsWith('/bundle/')) return readBundled(path.slice('/bundle/'.length));
  return readFile(new URL(`.${path}`, root), 'utf8').catch(() => null);
}

/**
 * @param {string} html
 * @param {boolean} hasBefore
 */
function pageOf(html, hasBefore) {
  const first = hasBefore ? '<script src="/before.js"></script>' : '';
  return `<!doctype html><meta charset="utf-8"><title>Ann Example</title><link rel="icon" href="data:,">
${first}<script type="module" src="/tests/support/browser-page.js"></script><body>${html}</body>`;
}

/**
 * Waits for something that happens elsewhere.
 * @param {() => unknown} condition may be asynchronous
 * @param {number} [withinMs]
 */
export async function until(condition, withinMs = 5000) {
  for (const deadlineMs = Date.now() + withinMs; !(await condition());) {
    if (Date.now() > deadlineMs) throw new Error('it did not happen in time');
    await pause(10);
  }
}

/** @param {number} ms */
export const pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
