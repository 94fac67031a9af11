import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import {
  anEvent,
  anonymizedBatch,
  startEndpoint,
  startReceiver,
  stopAll,
  until,
} from './support.js';

/** A try is cut off before the receiver answers. */
const IMPATIENT = { limits: { requestTimeoutMs: 300 } };

/** @param {number} count */
const someEvents = (count) => Array.from({ length: count }, () => anEvent());

/** @param {Record<string, any>[][]} batches */
const sizes = (batches) => batches.map((batch) => batch.length);

describe('a batch to PostHog', () => {
  afterEach(stopAll);

  it('has the form of /batch/ and the events as they were verified (M21)', async () => {
    const endpoint = await startEndpoint();
    const event = {
      ...anEvent('build completed', { message_count: 3 }),
      occurredAt: '2026-01-02T03:04:05.678Z',
    };
    await endpoint.capture(anonymizedBatch(event));
    await endpoint.delivered();
    const [{ path, headers, payload }] = endpoint.receiver.requests;
    assert.equal(path, '/batch');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['content-encoding'], undefined);
    assert.deepEqual(Object.keys(payload).sort(), [
      'api_key',
      'batch',
      'historical_migration',
      'sent_at',
    ]);
    assert.equal(payload.api_key, 'phc_test');
    assert.equal(payload.historical_migration, false);
    assert.ok(Math.abs(Date.parse(payload.sent_at) - Date.now()) < 5000);
    const [{ properties, ...envelope }] = payload.batch;
    assert.deepEqual(envelope, {
      uuid: event.uuid,
      event: 'build completed',
      timestamp: '2026-01-02T03:04:05.000Z', // an anonymous event's: of whole seconds
      distinct_id: 'anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5',
    });
    assert.equal(properties.message_count, 3);
  });

  it('is compressed above the threshold', async () => {
    const endpoint = await startEndpoint();
    await endpoint.capture(anonymizedBatch(...someEvents(20)));
    await endpoint.delivered();
    const [request] = endpoint.receiver.requests;
    assert.equal(request.headers['content-encoding'], 'gzip');
    assert.ok(request.bytes < request.text.length / 3);
    assert.equal(endpoint.receiver.events.length, 20);
  });

  it('keeps the path prefix of the host (A56)', async () => {
    const receiver = await startReceiver();
    const endpoint = await startEndpoint({
      posthog: { host: `${receiver.url}/ingest/` },
      fetch: (input, init) => {
        assert.equal(String(input), `${receiver.url}/ingest/batch/`);
        return fetch(`${receiver.url}/batch/`, init);
      },
    });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.handler.flush();
    assert.equal(receiver.events.length, 1);
  });

  it('leaves by itself a moment after its first event (M23)', async () => {
    const endpoint = await startEndpoint();
    await endpoint.capture(anonymizedBatch(anEvent()));
    await until(() => endpoint.receiver.events.length === 1);
  });

  it('leaves at once when it is full, and the order stays (M23)', async () => {
    const endpoint = await startEndpoint({ limits: { flushMs: 60000, batchEvents: 4 } });
    const events = someEvents(10);
    await endpoint.capture(anonymizedBatch(...events));
    await until(() => endpoint.receiver.events.length === 8);
    assert.deepEqual(endpoint.handler.counts().queued.events, 2);
    await endpoint.delivered();
    assert.deepEqual(sizes(endpoint.receiver.batches), [4, 4, 2]);
    assert.deepEqual(
      endpoint.receiver.events.map(({ uuid }) => uuid),
      events.map(({ uuid }) => uuid),
    );
  });

  it('leaves at once when its bytes are full, too', async () => {
    const endpoint = await startEndpoint({ limits: { flushMs: 60000, batchBytes: 1500 } });
    await endpoint.capture(anonymizedBatch(...someEvents(12)));
    await until(() => endpoint.receiver.events.length >= 8);
    assert.ok(endpoint.handler.counts().queued.bytes < 1500);
  });

  it('is limited in bytes too', async () => {
    const endpoint = await startEndpoint({ limits: { batchBytes: 1500 } });
    await endpoint.capture(anonymizedBatch(...someEvents(12)));
    await endpoint.delivered();
    assert.ok(endpoint.receiver.batches.length > 2);
    for (const { text } of endpoint.receiver.requests) assert.ok(text.length < 1700);
    assert.equal(endpoint.receiver.events.length, 12);
  });

  it('never holds a response back (M19)', async () => {
    const endpoint = await startEndpoint({ limits: { flushMs: 0 } });
    endpoint.receiver.fail({ delayMs: 400 });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await until(() => endpoint.receiver.requests.length === 1);
    const before = Date.now();
    for (let i = 0; i < 5; i += 1) await endpoint.capture(anonymizedBatch(anEvent()));
    assert.ok(Date.now() - before < 300);
    assert.equal(endpoint.receiver.requests.length, 1, 'one try at a time');
    await endpoint.delivered();
    assert.equal(endpoint.receiver.events.length, 6);
  });
});

describe('a try that fails', () => {
  afterEach(stopAll);

  for (const fault of [
    { status: 500 },
    { status: 502 },
    { status: 503 },
    { status: 408 },
    { status: 429 },
    { reset: true },
    { delayMs: 700, status: 200 },
  ]) {
    it(`is repeated after ${JSON.stringify(fault)}, with the same ids and times`, async () => {
      const endpoint = await startEndpoint('delayMs' in fault ? IMPATIENT : {});
      endpoint.receiver.fail({ ...fault, times: 2 });
      await endpoint.capture(anonymizedBatch(...someEvents(3)));
      const events = await endpoint.delivered();
      assert.equal(events.length, 3);
      const tries = endpoint.receiver.requests.map(({ payload }) => payload.batch);
      assert.equal(tries.length, 3);
      assert.deepEqual(tries[1], tries[0]);
      assert.deepEqual(tries[2], tries[0]);
      const { forwarded, retried, queued } = endpoint.handler.counts();
      assert.deepEqual(
        { forwarded, retried, queued },
        {
          forwarded: 3,
          retried: 6,
          queued: { events: 0, bytes: 0 },
        },
      );
      assert.deepEqual(endpoint.problems[0], {
        code: 'delivery_retry',
        count: 3,
        status: 'reset' in fault || 'delayMs' in fault ? 0 : fault.status,
      });
    });
  }

  it('is repeated when the answer was lost, and PostHog keeps one of each', async () => {
    const endpoint = await startEndpoint();
    endpoint.receiver.fail({ loseAnswer: true, times: 2 });
    await endpoint.capture(anonymizedBatch(...someEvents(3)));
    const events = await endpoint.delivered();
    assert.equal(endpoint.receiver.requests.length, 3);
    assert.equal(events.length, 3);
    assert.equal(endpoint.receiver.lost.filter(({ reason }) => reason === 'duplicate').length, 6);
  });

  it('says its own time on each try', async () => {
    let now = 1767323045000;
    const endpoint = await startEndpoint({ now: () => (now += 1000) });
    endpoint.receiver.fail({ status: 500 });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.delivered();
    const [first, second] = endpoint.receiver.requests.map(({ payload }) => payload.sent_at);
    assert.ok(first < second);
  });

  it('waits as long as Retry-After says in seconds', async () => {
    const endpoint = await startEndpoint();
    endpoint.receiver.fail({ status: 429, headers: { 'Retry-After': '1' } });
    const before = Date.now();
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.delivered();
    assert.ok(Date.now() - before >= 1000);
    assert.equal(endpoint.receiver.events.length, 1);
  });

  it('waits as long as Retry-After says as a date', async () => {
    const endpoint = await startEndpoint();
    const at = new Date(Date.now() + 2000).toUTCString();
    endpoint.receiver.fail({ status: 503, headers: { 'Retry-After': at } });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.delivered();
    assert.ok(Date.now() >= Date.parse(at));
  });

  it('is given up after the last attempt, and the next batch goes out', async () => {
    const endpoint = await startEndpoint({
      limits: { attempts: 3, batchEvents: 2, flushMs: 60000 },
    });
    endpoint.receiver.fail({ status: 500, times: 3 });
    await endpoint.capture(anonymizedBatch(...someEvents(3)));
    const events = await endpoint.delivered();
    assert.equal(events.length, 1);
    assert.deepEqual(endpoint.handler.counts().dropped, { exhausted: 2 });
    assert.deepEqual(endpoint.problems.at(-1), {
      code: 'delivery_exhausted',
      count: 2,
      status: 500,
    });
  });

  for (const status of [401, 403, 404, 422, 301, 307]) {
    it(`is final after ${status}`, async () => {
      const endpoint = await startEndpoint();
      endpoint.receiver.fail({ status, headers: { Location: '/batch/' } });
      await endpoint.capture(anonymizedBatch(...someEvents(3)));
      assert.deepEqual(await endpoint.delivered(), []);
      assert.equal(endpoint.receiver.requests.length, 1);
      assert.deepEqual(endpoint.handler.counts().dropped, { rejected: 3 });
      assert.deepEqual(endpoint.problems, [{ code: 'delivery_rejected', count: 3, status }]);
    });
  }
});

describe('one bad event', () => {
  afterEach(stopAll);

  it('does not take its batch along after 400', async () => {
    const endpoint = await startEndpoint({
      fetch: spoiling(
        ({ uuid }) => uuid === bad.uuid,
        (event) => ({ ...event, distinct_id: '' }),
      ),
    });
    const bad = anEvent();
    const good = someEvents(20);
    await endpoint.capture(anonymizedBatch(...good.slice(0, 13), bad, ...good.slice(13)));
    const events = await endpoint.delivered();
    assert.deepEqual(
      events.map(({ uuid }) => uuid),
      good.map(({ uuid }) => uuid),
    );
    assert.deepEqual(endpoint.handler.counts().dropped, { rejected: 1 });
    assert.deepEqual(endpoint.problems, [{ code: 'delivery_rejected', count: 1, status: 400 }]);
  });

  it('does not take its batch along after 413', async () => {
    const endpoint = await startEndpoint(
      {
        fetch: spoiling(
          ({ uuid }) => uuid === bad.uuid,
          (event) => ({ ...event, padding: 'x'.repeat(5000) }),
        ),
      },
      { maxEventBytes: 4000 },
    );
    const bad = anEvent();
    await endpoint.capture(anonymizedBatch(...someEvents(2), bad, ...someEvents(4)));
    assert.equal((await endpoint.delivered()).length, 6);
    assert.deepEqual(endpoint.problems, [{ code: 'delivery_rejected', count: 1, status: 413 }]);
  });

  it('a batch that is too large as a whole is halved until it passes', async () => {
    const endpoint = await startEndpoint({}, { maxBatchBytes: 3000 });
    await endpoint.capture(anonymizedBatch(...someEvents(30)));
    assert.equal((await endpoint.delivered()).length, 30);
    assert.deepEqual(endpoint.handler.counts().dropped, {});
  });

  it('halves are retried too', async () => {
    const endpoint = await startEndpoint();
    endpoint.receiver.fail({ status: 400 });
    endpoint.receiver.fail({ status: 503, times: 2 });
    await endpoint.capture(anonymizedBatch(...someEvents(4)));
    assert.equal((await endpoint.delivered()).length, 4);
    assert.deepEqual(sizes(endpoint.receiver.batches), [2, 2]);
  });

  /**
   * A network that spoils one event on its way, because the endpoint lets no bad one out.
   *
   * @param {(event: Record<string, any>) => boolean} matches
   * @param {(event: Record<string, any>) => Record<string, any>} spoil
   * @returns {typeof fetch}
   */
  function spoiling(matches, spoil) {
    return async (input, init) => {
      const zipped = new Headers(init?.headers).get('content-encoding') === 'gzip';
      const { body } = new Response(init?.body);
      const stream = zipped ? body?.pipeThrough(new DecompressionStream('gzip')) : body;
      const payload = await new Response(stream).json();
      const batch = payload.batch.map((/** @type {any} */ event) =>
        matches(event) ? spoil(event) : event,
      );
      return fetch(input, { ...init, headers: {}, body: JSON.stringify({ ...payload, batch }) });
    };
  }
});

describe('the queue', () => {
  afterEach(stopAll);

  it('refuses the newest when it is full (M20, M22), and a retry brings what was refused', async () => {
    const endpoint = await startEndpoint({ limits: { queueEvents: 4, flushMs: 60000 } });
    const batch = anonymizedBatch(...someEvents(6));
    const refused = await endpoint.capture(batch);
    assert.equal(refused.status, 503);
    assert.deepEqual(refused.body, { error: 'analytics_capture_failed' });
    assert.equal(refused.headers['retry-after'], '5');
    assert.deepEqual(endpoint.handler.counts().dropped, { queue_full: 2 });
    assert.deepEqual(endpoint.problems, [{ code: 'queue_full', count: 2 }]);
    await endpoint.delivered();
    assert.equal((await endpoint.capture(batch)).status, 204);
    const events = await endpoint.delivered();
    assert.deepEqual(
      events.map(({ uuid }) => uuid),
      batch.batch.map((/** @type {any} */ { uuid }) => uuid),
    );
    assert.equal(endpoint.receiver.batches.flat().length, 6, 'nothing was sent twice');
  });

  it('is bounded in bytes (M20)', async () => {
    const endpoint = await startEndpoint({ limits: { queueBytes: 2000, flushMs: 60000 } });
    assert.equal((await endpoint.capture(anonymizedBatch(...someEvents(20)))).status, 503);
    const { queued } = endpoint.handler.counts();
    assert.ok(queued.bytes <= 2000 && queued.events > 1);
  });

  it('counts what is on its way', async () => {
    const endpoint = await startEndpoint({ limits: { queueEvents: 3, flushMs: 0 } });
    endpoint.receiver.fail({ delayMs: 200 });
    await endpoint.capture(anonymizedBatch(...someEvents(3)));
    await until(() => endpoint.receiver.requests.length === 1);
    assert.equal(endpoint.handler.counts().queued.events, 3);
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 503);
    await endpoint.delivered();
    assert.deepEqual(endpoint.handler.counts().queued, { events: 0, bytes: 0 });
  });
});

describe('closing', () => {
  afterEach(stopAll);

  it('delivers what waits and takes no more (M24)', async () => {
    const endpoint = await startEndpoint({ limits: { flushMs: 60000, batchEvents: 4 } });
    await endpoint.capture(anonymizedBatch(...someEvents(10)));
    const closing = endpoint.handler.close();
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 503);
    assert.deepEqual(await closing, { left: 0 });
    assert.equal(endpoint.receiver.events.length, 10);
    assert.deepEqual(await endpoint.handler.close(), { left: 0 });
  });

  it('tries again while there is time', async () => {
    const endpoint = await startEndpoint({ limits: { flushMs: 60000 } });
    endpoint.receiver.fail({ status: 503, times: 3 });
    await endpoint.capture(anonymizedBatch(...someEvents(2)));
    assert.deepEqual(await endpoint.handler.close(), { left: 0 });
    assert.equal(endpoint.receiver.events.length, 2);
  });

  it('gives up at the deadline and says what is left', async () => {
    const endpoint = await startEndpoint({
      limits: { flushMs: 60000, requestTimeoutMs: 60000, batchEvents: 2 },
    });
    endpoint.receiver.fail({ delayMs: 3000 });
    await endpoint.capture(anonymizedBatch(...someEvents(5)));
    const before = Date.now();
    assert.deepEqual(await endpoint.handler.close(100), { left: 5 });
    assert.ok(Date.now() - before < 1000);
    assert.equal(endpoint.handler.counts().queued.events, 5);
  });

  it('does not wait for a Retry-After beyond the deadline', async () => {
    const endpoint = await startEndpoint();
    endpoint.receiver.fail({ status: 503, headers: { 'Retry-After': '3600' }, times: 9 });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await until(() => endpoint.problems.length === 1);
    const before = Date.now();
    assert.deepEqual(await endpoint.handler.close(4000), { left: 1 });
    assert.ok(Date.now() - before < 1000, 'while it waits');

    const other = await startEndpoint({ limits: { flushMs: 60000 } });
    other.receiver.fail({ status: 503, headers: { 'Retry-After': '3600' } });
    await other.capture(anonymizedBatch(anEvent()));
    assert.deepEqual(await other.handler.close(4000), { left: 1 });
    assert.ok(Date.now() - before < 2000, 'when it is told so while closing');
  });
});

describe('a host that cannot be reached', () => {
  afterEach(stopAll);

  it('costs nothing but the wait', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close();
    const endpoint = await startEndpoint({ posthog: { host: `http://127.0.0.1:${port}` } });
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204);
    await until(() => endpoint.problems.length > 1);
    assert.deepEqual(endpoint.problems[0], { code: 'delivery_retry', count: 1, status: 0 });
    assert.deepEqual(await endpoint.handler.close(50), { left: 1 });
  });
});

describe('reports', () => {
  afterEach(stopAll);

  it('hold numbers and fixed words only, and a reporter that throws changes nothing', async () => {
    /** @type {string[]} */
    const seen = [];
    const endpoint = await startEndpoint({
      limits: { attempts: 1 },
      onError: (problem) => {
        seen.push(JSON.stringify(problem));
        throw new Error('reporter');
      },
    });
    endpoint.receiver.fail({ status: 500 });
    await endpoint.capture(anonymizedBatch(anEvent('build failed', { error: 'secret' })));
    await endpoint.delivered();
    assert.deepEqual(seen, ['{"code":"delivery_exhausted","count":1,"status":500}']);
  });
});
