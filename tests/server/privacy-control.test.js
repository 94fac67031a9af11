import assert from 'node:assert/strict';
import { startDemo } from '../../examples/workspace/serve.js';
import { gpcSupportResponse } from '../../js-glue/server/index.js';
import {
  IDENTIFIED,
  ann,
  anEvent,
  call,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

/** @typedef {import('./support.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions */

/**
 * What the endpoint does for a person who chose to be identified, in a browser that sends these
 * headers.
 *
 * @param {Record<string, string>} headers
 * @param {{options?: Partial<AnalyticsHandlerOptions>, session?: object}} [given]
 * @returns {Promise<'identified' | 'anonymized'>}
 */
async function modeWith(headers, { options, session } = {}) {
  const endpoint = await startEndpoint(options);
  endpoint.signIn(/** @type {any} */ ({ ...ann(IDENTIFIED), ...session }));
  assert.equal((await endpoint.identify({}, headers)).status, 204);
  assert.equal((await endpoint.capture(identifiedBatch(anEvent()), headers)).status, 204);
  const { body } = await call(`${endpoint.base}/config`, { method: 'GET', headers });
  const events = await endpoint.delivered();
  await stopAll();

  const names = events.map(({ event }) => event);
  if (names.includes('$identify')) {
    assert.deepEqual(names, ['$identify', 'page viewed']);
    assert.equal(events[1].distinct_id, 'u1');
    assert.equal(body.posthogToken, 'phc_test');
    return 'identified';
  }
  assert.deepEqual(names, ['page viewed']);
  assert.match(events[0].distinct_id, /^anon_/);
  assert.equal(endpoint.receiver.persons.size, 0);
  assert.equal(body.posthogToken, '', 'no recording can start');
  assert.ok(body.captureToken.token);
  return 'anonymized';
}

describe('Global Privacy Control', () => {
  afterEach(stopAll);

  for (const [value, mode] of [
    ['1', 'anonymized'],
    [' 1 ', 'anonymized'],
    // What came more than once arrives as one list, and one exact value is enough.
    ['1, 1', 'anonymized'],
    ['0, 1', 'anonymized'],
    ['?1,1', 'anonymized'],
    ['0', 'identified'],
    ['', 'identified'],
    ['true', 'identified'],
    ['?1', 'identified'],
    ['11', 'identified'],
    ['1.0', 'identified'],
    ['1;x', 'identified'],
  ]) {
    it(`with Sec-GPC: "${value}" leaves ${mode} mode at most`, async () => {
      assert.equal(await modeWith({ 'Sec-GPC': value }), mode);
    });
  }

  for (const [choice, mode] of /** @type {[unknown, string][]} */ ([
    [true, 'identified'],
    [false, 'anonymized'],
    [undefined, 'anonymized'],
    ['true', 'anonymized'],
    [1, 'anonymized'],
    [{}, 'anonymized'],
  ])) {
    it(`is overridden by a later choice only where the session says true: ${JSON.stringify(choice)}`, async () => {
      const session = { overridesPrivacyControl: choice };
      assert.equal(await modeWith({ 'Sec-GPC': '1' }, { session }), mode);
    });
  }

  it('overridden or not, gives nothing that the settings do not give', async () => {
    const endpoint = await startEndpoint();
    const headers = { 'Sec-GPC': '1' };
    endpoint.signIn({ ...ann(), overridesPrivacyControl: true });
    await endpoint.capture(identifiedBatch(anEvent()), headers);
    endpoint.signIn({ ...ann({ shareUsageData: false }), overridesPrivacyControl: true });
    await endpoint.capture(identifiedBatch(anEvent()), headers);
    const [event, ...others] = await endpoint.delivered();
    assert.match(event.distinct_id, /^anon_/);
    assert.deepEqual(others, []);
  });
});

describe('Do Not Track', () => {
  afterEach(stopAll);

  for (const [honourDoNotTrack, value, mode] of /** @type {[any, string, string][]} */ ([
    [undefined, '1', 'identified'],
    [false, '1', 'identified'],
    [true, '1', 'anonymized'],
    [true, '0', 'identified'],
    [true, 'unspecified', 'identified'],
  ])) {
    it(`DNT: ${value} leaves ${mode} mode where honourDoNotTrack is ${honourDoNotTrack}`, async () => {
      assert.equal(await modeWith({ DNT: value }, { options: { honourDoNotTrack } }), mode);
    });
  }

  it('is overridden as Global Privacy Control is', async () => {
    const given = {
      options: { honourDoNotTrack: true },
      session: { overridesPrivacyControl: true },
    };
    assert.equal(await modeWith({ DNT: '1' }, given), 'identified');
  });
});

describe('/.well-known/gpc.json', () => {
  it('says that the origin abides, and since when', async () => {
    const response = gpcSupportResponse('2024-02-29');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json');
    assert.deepEqual(await response.json(), { gpc: true, lastUpdate: '2024-02-29' });
  });

  for (const day of [
    '',
    '2026',
    '2026-01',
    '2026-1-2',
    '2026-02-29',
    '2026-13-01',
    '2026-01-01T00:00:00Z',
    7,
    null,
  ]) {
    it(`cannot be said to be of the day ${JSON.stringify(day)}`, () => {
      assert.throws(() => gpcSupportResponse(/** @type {any} */ (day)), TypeError);
    });
  }

  it('is served by the demo', async () => {
    const demo = await startDemo({ port: 0, env: {} });
    try {
      const answer = await call(`${demo.url}/.well-known/gpc.json`, { method: 'GET' });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'application/json');
      assert.equal(answer.body.gpc, true);
      assert.match(answer.body.lastUpdate, /^\d{4}-\d\d-\d\d$/);
    } finally {
      await demo.close();
    }
  });
});
