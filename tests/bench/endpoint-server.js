/**
 * One of the servers that the load goes to, in a process of its own: `node endpoint-server.js endpoint|floor|receiver [host]`. It tells
 * its address, and answers each message with what it used.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import plan from '../../dist/plans/second.js';
import { createAnalyticsHandler, toNodeListener } from '../../js-glue/server/index.js';
import { createReceiver } from '../support/receiver.js';

/** @typedef {{rss: number, heap: number, cpuUs: number}} Usage bytes, and µs since the start */

/** What the stand-in remembers is of no use here, and would fill its memory. */
const FORGET_MS = 500;

/** The route that anybody would write: reads, parses, forgets. @type {import('node:http').RequestListener} */
async function parseOnly(incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  JSON.parse(Buffer.concat(chunks).toString());
  outgoing.writeHead(204).end();
}

/** @param {import('node:http').RequestListener} listener */
async function listen(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

/** Each gives its address. @type {Record<string, (host: string) => Promise<string>>} */
const servers = {
  floor: () => listen(parseOnly),
  endpoint(host) {
    const handler = createAnalyticsHandler({
      plan,
      posthog: { token: 'phc_bench', host },
      authenticate: () => ({
        user: { id: 'u1', email: 'a@b.c', name: 'Ann' },
        workspaces: [{ id: 'acme', role: 'owner' }],
        settings: { shareUsageData: true, anonymizeUsageData: true },
      }),
      // One person sends everything here, as fast as it can.
      limits: { rateRequests: Number.MAX_SAFE_INTEGER },
    });
    return listen(toNodeListener(handler));
  },
  async receiver() {
    const { url, requests, batches, events, lost } = await createReceiver();
    setInterval(() => {
      for (const rows of [requests, batches, events, lost]) rows.length = 0;
    }, FORGET_MS);
    return url;
  },
};

const [kind, host] = process.argv.slice(2);

process.on('message', (wish) => {
  if (wish === 'collect garbage') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  // Whoever asked may be gone by now.
  process.send?.({ rss, heap: heapUsed, cpuUs: user + system }, () => {});
});
process.on('disconnect', () => process.exit());
process.send?.(await servers[kind](host));
