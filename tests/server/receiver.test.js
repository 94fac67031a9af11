/** The stand-in for PostHog is held to what is known of PostHog. */
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { gzipSync } from 'node:zlib';
import { call, startReceiver, stopAll, until } from './support.js';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** @param {Record<string, unknown>} [fields] */
const event = (fields = {}) => ({
  event: 'page viewed',
  distinct_id: 'd',
  uuid: UUID,
  properties: {},
  ...fields,
});

/** @param {...unknown} events */
const batch = (...events) => ({ api_key: 'phc_test', batch: events });

describe('the receiver', () => {
  afterEach(stopAll);

  it('takes batches, single events, with and without gzip, said or not', async () => {
    const receiver = await startReceiver();
    const bodies = [batch(event()), batch(event({ uuid: undefined }), event({ uuid: undefined }))];
    for (const body of bodies) await call(`${receiver.url}/batch/`, { body });
    await call(`${receiver.url}/i/v0/e/`, {
      body: { api_key: 'phc_test', ...event({ event: 'x' }) },
    });
    const zipped = gzipSync(JSON.stringify(batch(event({ event: 'y' }))));
    await call(`${receiver.url}/batch/`, { body: zipped, headers: { 'Content-Encoding': 'gzip' } });
    await call(`${receiver.url}/batch/`, { body: zipped });
    assert.deepEqual(
      receiver.requests.map(({ status }) => status),
      [200, 200, 200, 200, 200],
    );
    assert.equal(receiver.events.length, 5);
    assert.deepEqual(receiver.lost, [{ reason: 'duplicate', uuid: UUID }]);
    assert.equal((await call(`${receiver.url}/other`, { body: '{}' })).status, 404);
  });

  for (const [what, body, status] of /** @type {[string, any, number][]} */ ([
    ['no JSON', '{', 400],
    ['no events', batch(), 400],
    ['an empty name', batch(event(), event({ event: '' })), 400],
    ['no name', batch(event({ event: undefined })), 400],
    ['no distinct id', batch(event(), event({ distinct_id: undefined })), 400],
    ['an empty distinct id', batch(event({ distinct_id: '' })), 400],
    ['a uuid that is none', batch(event(), event({ uuid: 'x' })), 400],
    [
      'a $cookieless_mode that is no boolean',
      batch(event({ properties: { $cookieless_mode: 'true' } })),
      400,
    ],
    ['no token', { batch: [event()] }, 401],
    ['an empty token', { api_key: '', batch: [event()] }, 401],
    ['a token of 65 characters', { api_key: 'p'.repeat(65), batch: [event()] }, 401],
    ['a personal key', { api_key: 'phx_secret', batch: [event()] }, 401],
    ['two tokens', batch(event({ properties: { token: 'phc_other' } })), 401],
    ['an event of over a megabyte', batch(event({ properties: { x: 'x'.repeat(1100000) } })), 413],
    ['over twenty megabytes', 'x'.repeat(20000001), 413],
  ])) {
    it(`answers ${what} with ${status} and keeps nothing`, async () => {
      const receiver = await startReceiver();
      assert.equal((await call(`${receiver.url}/batch/`, { body })).status, status);
      assert.deepEqual([receiver.events, receiver.batches], [[], []]);
    });
  }

  it('answers an unknown token with 200 and loses the events', async () => {
    const receiver = await startReceiver({ token: 'phc_ours' });
    assert.equal((await call(`${receiver.url}/batch/`, { body: batch(event()) })).status, 200);
    assert.deepEqual(
      [receiver.events, receiver.lost],
      [[], [{ reason: 'unknown_token', uuid: UUID }]],
    );
  });

  it('knows an event by day, name, distinct id and uuid', async () => {
    const receiver = await startReceiver();
    const now = Date.now();
    const at = (/** @type {number} */ ms) => new Date(now + ms).toISOString();
    const twoDaysAgo = at(-48 * 3600000);
    const body = batch(
      event({ timestamp: at(0) }),
      event({ timestamp: at(0) }),
      event({ timestamp: twoDaysAgo }),
      event({ timestamp: at(0), event: 'x' }),
      event({ timestamp: at(0), distinct_id: 'e' }),
    );
    await call(`${receiver.url}/batch/`, { body });
    assert.equal(receiver.events.length, 4);
    assert.equal(receiver.lost.length, 1);
  });

  it('corrects times by sent_at and takes none from the far future', async () => {
    const now = Date.parse('2026-01-02T12:00:00.000Z');
    const receiver = await startReceiver({ now: () => now });
    const send = (/** @type {string} */ timestamp, /** @type {string | undefined} */ sentAt) =>
      call(`${receiver.url}/batch/`, {
        body: { ...batch(event({ uuid: undefined, timestamp })), sent_at: sentAt },
      });
    await send('2026-01-02T10:00:00.000Z', '2026-01-02T10:00:05.000Z');
    await send('2026-01-02T10:00:00.000Z', undefined);
    await send('2026-01-03T10:59:00.000Z', '2026-01-02T12:00:00.000Z');
    await send('2026-01-03T11:01:00.000Z', '2026-01-02T12:00:00.000Z');
    await send('yesterday', '2026-01-02T12:00:00.000Z');
    assert.deepEqual(
      receiver.events.map(({ timestamp }) => timestamp),
      [
        '2026-01-02T11:59:55.000Z',
        '2026-01-02T10:00:00.000Z',
        '2026-01-03T10:59:00.000Z',
        '2026-01-02T12:00:00.000Z',
        '2026-01-02T12:00:00.000Z',
      ],
    );
  });

  it('makes no person of an event whose $process_person_profile is false', async () => {
    const receiver = await startReceiver();
    const properties = {
      $process_person_profile: false,
      $set: { a: 1 },
      $set_once: { b: 1 },
      c: 1,
    };
    const names = [
      '$identify',
      '$create_alias',
      '$merge_dangerously',
      '$groupidentify',
      'page viewed',
    ];
    await call(`${receiver.url}/batch/`, {
      body: batch(...names.map((name) => event({ event: name, properties }))),
    });
    assert.deepEqual(
      receiver.events.map((stored) => [stored.event, stored.properties]),
      [['page viewed', { $process_person_profile: false, c: 1 }]],
    );
    assert.equal(receiver.lost.length, 4);
    assert.equal(receiver.persons.size, 0);
  });

  it('makes a person of $identify, but not under an illegal id', async () => {
    const receiver = await startReceiver();
    const identify = (/** @type {string} */ id, /** @type {object} */ properties) =>
      event({ event: '$identify', distinct_id: id, uuid: undefined, properties });
    await call(`${receiver.url}/batch/`, {
      body: batch(
        identify('u1', { $set: { a: 1 }, $set_once: { b: 1 } }),
        identify('u1', { $set: { a: 2 }, $set_once: { b: 2 } }),
        identify('Anonymous', { $set: { a: 3 } }),
        identify('[object Object]', { $set: { a: 3 } }),
      ),
    });
    assert.deepEqual([...receiver.persons], [['u1', { a: 2, b: 1 }]]);
    assert.deepEqual(
      receiver.lost.map(({ reason }) => reason),
      ['illegal_distinct_id', 'illegal_distinct_id'],
    );
  });

  it('cuts a distinct id at 200 characters', async () => {
    const receiver = await startReceiver();
    await call(`${receiver.url}/batch/`, { body: batch(event({ distinct_id: 'd'.repeat(201) })) });
    assert.equal(receiver.events[0].distinct_id.length, 200);
  });

  it('fails on demand, in order', async () => {
    const receiver = await startReceiver();
    const send = () => call(`${receiver.url}/batch/`, { body: batch(event()) });
    receiver.fail({ status: 503, headers: { 'Retry-After': '7' } });
    receiver.fail({ reset: true });
    receiver.fail({ loseAnswer: true });
    receiver.fail({ delayMs: 50, times: 2 });
    const first = await send();
    assert.deepEqual([first.status, first.headers['retry-after']], [503, '7']);
    await assert.rejects(send);
    assert.equal(receiver.events.length, 0);
    await assert.rejects(send);
    assert.equal(receiver.events.length, 1);
    const before = Date.now();
    assert.equal((await send()).status, 200);
    assert.equal((await send()).status, 200);
    assert.ok(Date.now() - before >= 95);
    assert.deepEqual(
      receiver.requests.map(({ status }) => status),
      [503, 0, 0, 200, 200],
    );
  });

  it('shows its events as JSON, as a stream and to a listener', async () => {
    const receiver = await startReceiver();
    /** @type {string[]} */
    const heard = [];
    const unsubscribe = receiver.subscribe((stored) => heard.push(stored.event));
    await call(`${receiver.url}/batch/`, { body: batch(event({ event: 'one' })) });
    let streamed = '';
    const outgoing = get(`${receiver.url}/events/stream`, (incoming) => {
      assert.equal(incoming.headers['content-type'], 'text/event-stream');
      incoming.on('data', (chunk) => (streamed += chunk));
    });
    await until(() => streamed.includes('"one"'));
    await call(`${receiver.url}/batch/`, { body: batch(event({ event: 'two' })) });
    await until(() => streamed.includes('"two"'));
    unsubscribe();
    await call(`${receiver.url}/batch/`, { body: batch(event({ event: 'three' })) });
    const held = await call(`${receiver.url}/events`, { method: 'GET' });
    assert.deepEqual(
      held.body.map((/** @type {any} */ stored) => stored.event),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(heard, ['one', 'two']);
    outgoing.destroy();
  });
});
