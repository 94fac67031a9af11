import assert from 'node:assert/strict';
import {
  ANONYMIZED,
  ANONYMOUS_ID,
  IDENTIFIED,
  ann,
  anEvent,
  anonymizedBatch,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

/** Whatever the person's session holds and an anonymized event must not. */
const TRACES = ['u1', 'a@b.c', 'Ann', 'acme', 'owner', 'beta', 'member'];

/** @param {import('../support/receiver.js').ReceivedRequest[]} requests */
function assertNoTrace(requests) {
  for (const { text } of requests) {
    for (const trace of TRACES) assert.ok(!text.includes(`"${trace}"`), `${trace} in ${text}`);
  }
}

/**
 * S31: nothing links an anonymous id to a person, in whatever went to PostHog.
 *
 * @param {import('../support/receiver.js').ReceivedRequest[]} requests
 */
function assertNothingLinks(requests) {
  for (const { payload } of requests) {
    for (const event of payload.batch) {
      const text = JSON.stringify(event);
      assert.ok(!/alias|\$anon_distinct_id|\$merge_dangerously/.test(text), text);
      const isAnonymous = event.distinct_id.startsWith('anon_');
      assert.equal(text.includes('anon_'), isAnonymous, text);
      if (isAnonymous) assert.notEqual(event.event, '$identify');
      if (isAnonymous) assertNoTrace([{ ...requests[0], text }]);
    }
  }
}

describe('the mode comes from the session', () => {
  afterEach(stopAll);

  for (const [settings, mode] of /** @type {[any, string][]} */ ([
    [undefined, 'anonymized'],
    [null, 'anonymized'],
    [[], 'anonymized'],
    ['identified', 'anonymized'],
    [{}, 'anonymized'],
    [{ shareUsageData: true }, 'anonymized'],
    [{ anonymizeUsageData: true }, 'anonymized'],
    [{ anonymizeUsageData: 'false' }, 'anonymized'],
    [{ anonymizeUsageData: 0 }, 'anonymized'],
    [{ anonymizeUsageData: null }, 'anonymized'],
    [{ anonymizeUsageData: false }, 'identified'],
    [{ shareUsageData: true, anonymizeUsageData: false }, 'identified'],
    [{ shareUsageData: undefined, anonymizeUsageData: false }, 'identified'],
    [{ shareUsageData: false, anonymizeUsageData: false }, 'off'],
    [{ shareUsageData: 'true', anonymizeUsageData: false }, 'off'],
    [{ shareUsageData: 1 }, 'off'],
    [{ shareUsageData: null }, 'off'],
    [{ recordScreen: true, anonymizeUsageData: true }, 'anonymized'],
  ])) {
    it(`is ${mode} for ${JSON.stringify(settings) ?? 'no settings'} (S3)`, async () => {
      const endpoint = await startEndpoint();
      endpoint.signIn(ann(settings));
      assert.equal((await endpoint.capture(identifiedBatch(anEvent()))).status, 204);
      assert.equal((await endpoint.identify({})).status, 204);
      const events = await endpoint.delivered();
      const expected = {
        off: [],
        anonymized: ['page viewed'],
        identified: ['$identify', 'page viewed'],
      };
      assert.deepEqual(
        events.map(({ event }) => event),
        expected[/** @type {keyof typeof expected} */ (mode)],
      );
      if (mode !== 'identified') assertNoTrace(endpoint.receiver.requests);
      assertNothingLinks(endpoint.receiver.requests);
    });
  }

  it('is anonymized with Global Privacy Control, whatever the settings say', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    const headers = { 'Sec-GPC': '1' };
    assert.equal((await endpoint.capture(identifiedBatch(anEvent()), headers)).status, 204);
    assert.equal((await endpoint.identify({}, headers)).status, 204);
    const [event, ...others] = await endpoint.delivered();
    assert.deepEqual(others, []);
    assert.match(event.distinct_id, /^anon_/);
    assertNoTrace(endpoint.receiver.requests);
  });

  it('stays off with Global Privacy Control', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann({ shareUsageData: false }));
    await endpoint.capture(anonymizedBatch(anEvent()), { 'Sec-GPC': '1' });
    assert.deepEqual(await endpoint.delivered(), []);
  });

  for (const id of [
    '',
    ' ',
    'anonymous',
    'Guest',
    '0',
    'null',
    'undefined',
    '[object Object]',
    'x'.repeat(201),
    7,
  ]) {
    it(`is anonymized for the user id ${JSON.stringify(id).slice(0, 20)}, which makes no person`, async () => {
      const endpoint = await startEndpoint();
      const user = /** @type {any} */ ({ id, email: 'a@b.c', name: 'Ann' });
      endpoint.signIn({ ...ann(IDENTIFIED), user });
      assert.equal((await endpoint.capture(identifiedBatch(anEvent()))).status, 204);
      const [event, ...others] = await endpoint.delivered();
      assert.deepEqual(others, []);
      assert.match(event.distinct_id, /^anon_/);
      assert.deepEqual(endpoint.problems, [{ code: 'invalid_user_id', count: 1 }]);
    });
  }

  it('can be made more private by the body, never less (S13)', async () => {
    const endpoint = await startEndpoint();
    for (const settings of [ANONYMIZED, IDENTIFIED]) {
      endpoint.signIn(ann(settings));
      await endpoint.capture(anonymizedBatch(anEvent('page viewed', { anonymized: false })));
      await endpoint.capture({ event: 'page viewed', properties: { anonymized: true } });
      await endpoint.capture({ event: 'page viewed', properties: {} });
      await endpoint.capture({ event: 'page viewed', properties: { anonymized: 'false' } });
      await endpoint.capture({
        event: 'page viewed',
        anonymousDistinctId: ANONYMOUS_ID,
        properties: { anonymized: false },
      });
    }
    const events = await endpoint.delivered();
    assert.equal(events.length, 10);
    for (const event of events) {
      assert.match(event.distinct_id, /^anon_/);
      assert.equal(event.properties.anonymized, true);
    }
    assertNoTrace(endpoint.receiver.requests);
  });
});

describe('an anonymized event', () => {
  afterEach(stopAll);

  it('has the anonymous id of the browser, and two have the same (S28, S29)', async () => {
    const endpoint = await startEndpoint();
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.capture(anonymizedBatch(anEvent('build completed', { message_count: 3 })));
    const events = await endpoint.delivered();
    assert.deepEqual(
      events.map((event) => event.distinct_id),
      [ANONYMOUS_ID, ANONYMOUS_ID],
    );
    assertNoTrace(endpoint.receiver.requests);
  });

  it('loses what names somebody and keeps what counts (S33, S35, A35)', async () => {
    const endpoint = await startEndpoint();
    await endpoint.capture(
      anonymizedBatch(
        anEvent('build completed', {
          message_count: 3,
          user_id: 'u1',
          workspace_id: 'acme',
          app_name: 'Ann',
          userEmail: 'a@b.c',
          nested: { email: 'a@b.c' },
          $set: { email: 'a@b.c' },
        }),
      ),
    );
    const [event] = await endpoint.delivered();
    assert.equal(event.properties.message_count, 3);
    assert.equal(endpoint.receiver.persons.size, 0);
    assertNoTrace(endpoint.receiver.requests);
  });
});

describe('an identified event', () => {
  afterEach(stopAll);

  it('belongs to the person of the session, whatever the body says (S15, S38, M25, M43)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    const spoof = {
      user_id: 'u9',
      user_email: 'x@y.z',
      user_name: 'Eve',
      workspace_role: 'admin',
      distinct_id: 'u9',
    };
    await endpoint.capture({
      ...identifiedBatch({ ...anEvent('page viewed', spoof), distinct_id: 'u9' }),
      distinct_id: 'u9',
      user: { id: 'u9' },
    });
    const [, event] = await endpoint.delivered();
    assert.equal(event.distinct_id, 'u1');
    const { properties } = event;
    assert.deepEqual(
      {
        user_id: properties.user_id,
        user_email: properties.user_email,
        user_name: properties.user_name,
        workspace_id: properties.workspace_id,
        workspace_role: properties.workspace_role,
        anonymized: properties.anonymized,
      },
      {
        user_id: 'u1',
        user_email: 'a@b.c',
        user_name: 'Ann',
        workspace_id: 'acme',
        workspace_role: 'owner',
        anonymized: false,
      },
    );
    assert.ok(!endpoint.receiver.requests[0].text.includes('u9'));
  });

  it('is in the workspace that it names, if the person is (S15, M27, M44)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    for (const name of ['beta', ' BETA ', '../beta', undefined]) {
      await endpoint.capture(identifiedBatch(anEvent('page viewed', { workspace_id: name })));
    }
    const events = (await endpoint.delivered()).filter(({ event }) => event === 'page viewed');
    const tenants = events.map(({ properties }) => [
      properties.workspace_id,
      properties.workspace_role,
    ]);
    assert.deepEqual(tenants, [
      ['beta', 'member'],
      ['beta', 'member'],
      ['acme', 'owner'],
      ['acme', 'owner'],
    ]);
  });

  it('finds its workspace among thousands', async () => {
    const endpoint = await startEndpoint();
    const many = Array.from({ length: 5000 }, (_, i) => ({ id: `workspace-${i}`, role: 'member' }));
    endpoint.signIn({ ...ann(IDENTIFIED), workspaces: many });
    for (const name of ['workspace-4321', 'WORKSPACE-0', undefined]) {
      const body = identifiedBatch(anEvent('page viewed', { workspace_id: name }));
      assert.equal((await endpoint.capture(body)).status, 204);
    }
    const foreign = identifiedBatch(anEvent('page viewed', { workspace_id: 'workspace-5000' }));
    assert.equal((await endpoint.capture(foreign)).status, 404);
    const events = (await endpoint.delivered()).filter(({ event }) => event === 'page viewed');
    assert.deepEqual(
      events.map(({ properties }) => properties.workspace_id),
      ['workspace-4321', 'workspace-0', 'workspace-0'],
    );
  });

  it('survives a name that is no proper text', async () => {
    const endpoint = await startEndpoint();
    const user = { id: 'u1', email: 'a@b.c', name: 'A\0nn \ud800 "\u2028"' };
    endpoint.signIn({ ...ann(IDENTIFIED), user });
    assert.equal((await endpoint.capture(identifiedBatch(anEvent()))).status, 204);
    const [identify, event] = await endpoint.delivered();
    assert.equal(identify.properties.$set.name, 'Ann \ufffd "\u2028"');
    assert.equal(event.properties.user_name, 'Ann \ufffd "\u2028"');
  });

  it('makes no person profile by itself; only $identify does (S32)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    await endpoint.capture(
      identifiedBatch(anEvent('page viewed', { $process_person_profile: true })),
    );
    const [identify, event] = endpoint.receiver.requests.length ? [] : await endpoint.delivered();
    assert.equal(event.properties.$process_person_profile, false);
    assert.ok(!('$process_person_profile' in identify.properties));
    assert.deepEqual([...endpoint.receiver.persons.keys()], ['u1']);
  });
});

describe('switching', () => {
  afterEach(stopAll);

  it('never links the anonymous id to the person, in any order (S31, S35, S57, S58)', async () => {
    const endpoint = await startEndpoint();
    for (const settings of [ANONYMIZED, IDENTIFIED, ANONYMIZED, IDENTIFIED]) {
      endpoint.signIn(ann(settings));
      await endpoint.identify({ workspaceId: 'beta', anonymousDistinctId: ANONYMOUS_ID });
      await endpoint.capture(anonymizedBatch(anEvent('build completed', { note: ANONYMOUS_ID })));
      await endpoint.capture(
        identifiedBatch(
          anEvent('page viewed', { $anon_distinct_id: ANONYMOUS_ID, alias: ANONYMOUS_ID }),
        ),
      );
    }
    const events = await endpoint.delivered();
    assert.ok(events.some((event) => event.distinct_id === 'u1'));
    assert.ok(events.some((event) => event.distinct_id === ANONYMOUS_ID));
    assertNothingLinks(endpoint.receiver.requests);
  });
});
