import assert from 'node:assert/strict';
import { createAnalyticsHandler } from '../../js-glue/server/index.js';
import { PAYLOADS, source as plan } from '../support/agnes.js';
import { ID, NAME, PERSON, SAID, SECRET, USER, bytesOf, capture, startLevel } from './levels.js';
import {
  ANONYMIZED,
  anEvent,
  anonymizedBatch,
  ann,
  call,
  identifiedBatch,
  stopAll,
} from './support.js';

/** @typedef {import('./levels.js').Options} Options */

const SNAPSHOT = {
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  event: '$snapshot',
  properties: { $session_id: 's1', distinct_id: ID, token: 'phc_test', $snapshot_data: [NAME] },
};

describe('what no level changes', () => {
  afterEach(stopAll);

  for (const identify of /** @type {const} */ (['none', 'id', 'email', 'full'])) {
    it(`A36: ${identify} tells nothing of who chose to be anonymous`, async () => {
      const endpoint = await startLevel(identify);
      endpoint.signIn({ ...ann(ANONYMIZED), user: USER });
      await endpoint.capture(anonymizedBatch(anEvent('$exception', SAID)));
      assert.equal((await endpoint.delivered()).length, 1);
      for (const text of PERSON) assert.ok(!bytesOf(endpoint).includes(text), text);
    });

    it(`A36, A-006, A-014, A-085, A-097, corrected: ${identify}, and nobody is signed in: nothing leaves`, async () => {
      // The earlier system sent it for the distinct id `anonymous`, which made one person of everybody.
      const endpoint = await startLevel(identify);
      endpoint.signIn(null);
      const answer = await endpoint.capture(identifiedBatch(anEvent('$exception')));
      assert.equal(answer.status, 401);
      assert.deepEqual(await endpoint.delivered(), []);
    });

    it(`A18, A33: ${identify} withholds what a model was told and answered`, async () => {
      const endpoint = await startLevel(identify, { withhold: PAYLOADS });
      const given = { $ai_input: 'the prompt', $ai_output_choices: 'the answer', $ai_latency: 1 };
      const event = (await capture(endpoint, given, '$ai_generation')).at(-1);
      assert.equal(event?.properties.$ai_latency, 1);
      assert.ok(!bytesOf(endpoint).includes('the '));
    });

    it(`A21, A22, A25: ${identify} has environment and release of the operator`, async () => {
      const properties = { environment: 'qa-7', release: '1.2.3' };
      const endpoint = await startLevel(identify, { properties });
      const spoof = { environment: 'production', release: '9.9.9' };
      const event = (await capture(endpoint, spoof)).at(-1);
      assert.equal(event?.properties.environment, 'qa-7');
      assert.equal(event?.properties.release, '1.2.3');
    });

    const isRecorded = identify === 'email' || identify === 'full';
    it(`A29, A36: ${identify} ${isRecorded ? 'hands recordings on' : 'refuses recordings, which show who it is'}`, async () => {
      const endpoint = await startLevel(identify);
      const answer = await call(`${endpoint.base}/replay/s/`, {
        body: SNAPSHOT,
        headers: { 'Content-Type': 'text/plain', 'X-Analytics-Recording': 'k'.repeat(22) },
      });
      assert.equal(answer.status, isRecorded ? 200 : 403);
      assert.equal(endpoint.receiver.snapshots.length, isRecorded ? 1 : 0);
      const { text } = await call(`${endpoint.base}/config`, { method: 'GET' });
      for (const secret of [SECRET, ...PERSON]) assert.ok(!text.includes(secret), secret);
    });
  }
});

describe('options of disclosure', () => {
  afterEach(stopAll);

  for (const [why, options] of /** @type {[string, object][]} */ ([
    ['an unknown level', { identify: 'bogus' }],
    ['a name of every object', { identify: 'constructor' }],
    ['no level', { identify: '' }],
    ['null', { identify: null }],
    ['id without a secret', { identify: 'id' }],
    ['id with a short secret', { identify: 'id', pseudonymSecret: SECRET.slice(1) }],
    ['id with blanks', { identify: 'id', pseudonymSecret: ' '.repeat(40) }],
  ])) {
    it(`A15, A36, corrected: ${why} throws (it was email, more than was asked for)`, () => {
      const create = () =>
        createAnalyticsHandler(
          /** @type {Options} */ ({ plan, authenticate: () => null, ...options }),
        );
      assert.throws(create, (/** @type {Error} */ error) => {
        return (
          error instanceof TypeError &&
          /identify/.test(error.message) &&
          !error.message.includes('ss')
        );
      });
    });
  }
});
