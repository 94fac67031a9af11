import assert from 'node:assert/strict';
import {
  ANONYMOUS_ID,
  IDENTIFIED,
  ann,
  anEvent,
  identifiedBatch,
  plan,
  startEndpoint,
  stopAll,
  annAtPostHog,
} from './support.js';

const PROPERTIES = { auth_mode: 'none', installation_mode: 'local', second_oss: true };

describe('POST identify', () => {
  afterEach(stopAll);

  it('sends the person of the session and the installation, nothing else (S37)', async () => {
    const endpoint = await startEndpoint({
      properties: PROPERTIES,
      release: { release_version: '1.2.3' },
    });
    endpoint.signIn(ann(IDENTIFIED));
    const answer = await endpoint.identify({
      workspaceId: ' Beta ',
      email: 'x@y.z',
      userId: 'u9',
      $set: { name: 'Eve' },
    });
    assert.equal(answer.status, 204);
    const [event] = await endpoint.delivered();
    assert.equal(event.event, '$identify');
    assert.equal(event.distinct_id, 'u1');
    assert.deepEqual(event.properties, {
      $set: annAtPostHog('beta', 'member'),
    });
  });

  for (const workspaceId of [undefined, null, 7, '', '-a', 'a_b', '../x', 'a'.repeat(81)]) {
    it(`takes the first workspace for ${String(JSON.stringify(workspaceId)).slice(0, 20)} (S15)`, async () => {
      const endpoint = await startEndpoint();
      endpoint.signIn(ann(IDENTIFIED));
      assert.equal((await endpoint.identify({ workspaceId })).status, 204);
      const [event] = await endpoint.delivered();
      assert.equal(event.properties.$set.workspace_id, 'acme');
    });
  }

  it('answers 404 for a workspace of others (S37)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    const answer = await endpoint.identify({ workspaceId: 'other' });
    assert.equal(answer.status, 404);
    assert.deepEqual(answer.body, { error: 'workspace_not_found' });
    assert.deepEqual(await endpoint.delivered(), []);
  });

  it('sends nothing in anonymized mode, whatever workspace is named (S30)', async () => {
    const endpoint = await startEndpoint();
    assert.equal((await endpoint.identify({ workspaceId: 'beta' })).status, 204);
    assert.equal((await endpoint.identify({ workspaceId: 'other' })).status, 204);
    assert.deepEqual(await endpoint.delivered(), []);
  });

  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"workspaceId":1}x',
    Buffer.from([0x7b, 0xff, 0x7d]),
  ]) {
    it(`answers 400 for ${JSON.stringify(String(body))}`, async () => {
      const endpoint = await startEndpoint();
      const answer = await endpoint.identify(body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { error: 'invalid_payload' });
    });
  }
});

describe('$identify before an event', () => {
  afterEach(stopAll);

  it('is sent once for a person in a workspace, before the first event (S37)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    await endpoint.capture(identifiedBatch(anEvent(), anEvent()));
    await endpoint.capture(identifiedBatch(anEvent()));
    await endpoint.identify({});
    const names = (await endpoint.delivered()).map(({ event }) => event);
    assert.deepEqual(names, ['$identify', 'page viewed', 'page viewed', 'page viewed']);
  });

  it('is sent for each workspace of a batch', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    const inBeta = anEvent('page viewed', { workspace_id: 'beta' });
    await endpoint.capture(identifiedBatch(anEvent(), inBeta, anEvent()));
    const names = (await endpoint.delivered()).map(({ event, properties }) => [
      event,
      (properties.$set ?? properties).workspace_id,
    ]);
    assert.deepEqual(names, [
      ['$identify', 'acme'],
      ['page viewed', 'acme'],
      ['$identify', 'beta'],
      ['page viewed', 'beta'],
      ['page viewed', 'acme'],
    ]);
  });

  it('is sent again when the e-mail, the name or the role changed (S37)', async () => {
    const endpoint = await startEndpoint();
    const first = ann(IDENTIFIED);
    const changes = [
      first,
      { ...first, user: { id: 'u1', email: 'new@b.c', name: 'Ann' } },
      { ...first, user: { id: 'u1', email: 'new@b.c', name: 'Anna' } },
      {
        ...first,
        user: { id: 'u1', email: 'new@b.c', name: 'Anna' },
        workspaces: [{ id: 'acme', role: 'admin' }],
      },
    ];
    for (const session of changes) {
      endpoint.signIn(session);
      await endpoint.capture(identifiedBatch(anEvent()));
    }
    const sent = (await endpoint.delivered()).filter(({ event }) => event === '$identify');
    assert.equal(sent.length, 4);
    assert.deepEqual(endpoint.receiver.persons.get('u1'), {
      email: 'new@b.c',
      name: 'Anna',
      user_id: 'u1',
      workspace_id: 'acme',
      workspace_role: 'admin',
      screen_recording_consent: false,
    });
  });

  it('says whether the screen may be recorded, and again when that changes (S46)', async () => {
    const endpoint = await startEndpoint();
    const recorded = { ...IDENTIFIED, recordScreen: true };
    for (const settings of [recorded, recorded, IDENTIFIED, recorded]) {
      endpoint.signIn(ann(settings));
      await endpoint.capture(identifiedBatch(anEvent()));
    }
    const sent = (await endpoint.delivered()).filter(({ event }) => event === '$identify');
    assert.deepEqual(
      sent.map(({ properties }) => properties.$set.screen_recording_consent),
      [true, false, true],
    );
  });

  it('is sent again after half an hour (S37)', async () => {
    let now = Date.now();
    const endpoint = await startEndpoint({ now: () => now });
    endpoint.signIn(ann(IDENTIFIED));
    for (const minutes of [0, 29, 2]) {
      now += minutes * 60000;
      await endpoint.capture(identifiedBatch(anEvent()));
    }
    const sent = (await endpoint.delivered()).filter(({ event }) => event === '$identify');
    assert.equal(sent.length, 2);
  });

  it('remembers a bounded number of persons', async () => {
    const endpoint = await startEndpoint({ limits: { identities: 2 } });
    for (const id of ['u1', 'u2', 'u3', 'u3', 'u1']) {
      endpoint.signIn({ ...ann(IDENTIFIED), user: { id, email: 'a@b.c', name: 'Ann' } });
      await endpoint.identify({});
    }
    const sent = (await endpoint.delivered()).map((event) => event.distinct_id);
    assert.deepEqual(sent, ['u1', 'u2', 'u3', 'u1']);
  });
});

describe('an anonymous id that a person had before', () => {
  afterEach(stopAll);

  const merging = { ...plan, identity: { merge: true } };
  const named = { anonymousDistinctId: ANONYMOUS_ID };

  /** @param {import('../support/ingestion.js').StoredEvent[]} rows */
  const toldIds = (rows) => rows.map(({ properties }) => properties.$anon_distinct_id);

  it('is told with the person where the plan merges identities, and then the person alone (M26)', async () => {
    const endpoint = await startEndpoint({ plan: merging });
    endpoint.signIn(ann(IDENTIFIED));
    assert.equal((await endpoint.identify(named)).status, 204);
    await endpoint.capture(identifiedBatch(anEvent()));
    const rows = await endpoint.delivered();
    assert.deepEqual(
      rows.map(({ event, distinct_id: id }) => [event, id]),
      [
        ['$identify', 'u1'],
        ['page viewed', 'u1'],
      ],
    );
    assert.deepEqual(toldIds(rows), [ANONYMOUS_ID, undefined]);
  });

  it('is told once for each id, though the person is known', async () => {
    const endpoint = await startEndpoint({ plan: merging });
    endpoint.signIn(ann(IDENTIFIED));
    const another = 'anon_11111111-2222-4333-8444-555555555555';
    for (const body of [{}, named, { anonymousDistinctId: another }, {}, named])
      await endpoint.identify(body);
    assert.deepEqual(toldIds(await endpoint.delivered()), [undefined, ANONYMOUS_ID, another]);
  });

  it('is not looked at by any other plan (S31, S57)', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    await endpoint.identify(named);
    assert.deepEqual(toldIds(await endpoint.delivered()), [undefined]);
  });

  it('is told of nobody who is anonymized', async () => {
    const endpoint = await startEndpoint({ plan: merging });
    endpoint.signIn(ann());
    await endpoint.identify(named);
    assert.deepEqual(await endpoint.delivered(), []);
  });

  for (const id of [
    'u2',
    'anon_',
    'anon_1',
    `${ANONYMOUS_ID} `,
    [ANONYMOUS_ID],
    { id: ANONYMOUS_ID },
    7,
  ]) {
    it(`is none: ${JSON.stringify(id)}`, async () => {
      const endpoint = await startEndpoint({ plan: merging });
      endpoint.signIn(ann(IDENTIFIED));
      await endpoint.identify({ anonymousDistinctId: id });
      assert.deepEqual(toldIds(await endpoint.delivered()), [undefined]);
    });
  }
});
