/** What the endpoint still holds of requests that it has answered. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createBoundedMap } from '../../js-glue/server/bounded-map.js';
import { createAnalyticsHandler } from '../../js-glue/server/index.js';
import { anEvent, ann, anonymizedBatch, plan } from './support.js';

setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collectGarbage = runInNewContext('gc');

const REQUESTS = 60;
/** Most that one request may leave behind: its one new event, its id, and what V8 makes of them. */
const BYTES_EACH = 20_000;

/** @param {Partial<import('../../js-glue/server/types.js').AnalyticsHandlerOptions>} options */
const handlerOf = (options) =>
  createAnalyticsHandler({
    plan,
    authenticate: () => ann(),
    posthog: { token: 'phc_test' },
    fetch: async () => new Response('{}'),
    limits: { rateRequests: 1e9 },
    ...options,
  });

/** @param {...unknown} events */
const requestOf = (...events) =>
  new Request('http://host/capture', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(anonymizedBatch(...events)),
  });

function heapBytes() {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('memory', () => {
  for (const [title, options] of /** @type {const} */ ([
    ['of events that were delivered', {}],
    ['of events that wait', { fetch: async () => new Response('', { status: 503 }) }],
  ])) {
    it(`${title} does not grow with what else was in their requests`, async () => {
      const handler = handlerOf(options);
      const old = Array.from({ length: 560 }, () => anEvent('build completed'));
      await handler(requestOf(...old));
      const before = heapBytes();
      for (let i = 0; i < REQUESTS; i += 1) await handler(requestOf(...old, anEvent()));
      assert.equal(handler.counts().accepted, old.length + REQUESTS);
      const each = (heapBytes() - before) / REQUESTS;
      assert.ok(each < BYTES_EACH, `${Math.round(each)} bytes of each request`);
      await handler.close(0);
    });
  }

  it('of a bounded map does not grow with how often its entries are used', () => {
    const map = createBoundedMap({ capacity: 3 });
    const before = heapBytes();
    for (let i = 0; i < 500_000; i += 1) map.set(i < 9 ? i : i % 3, i);
    const grown = heapBytes() - before;
    assert.ok(grown < 500_000, `${grown} bytes`);
    assert.ok(map.has(0)); // it is not garbage itself
  });
});
