/** An endpoint over HTTP with a spool on disk, until it is killed: `spools.js <folder> <receiver>`. Prints its address. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createAnalyticsHandler, toNodeListener } from '../../../js-glue/server/index.js';
import { openSpool } from '../../../js-glue/server/spool/index.js';

const [folder, host] = process.argv.slice(2);
const plan = readFileSync(new URL('../../../src/plans/second.json', import.meta.url), 'utf8');

try {
  const handler = createAnalyticsHandler({
    plan,
    authenticate: () => ({
      user: { id: 'u1', email: 'a@b.c', name: 'Ann' },
      workspaces: [{ id: 'acme' }],
      settings: { shareUsageData: true },
    }),
    posthog: { token: 'phc_test', host },
    spool: await openSpool({ folder }),
    limits: {
      flushMs: 5,
      retryBaseMs: 20,
      retryMaxMs: 50,
      attempts: Infinity,
      batchEvents: 20,
      rateRequests: 1e6,
    },
    onError: ({ code, count }) => code.startsWith('spool') && console.log(`${code} ${count}`),
  });
  const server = createServer(toNodeListener(handler));
  server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    console.log(`ready http://127.0.0.1:${port}/api/analytics`);
  });
  process.once('SIGTERM', async () => {
    const { left } = await handler.close(30000);
    console.log(`left ${left}`);
    process.exit();
  });
} catch (error) {
  console.log(/** @type {{code?: string}} */ (error).code);
  process.exitCode = 1;
}
