import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSpool } from '../../js-glue/server/spool/index.js';
import { temporaryFiles } from '../support/temporary-files.js';
import {
  IDENTIFIED,
  ann,
  anEvent,
  anonymizedBatch,
  identifiedBatch,
  startAnalytics,
  startEndpoint,
  startReceiver,
  stopAll,
  until,
} from './support.js';
import { createFakeLevel } from './support-spool.js';

/** Nothing leaves by itself. */
const HELD = { flushMs: 60000 };

const installation = {
  installationId: 'a'.repeat(24),
  instanceId: 'b'.repeat(24),
  deploymentMode: /** @type {const} */ ('docker'),
  commitHash: 'unknown',
  appVersion: '0.0.0',
  platform: 'linux',
};

const uuids = (/** @type {{uuid: string}[]} */ events) => events.map(({ uuid }) => uuid);

/** @param {number} count */
const someEvents = (count) => Array.from({ length: count }, () => anEvent());

/** @param {Map<string, string>} disk @param {string[]} keys */
function exchange(disk, keys) {
  const [, , third, fourth] = keys.map((key) => disk.get(key) ?? '');
  disk.set(keys[2], fourth).set(keys[3], third);
}

describe('a durable spool', () => {
  const { folder, remove } = temporaryFiles({});
  after(remove);
  afterEach(stopAll);

  /** @param {ReturnType<typeof createFakeLevel>} level */
  const openOn = ({ FakeLevel }) => openSpool({ folder, ClassicLevel: FakeLevel });

  it('has every event before the answer, flushed', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    const event = anEvent();
    assert.equal((await endpoint.capture(anonymizedBatch(event))).status, 204);
    const [record] = level.state.disk.values();
    assert.ok(record.includes(event.uuid));
    assert.deepEqual(
      level.state.writes.map(({ sync }) => sync),
      [true],
    );
  });

  it('holds an answer back until then, and shares one flush among requests of the same moment', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    let release = () => {};
    level.state.gate = new Promise((resolve) => void (release = resolve));
    const answers = Array.from({ length: 20 }, () => endpoint.capture(anonymizedBatch(anEvent())));
    await until(() => endpoint.handler.counts().queued.events === 20);
    const first = await Promise.race([Promise.any(answers), sleep(50, 'waiting')]);
    assert.equal(first, 'waiting');
    release();
    for (const { status } of await Promise.all(answers)) assert.equal(status, 204);
    assert.ok(level.state.writes.length <= 2, `${level.state.writes.length} flushes`);
    assert.equal(level.state.disk.size, 20);
  });

  it('gives what is left to the next handler, which delivers it in order without being asked (V7)', async () => {
    const level = createFakeLevel();
    const events = someEvents(7);
    const before = await startEndpoint({ spool: await openOn(level), limits: HELD });
    for (const event of events) await before.capture(anonymizedBatch(event));
    before.receiver.fail({ times: 100, status: 503 });
    assert.deepEqual(await before.handler.close(0), { left: 7 });
    const after = await startEndpoint({ spool: await openOn(level), limits: { batchEvents: 3 } });
    assert.equal(after.handler.counts().queued.events, 7);
    await until(() => after.handler.counts().forwarded === 7);
    assert.deepEqual(uuids(after.receiver.events), uuids(events));
    await after.handler.close();
    assert.equal(level.state.disk.size, 0);
  });

  it('knows a retry of what it still holds after a restart', async () => {
    const level = createFakeLevel();
    const batch = anonymizedBatch(...someEvents(3));
    const before = await startEndpoint({ spool: await openOn(level), limits: HELD });
    await before.capture(batch);
    before.receiver.fail({ times: 100, status: 503 });
    await before.handler.close(0);
    const after = await startEndpoint({ spool: await openOn(level), limits: HELD });
    assert.equal((await after.capture(batch)).status, 204);
    assert.equal(after.handler.counts().duplicates, 3);
    assert.equal(after.handler.counts().queued.events, 3);
  });

  it('has $identify before its answer, too', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    endpoint.signIn(ann(IDENTIFIED));
    assert.equal((await endpoint.identify({})).status, 204);
    assert.ok([...level.state.disk.values()].some((record) => record.includes('$identify')));
    await endpoint.capture(identifiedBatch(anEvent()));
    assert.equal(level.state.disk.size, 2);
    level.state.isFull = true;
    const inAnother = await endpoint.identify({ workspaceId: 'beta' });
    assert.equal(inAnother.status, 503);
    assert.equal(inAnother.body.error, 'analytics_identify_failed');
  });

  it('has what a server captures, without its waiting', async () => {
    const level = createFakeLevel();
    const { analytics } = await startAnalytics({ spool: await openOn(level), limits: HELD });
    analytics.capture('$pageleave', { duration_ms: 5 });
    await until(() => level.state.disk.size === 1);
  });

  it('counts what an earlier process left as held, and takes nothing new above the limit (V7)', async () => {
    const level = createFakeLevel();
    const before = await startEndpoint({ spool: await openOn(level), limits: HELD });
    await before.capture(anonymizedBatch(...someEvents(5)));
    before.receiver.fail({ times: 100, status: 503 });
    await before.handler.close(0);
    const limits = { ...HELD, queueEvents: 4 };
    const after = await startEndpoint({ spool: await openOn(level), limits });
    assert.equal((await after.capture(anonymizedBatch(anEvent()))).status, 503);
    assert.equal((await after.delivered()).length, 5, 'none of them is dropped');
    assert.equal((await after.capture(anonymizedBatch(anEvent()))).status, 204);
  });

  it('is left alone where nothing is forwarded (V58, V-019)', async () => {
    const level = createFakeLevel();
    const before = await startEndpoint({ spool: await openOn(level), limits: HELD });
    await before.capture(anonymizedBatch(anEvent()));
    before.receiver.fail({ times: 100, status: 503 });
    await before.handler.close(0);
    const off = await startEndpoint({ spool: await openOn(level), disabled: true });
    await off.capture(anonymizedBatch(anEvent()));
    await off.handler.close();
    assert.equal(off.receiver.requests.length, 0);
    assert.equal(level.state.disk.size, 1);
  });

  it('serves one handler', async () => {
    const spool = await openOn(createFakeLevel());
    await startEndpoint({ spool });
    await assert.rejects(startEndpoint({ spool }), /a spool serves one handler/);
  });

  it('is refused by the handler of another receiver', async () => {
    const level = createFakeLevel();
    const before = await startEndpoint({ spool: await openOn(level), limits: HELD });
    await before.capture(anonymizedBatch(anEvent()));
    before.receiver.fail({ times: 100, status: 503 });
    await before.handler.close(0);
    const { url } = await startReceiver();
    const collect = { url: `${url}/collect`, installation };
    const spool = await openOn(level);
    await assert.rejects(startEndpoint({ collect, spool }), /another receiver/);
  });

  it('that cannot write is answered 503, and the events are delivered all the same, once', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    level.state.isFull = true;
    const batch = anonymizedBatch(...someEvents(3));
    const refused = await endpoint.capture(batch);
    assert.equal(refused.status, 503);
    assert.equal(refused.headers['retry-after'], '5');
    assert.deepEqual(endpoint.problems, [{ code: 'spool_failed', count: 3 }]);
    assert.equal((await endpoint.capture(batch)).status, 503, 'still on no disk');
    assert.equal((await endpoint.delivered()).length, 3);
    level.state.isFull = false;
    assert.equal((await endpoint.capture(batch)).status, 204);
    await endpoint.delivered();
    assert.equal(endpoint.receiver.batches.flat().length, 3);
    assert.equal(endpoint.handler.counts().duplicates, 6);
  });

  it('that cannot write holds up no event that is counted here alone (M6)', async () => {
    const level = createFakeLevel();
    const metered = { destination: 'metrics', properties: [] };
    const endpoint = await startEndpoint({
      plan: { format: 1, name: 'metered', events: { 'run ended': metered, 'page viewed': {} } },
      spool: await openOn(level),
      limits: HELD,
    });
    level.state.isFull = true;
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 503);
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent('run ended')))).status, 204);
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 503);
  });

  it('that could not write tries again when the client does', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    const batch = anonymizedBatch(anEvent());
    level.state.isFull = true;
    assert.equal((await endpoint.capture(batch)).status, 503);
    level.state.isFull = false;
    assert.equal((await endpoint.capture(batch)).status, 204);
    assert.equal(level.state.disk.size, 1);
  });

  it('is the next process’s once it is closed, whatever comes then', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    level.state.isFull = true;
    const batch = anonymizedBatch(anEvent());
    await endpoint.capture(batch);
    await endpoint.handler.close(0);
    const { opened } = level.state;
    level.state.isFull = false;
    assert.equal((await endpoint.capture(batch)).status, 503);
    assert.equal(level.state.opened, opened);
    assert.equal(level.state.disk.size, 0);
  });

  it('that can write again has what it could not, and begins a new log for it', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    level.state.isFull = true;
    const [first, second] = someEvents(2);
    assert.equal((await endpoint.capture(anonymizedBatch(first))).status, 503);
    level.state.isFull = false;
    assert.equal((await endpoint.capture(anonymizedBatch(second))).status, 204);
    assert.equal(level.state.opened, 2);
    const records = [...level.state.disk.values()].join();
    assert.ok(records.includes(first.uuid) && records.includes(second.uuid));
    assert.equal((await endpoint.capture(anonymizedBatch(first))).status, 204);
  });

  /** What happens to six records, how many are lost, and which are left. */
  const DAMAGES =
    /** @type {[string, (disk: Map<string, string>, keys: string[]) => void, number, number[]][]} */ ([
      [
        'one is changed',
        (disk, keys) => disk.set(keys[1], `${disk.get(keys[1])} `),
        1,
        [0, 2, 3, 4, 5],
      ],
      ['one is empty', (disk, keys) => disk.set(keys[0], ''), 1, [1, 2, 3, 4, 5]],
      [
        'two are gone',
        (disk, keys) => keys.slice(2, 4).forEach((key) => disk.delete(key)),
        2,
        [0, 1, 4, 5],
      ],
      ['two have changed places', exchange, 2, [0, 1, 4, 5]],
      ['one came from nowhere', (disk) => disk.set('x', 'y'), 1, [0, 1, 2, 3, 4, 5]],
      ['none is whole', (disk, keys) => keys.forEach((key) => disk.set(key, 'x')), 6, []],
    ]);
  for (const [title, damage, corrupt, left] of DAMAGES) {
    it(`is read, and the damage counted once, where of its records ${title} (V7)`, async () => {
      const level = createFakeLevel();
      const { disk } = level.state;
      const events = someEvents(6);
      const before = await startEndpoint({ spool: await openOn(level), limits: HELD });
      for (const event of events) await before.capture(anonymizedBatch(event));
      before.receiver.fail({ times: 100, status: 503 });
      await before.handler.close(0);
      damage(disk, [...disk.keys()]);
      const after = await startEndpoint({ spool: await openOn(level), limits: HELD });
      assert.deepEqual(after.problems, [{ code: 'spool_corrupt', count: corrupt }]);
      assert.equal(after.handler.counts().dropped.spool_corrupt, corrupt);
      assert.equal(disk.size, left.length);
      await after.handler.close(0);
      const again = await startEndpoint({ spool: await openOn(level), limits: HELD });
      assert.deepEqual(again.problems, []);
      assert.deepEqual(uuids(await again.delivered()), uuids(left.map((index) => events[index])));
    });
  }

  it('writes its files anew when nothing is left in them, and at the end', async () => {
    const level = createFakeLevel();
    const endpoint = await startEndpoint({ spool: await openOn(level), limits: HELD });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.delivered();
    await endpoint.handler.flush();
    assert.equal(level.state.compacted, 0, 'not for so little');
    await endpoint.handler.close();
    assert.equal(level.state.compacted, 1);

    const spool = await openOn(level);
    const keys = [spool.append('x'.repeat(2 ** 19)), spool.append('x'.repeat(2 ** 19))];
    await spool.saved();
    spool.remove([keys[0]]);
    await spool.saved();
    assert.equal(level.state.compacted, 1, 'one is left');
    spool.remove([keys[1]]);
    await spool.saved();
    assert.equal(level.state.compacted, 2);
  });

  it('needs a folder', async () => {
    await assert.rejects(openSpool(/** @type {any} */ ({})), TypeError);
    await assert.rejects(openSpool({ folder: '' }), TypeError);
  });
});
