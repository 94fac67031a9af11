/**
 * The demo application with its analytics endpoint, on loopback: `npm start`, or
 * `node examples/workspace/serve.js [--port 4173]`. Without `SECOND_POSTHOG_TOKEN` a receiver of
 * its own stands in for PostHog, so that nothing leaves this machine.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { configFromEnv, createAnalyticsHandler } from '../../js-glue/server/index.js';
import { gpcSupportResponse, toNodeListener } from '../../js-glue/server/index.js';
import { createReceiver } from '../../tests/support/receiver.js';
import { createApi } from './server/api.js';
import { createFeed } from './server/feed.js';
import { serveFile, servePage } from './server/pages.js';
import { createPeople } from './server/people.js';

/**
 * @typedef {object} Demo
 * @property {string} url
 * @property {import('../../tests/support/receiver.js').Receiver | null} receiver `null` where events go to PostHog
 * @property {import('./server/feed.js').Target} target who receives
 * @property {import('../../js-glue/server/handler.js').AnalyticsHandler} handler
 * @property {import('node:http').Server} server
 * @property {() => Promise<void>} close
 */

const DEFAULT_PORT = 4173;
/** How many ports after the first are tried. */
const PORT_TRIES = 20;
/** Shorter than the default, so that a person who watches does not wait. */
const FLUSH_MS = 150;

/** The day since which the demo abides by Global Privacy Control. */
const GPC_SINCE = '2026-11-20';

const plan = readFileSync(new URL('../../src/plans/second.json', import.meta.url), 'utf8');

/**
 * Starts the application.
 *
 * @param {{port?: number, env?: Record<string, string | undefined>, argv?: readonly string[]}} [options]
 *   `port` 0 takes a free one; a port that is taken gives way to the next.
 * @returns {Promise<Demo>}
 */
export async function startDemo({ port = DEFAULT_PORT, env = process.env, argv = [] } = {}) {
  const config = configFromEnv(env, argv);
  const receiver = config.posthog.token ? null : await createReceiver();
  const posthog = receiver ? { token: 'phc_demo', host: receiver.url } : config.posthog;
  const target = { standIn: receiver !== null, host: posthog.host, disabled: config.disabled };

  const people = createPeople();
  const feed = createFeed(target);
  const handler = createAnalyticsHandler({
    ...config,
    plan,
    posthog,
    authenticate: (request) => people.authenticate(request.headers.get('cookie')),
    limits: { flushMs: FLUSH_MS },
    fetch: feed.watchFetch(fetch),
  });
  receiver?.subscribe((event) => feed.received(event));

  const analytics = toNodeListener(feed.watch(handler));
  const gpcSupport = toNodeListener(async () => gpcSupportResponse(GPC_SINCE));
  const api = createApi({ people, feed, target });
  const strict = env.CSP_NO_WASM === '1';
  /** @type {Set<string>} a page elsewhere that resolves its name to this machine is none of ours */
  const hosts = new Set();

  const server = createServer(async (incoming, outgoing) => {
    const path = (incoming.url ?? '/').split('?')[0];
    try {
      if (!hosts.has(incoming.headers.host ?? '')) return void outgoing.writeHead(421).end();
      if (path === '/.well-known/gpc.json') return void (await gpcSupport(incoming, outgoing));
      if (path.startsWith('/api/analytics/')) return void (await analytics(incoming, outgoing));
      if (path.startsWith('/api/')) return void (await api(path, incoming, outgoing));
      if (await serveFile(path, incoming, outgoing)) return;
      servePage(path, incoming, outgoing, api.stateOf(incoming), strict);
    } catch {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    }
  });
  const taken = await listen(server, port);
  for (const name of ['127.0.0.1', 'localhost']) hosts.add(`${name}:${taken}`);

  return {
    url: `http://127.0.0.1:${taken}`,
    receiver,
    target,
    handler,
    server,
    async close() {
      feed.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await handler.close(1000);
      await receiver?.close();
    },
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} first
 * @returns {Promise<number>} the port
 */
async function listen(server, first) {
  for (let port = first; ; port += 1) {
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    } catch (error) {
      const isTaken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!isTaken || port >= first + PORT_TRIES) throw error;
    }
  }
}

/** @param {readonly string[]} argv */
function portFrom(argv) {
  const index = argv.indexOf('--port');
  if (index < 0) return DEFAULT_PORT;
  const port = Number(argv[index + 1]);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new TypeError('--port takes a number from 0 to 65535');
}

/** @param {import('./server/feed.js').Target} target */
function whereTo({ standIn, host, disabled }) {
  if (disabled) return 'analytics are switched off by the operator';
  return standIn ? 'a stand-in for PostHog on this machine receives' : `events go to ${host}`;
}

/** @param {readonly string[]} argv */
async function main(argv) {
  const demo = await startDemo({ port: portFrom(argv), argv });
  process.stdout.write(
    `application ${demo.url}/  ·  inspector ${demo.url}/inspector  ·  ${whereTo(demo.target)}\n`,
  );
  const stop = async () => {
    await demo.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
