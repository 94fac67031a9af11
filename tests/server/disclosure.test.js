import assert from 'node:assert/strict';
import { source as plan } from '../support/agnes.js';
import { EMAIL, ID, NAME, PERSON, SAID, USER, bytesOf, capture, startLevel } from './levels.js';
import { IDENTIFIED, ann, stopAll } from './support.js';

/** @typedef {import('./levels.js').Started} Started */
/** @typedef {import('./levels.js').IdentifyLevel} IdentifyLevel */

/** Every property that an event of the plan may carry. @param {string} event */
const namesOf = (event) =>
  [...plan.standing, ...(plan.events[event].properties ?? [])].flatMap((use) =>
    typeof use === 'string' ? use : Object.keys(use),
  );

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

  it('A36: no property takes an e-mail, a name or the id in its place', async () => {
    const endpoint = await startLevel('id');
    for (const name of Object.keys(plan.events)) {
      for (const text of [EMAIL, NAME, ID, 'Lovelace']) {
        const names = namesOf(name);
        assert.ok(names.length > 3);
        await capture(endpoint, Object.fromEntries(names.map((key) => [key, text])), name);
      }
    }
    for (const text of PERSON) assert.ok(!bytesOf(endpoint).includes(text), text);
  });

  it('A36: a workspace that the plan does not declare is not told', async () => {
    const endpoint = await startLevel('id');
    const event = (await capture(endpoint)).at(-1);
    assert.ok(
      event && !('workspace_id' in event.properties) && !('workspace_role' in event.properties),
    );
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
