import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createAnalyticsHandler, hashSession } from '../../js-glue/server/index.js';
import {
  startEndpoint,
  startReceiver,
  stopAll,
  anEvent,
  ann,
  ANONYMOUS_ID,
  IDENTIFIED,
} from './support.js';

const plan = JSON.parse(
  readFileSync(new URL('../../src/plans/analytics-v2.json', import.meta.url), 'utf8'),
);
const installation = Object.freeze({
  installationId: '0123456789abcdef01234567',
  instanceId: '76543210fedcba9876543210',
  deploymentMode: /** @type {const} */ ('docker'),
  commitHash: 'abc1234',
  appVersion: '0.9.0',
  platform: 'linux',
});

/** @param {Partial<import('../../js-glue/server/types.js').AnalyticsHandlerOptions>} [options] */
async function startCollecting(options) {
  const receiver = await startReceiver();
  const collect = { url: `${receiver.url}/collect`, installation };
  const endpoint = await startEndpoint({ plan, collect, ...options });
  return { ...endpoint, receiver };
}

/** @param {number} number by which it is known again */
const use = (number) => anEvent('feature_used', { module: 'router', retryCount: number });

/** @param {import('../support/collection.js').CollectedEvent[]} events */
const numbers = (events) => events.map(({ properties }) => properties.retryCount);

/** @param {...unknown} batch */
const anonymous = (...batch) => ({
  schema: 1,
  anonymousDistinctId: ANONYMOUS_ID,
  sentAt: Date.now(),
  batch,
});

describe('a receiver of analytics.v2', () => {
  afterEach(stopAll);

  it('is posted an array of JSON, without a key, and nothing of who sent it (V1-V5, V8-V19)', async () => {
    const { capture, handler, receiver, signIn } = await startCollecting();
    signIn(ann(IDENTIFIED));
    const sessionId = await hashSession(installation.installationId, 'tui:project=/Users/foo');
    const event = anEvent('feature_used', {
      module: 'session',
      sessionId,
      outcome: 'success',
      user_id: 'u1',
      email: 'a@b.c',
    });
    assert.equal((await capture(anonymous(event))).status, 204);
    await handler.flush();
    assert.deepEqual(receiver.collection.events, [
      {
        eventId: event.uuid,
        schemaVersion: 'analytics.v2',
        eventName: 'feature_used',
        occurredAt: receiver.collection.events[0].occurredAt,
        ...installation,
        sessionId,
        properties: { module: 'session', outcome: 'success', anonymized: true },
      },
    ]);
    const [{ path, headers, text }] = receiver.requests;
    assert.equal(path, '/collect');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['content-encoding'], undefined);
    assert.equal(headers.authorization, undefined);
    assert.equal(receiver.events.length, 0);
    assert.doesNotMatch(text, /u1|a@b\.c|Ann|acme|anon_|Users/);
  });

  it('takes each event once and in order, though it fails, breaks off and forgets to answer (V2, V6, V7, V-002, V-134)', async () => {
    const { capture, handler, receiver } = await startCollecting({
      limits: { batchEvents: 2, flushMs: 60000 },
    });
    for (const fault of [
      { status: 500 },
      { loseAnswer: true },
      { reset: true },
      { status: 503, headers: { 'Retry-After': '0' } },
      { status: 429 },
    ]) {
      receiver.fail(fault);
    }
    for (let number = 0; number < 9; number++) await capture(anonymous(use(number)));
    await handler.flush();
    const { events, repeated } = receiver.collection;
    assert.deepEqual(numbers(events), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert.equal(repeated.length, 2, 'whose answer was lost');
    const sent = receiver.requests.map(({ payload }) => numbers(payload));
    assert.deepEqual(sent.slice(0, 6), Array(6).fill([0, 1]), 'a retry keeps the order, corrected');
    const ids = receiver.requests.slice(0, 6).map(({ payload }) => payload[0].eventId);
    assert.equal(new Set(ids).size, 1, 'and the ids');
  });

  it('batches as the contract has it: two, two, and the rest at the flush (V7, V-133)', async () => {
    const { capture, handler, receiver } = await startCollecting({
      limits: { batchEvents: 2, flushMs: 60000 },
    });
    await capture(anonymous(use(0), use(1), use(2), use(3), use(4)));
    await handler.flush();
    assert.deepEqual(
      receiver.requests.map(({ payload }) => numbers(payload)),
      [[0, 1], [2, 3], [4]],
    );
  });

  it('a full queue refuses the newest, which the client keeps (V7, V-132)', async () => {
    const { capture, handler, receiver } = await startCollecting({
      limits: { queueEvents: 3, flushMs: 60000 },
    });
    const answer = await capture(anonymous(...[0, 1, 2, 3, 4].map(use)));
    assert.equal(answer.status, 503);
    await handler.flush();
    assert.deepEqual(numbers(receiver.collection.events), [0, 1, 2]);
  });

  it('one event that it refuses does not take its batch along', async () => {
    const { capture, handler, receiver } = await startCollecting();
    const take = receiver.collection.take;
    receiver.collection.take = (payload) =>
      numbers(payload).includes(2) ? { status: 400, body: {} } : take(payload);
    await capture(anonymous(...[0, 1, 2, 3].map(use)));
    await handler.flush();
    assert.deepEqual(numbers(receiver.collection.events), [0, 1, 3]);
    assert.equal(handler.counts().dropped.rejected, 1);
  });

  it('nobody is identified to it, and nobody is recorded', async () => {
    const { capture, identify, handler, receiver, signIn } = await startCollecting();
    signIn(ann({ ...IDENTIFIED, recordScreen: true }));
    assert.equal((await identify({})).status, 204);
    await capture({ schema: 1, sentAt: Date.now(), batch: [use(1)] });
    await handler.flush();
    assert.equal(receiver.collection.events.length, 1);
    assert.doesNotMatch(receiver.requests[0].text, /u1|a@b\.c|Ann|acme/);
  });

  it('switched off, nothing is sent (V58)', async () => {
    const { capture, handler, receiver } = await startCollecting({ disabled: true });
    assert.equal((await capture(anonymous(use(1)))).status, 204);
    await handler.flush();
    assert.equal(receiver.requests.length, 0);
  });

  for (const [name, value] of /** @type {[string, unknown][]} */ ([
    ['installationId', '/home/ann/.pilot'],
    ['installationId', undefined],
    ['instanceId', 'a b'],
    ['deploymentMode', 'laptop of Ann'],
    ['commitHash', '/home/ann/project'],
    ['appVersion', 'ann@example.com'],
    ['platform', '/linux'],
    ['userName', 'Ann'],
  ])) {
    it(`an installation whose ${name} is ${value} is refused, and the value not told (V12-V18, V49)`, () => {
      const collect = {
        url: 'http://127.0.0.1:9/collect',
        installation: /** @type {any} */ ({ ...installation, [name]: value }),
      };
      assert.throws(
        () => createAnalyticsHandler({ plan, authenticate: () => null, collect }),
        ({ message }) => message.includes(name) && !message.includes('nn'),
      );
    });
  }

  it('an address with credentials is none', () => {
    const collect = { url: 'http://ann:secret@127.0.0.1/collect', installation };
    assert.throws(
      () => createAnalyticsHandler({ plan, authenticate: () => null, collect }),
      /collect\.url must be/,
    );
  });
});

describe('the session of an analytics.v2 event', () => {
  it('is a digest that tells nothing of the key, and another one elsewhere (V15, V25, V-093, V-094, V-095); it was unsalted', async () => {
    const one = await hashSession('installation-1', 'web:s_1');
    assert.match(String(one), /^[0-9a-f]{24}$/);
    assert.equal(await hashSession('installation-1', 'web:s_1'), one);
    assert.notEqual(await hashSession('installation-2', 'web:s_1'), one);
    assert.notEqual(one, 'e281c2e4adbcb9b7a9a6969c', 'unsalted, anybody can try keys');
  });

  for (const key of ['', null, undefined]) {
    it(`${key === '' ? 'an empty key' : key} is no session`, async () => {
      assert.equal(await hashSession('installation-1', key), undefined);
    });
  }
});
