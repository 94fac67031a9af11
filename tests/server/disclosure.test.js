import assert from 'node:assert/strict';
import { createAnalyticsHandler } from '../../js-glue/server/index.js';
import { PAYLOADS, source as plan } from '../support/agnes.js';
import {
  ANONYMIZED,
  IDENTIFIED,
  anEvent,
  anonymizedBatch,
  ann,
  call,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

/** @typedef {import('../../js-glue/server/types.js').AnalyticsHandlerOptions} Options */
/** @typedef {import('../../js-glue/server/types.js').IdentifyLevel} IdentifyLevel */

const RECORDED = { ...IDENTIFIED, recordScreen: true };
const SECRET = 's'.repeat(32);
const ID = 'person-4711';
const EMAIL = 'ada.lovelace@example.com';
const NAME = 'Ada Lovelace';
const PERSON = [ID, EMAIL, NAME, 'Lovelace', 'lovelace', '4711'];
const USER = { id: ID, email: EMAIL, name: NAME };

/** What a call site says of the person, whatever the operator wants. */
const SAID = {
  user_id: ID,
  user_email: EMAIL,
  user_name: NAME,
  email: EMAIL,
  name: NAME,
  $set: USER,
  $ai_input: NAME,
  $exception_message: `invalid user ${NAME}`,
};

const SNAPSHOT = {
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  event: '$snapshot',
  properties: { $session_id: 's1', distinct_id: ID, token: 'phc_test', $snapshot_data: [NAME] },
};

/**
 * @param {IdentifyLevel} [identify]
 * @param {Partial<Options>} [options]
 */
async function startLevel(identify, options) {
  const secret = identify === 'id' && { pseudonymSecret: SECRET };
  const endpoint = await startEndpoint({ plan, identify, ...secret, ...options });
  endpoint.signIn({ ...ann(RECORDED), user: USER });
  return endpoint;
}

/** @typedef {Awaited<ReturnType<typeof startLevel>>} Started */

/**
 * @param {Started} endpoint
 * @param {Record<string, unknown>} [properties]
 * @param {string} [name]
 */
async function capture(endpoint, properties = {}, name = '$exception') {
  const answer = await endpoint.capture(identifiedBatch(anEvent(name, properties)));
  assert.equal(answer.status, 204);
  return endpoint.delivered();
}

/** @param {Started} endpoint */
function bytesOf(endpoint) {
  assert.ok(endpoint.receiver.requests.length > 0, 'something was sent');
  return endpoint.receiver.requests.map(({ text }) => text).join('\n');
}

/** @param {Started} endpoint */
const pseudonymOf = async (endpoint) => (await capture(endpoint)).at(-1)?.distinct_id;

/** The properties of an event that say who it was. @param {Record<string, unknown>} properties */
const personOf = ({ user_id, user_email, user_name }) =>
  Object.fromEntries(
    Object.entries({ user_id, user_email, user_name }).filter(([, text]) => text !== undefined),
  );

describe('identify: none', () => {
  afterEach(stopAll);

  it('A36, A-005, A-013, A-082, A-084, corrected: an anonymous id, and nothing of the person (it was the id, or the e-mail)', async () => {
    const endpoint = await startLevel('none');
    const [event, ...others] = await capture(endpoint, SAID);
    assert.deepEqual(others, [], 'no $identify');
    assert.match(event.distinct_id, /^anon_/);
    assert.equal(event.properties.anonymized, true);
    assert.equal(event.properties.$process_person_profile, false);
    for (const text of PERSON) assert.ok(!bytesOf(endpoint).includes(text), text);
  });

  it('A36, A-013: names nobody when the page asks for it', async () => {
    const endpoint = await startLevel('none');
    assert.equal((await endpoint.identify({ workspaceId: 'acme' })).status, 204);
    assert.deepEqual(await endpoint.delivered(), []);
  });
});

describe('identify: id', () => {
  afterEach(stopAll);

  it('A36, A-010, A-087, corrected: a pseudonym, and nothing of the person (it was the id itself)', async () => {
    const endpoint = await startLevel('id');
    const [person, event] = await capture(endpoint, SAID);
    assert.match(event.distinct_id, /^user_[0-9a-f]{32}$/);
    assert.deepEqual(personOf(event.properties), { user_id: event.distinct_id });
    assert.equal(person.event, '$identify');
    assert.equal(person.distinct_id, event.distinct_id);
    assert.deepEqual(person.properties.$set, {
      user_id: event.distinct_id,
      screen_recording_consent: false,
    });
    for (const text of PERSON) assert.ok(!bytesOf(endpoint).includes(text), text);
  });

  it('A36: is the same for the same person, another for another, and another with another secret', async () => {
    const endpoint = await startLevel('id');
    const id = await pseudonymOf(endpoint);
    assert.equal(await pseudonymOf(endpoint), id);
    const again = await startLevel('id');
    assert.equal(await pseudonymOf(again), id, 'also after a restart');
    again.signIn({ ...ann(IDENTIFIED), user: { ...USER, id: 'person-4712' } });
    assert.notEqual(await pseudonymOf(again), id);
    const elsewhere = await startLevel('id', { pseudonymSecret: 't'.repeat(32) });
    assert.notEqual(await pseudonymOf(elsewhere), id);
  });

  it('A36, A-088, corrected: who has no id has no pseudonym (it was the e-mail)', async () => {
    const endpoint = await startLevel('id');
    endpoint.signIn({ ...ann(IDENTIFIED), user: { ...USER, id: '' } });
    const [event] = await capture(endpoint);
    assert.match(event.distinct_id, /^anon_/);
    for (const text of PERSON) assert.ok(!bytesOf(endpoint).includes(text), text);
  });
});

describe('identify: email and full', () => {
  afterEach(stopAll);

  for (const [
    level,
    row,
    known,
    person,
  ] of /** @type {[IdentifyLevel, string, object, object][]} */ ([
    [
      'email',
      'A36, A-003, A-011, A-019, A-090, A-091',
      { user_id: ID, user_email: EMAIL },
      { email: EMAIL, user_id: ID },
    ],
    [
      'full',
      'A36, A-004, A-012, A-020, A-094',
      { user_id: ID, user_email: EMAIL, user_name: NAME },
      { email: EMAIL, name: NAME, user_id: ID },
    ],
  ])) {
    it(`${row}: ${level} tells ${Object.keys(known).join(', ')}`, async () => {
      const endpoint = await startLevel(level);
      const [identified, event] = await capture(endpoint, SAID);
      assert.equal(event.distinct_id, ID);
      assert.deepEqual(personOf(event.properties), known);
      assert.equal(identified.event, '$identify');
      const consent = { screen_recording_consent: true };
      assert.deepEqual(identified.properties.$set, { ...person, ...consent });
    });
  }

  it('A36: email never tells the name, wherever a call site puts it', async () => {
    const endpoint = await startLevel('email');
    await capture(endpoint, SAID);
    await capture(endpoint, SAID, '$ai_generation');
    assert.equal((await endpoint.identify({ name: NAME, $set: { name: NAME } })).status, 204);
    await endpoint.delivered();
    assert.ok(!bytesOf(endpoint).includes('Lovelace'));
    assert.ok(bytesOf(endpoint).includes(EMAIL));
  });

  it('A36, A-096, corrected: who has no id is nobody, not the e-mail', async () => {
    const endpoint = await startLevel('full');
    endpoint.signIn({ ...ann(IDENTIFIED), user: { ...USER, id: '' } });
    const [event] = await capture(endpoint);
    assert.match(event.distinct_id, /^anon_/);
    for (const text of PERSON) assert.ok(!bytesOf(endpoint).includes(text), text);
  });

  it('full is the standard of the handler', async () => {
    const [, event] = await capture(await startLevel());
    assert.equal(event.properties.user_name, NAME);
  });
});

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
