import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  IDENTIFIED,
  anEvent,
  ann,
  anonymizedBatch,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

const multica = readFileSync(new URL('../../src/plans/multica.json', import.meta.url), 'utf8');

const plan = {
  format: 1,
  name: 'destinations',
  properties: {
    role: { type: 'enum', values: ['builder', 'buyer'] },
    first_os: { type: 'enum', values: ['mac', 'linux'] },
    email: { type: 'email' },
    workspace_id: { type: 'id' },
  },
  standing: ['workspace_id'],
  events: {
    'survey answered': { properties: ['role', 'first_os', { plan_tier: { type: 'bool' } }] },
    'runtime ready': { destination: 'metrics', properties: ['role'] },
    'run finished': { destination: 'both' },
    'page viewed': { destination: 'posthog' },
  },
  person: { set: ['role', 'email', 'workspace_id'], set_once: ['first_os'] },
};

describe('where a plan sends its events', () => {
  afterEach(stopAll);

  it('metrics are counted here and leave for nowhere; both do both (M6, M7)', async () => {
    const endpoint = await startEndpoint({ plan });
    endpoint.signIn(ann(IDENTIFIED));
    for (const event of ['runtime ready', 'run finished', 'runtime ready', 'page viewed']) {
      assert.equal((await endpoint.capture(anEvent(event))).status, 204);
    }
    const rows = (await endpoint.delivered()).filter(({ event }) => event !== '$identify');
    assert.deepEqual(
      rows.map(({ event }) => event),
      ['run finished', 'page viewed'],
    );
    for (const { payload } of endpoint.receiver.requests) {
      for (const event of payload.batch) assert.ok(!('metrics' in event));
    }
    assert.deepEqual(endpoint.handler.counts().metrics, { 'runtime ready': 2, 'run finished': 1 });
  });

  for (const [title, name, rows, metrics] of /** @type {[string, string, number, object][]} */ ([
    ['M-091: runtime_offline is counted, not sent', 'runtime_offline', 0, { runtime_offline: 1 }],
    [
      'M-092: autopilot_run_completed is counted, not sent',
      'autopilot_run_completed',
      0,
      { autopilot_run_completed: 1 },
    ],
    [
      'M-093: workspace_created is sent; the earlier server counted it, too',
      'workspace_created',
      1,
      {},
    ],
  ])) {
    it(title, async () => {
      const endpoint = await startEndpoint({ plan: multica });
      await endpoint.capture(anonymizedBatch(anEvent(name)));
      assert.equal((await endpoint.delivered()).length, rows);
      assert.deepEqual(endpoint.handler.counts().metrics, metrics);
    });
  }

  it('an event that comes again is counted once', async () => {
    const endpoint = await startEndpoint({ plan });
    endpoint.signIn(ann(IDENTIFIED));
    const event = anEvent('runtime ready');
    for (let i = 0; i < 3; i++) await endpoint.capture(event);
    assert.deepEqual(endpoint.handler.counts().metrics, { 'runtime ready': 1 });
    assert.equal(endpoint.handler.counts().duplicates, 2);
  });

  it('metrics are counted also where nothing is sent on, but of nobody who refused (M7)', async () => {
    const endpoint = await startEndpoint({ plan, disabled: true });
    endpoint.signIn(ann(IDENTIFIED));
    await endpoint.capture(anEvent('run finished'));
    endpoint.signIn(ann({ shareUsageData: false }));
    await endpoint.capture(anEvent('run finished'));
    assert.deepEqual(endpoint.handler.counts().metrics, { 'run finished': 1 });
    assert.deepEqual(endpoint.receiver.requests, []);
  });
});

describe('what an event says of the person', () => {
  afterEach(stopAll);

  const answers = { role: 'builder', first_os: 'mac', plan_tier: true, workspace_id: 'acme' };

  it('in identified mode its own properties that the plan names, newest or first (M30, M32)', async () => {
    const endpoint = await startEndpoint({ plan });
    endpoint.signIn(ann(IDENTIFIED));
    await endpoint.capture(
      identifiedBatch(
        anEvent('survey answered', answers),
        anEvent('survey answered', { role: 'nobody', first_os: null, plan_tier: true }),
      ),
    );
    const rows = (await endpoint.delivered()).filter(({ event }) => event !== '$identify');
    const [{ properties: first }, { properties: second }] = rows;
    assert.deepEqual(first.$set, { role: 'builder' });
    assert.deepEqual(first.$set_once, { first_os: 'mac' });
    assert.ok(!('$process_person_profile' in first), 'else PostHog takes no person properties');
    assert.equal(first.role, 'builder');
    assert.ok(!('$set' in second), 'what may not leave says nothing of the person either');
    assert.ok(!('$set_once' in second), 'and what is not known neither');
    assert.equal(second.$process_person_profile, false);
  });

  it('and $identify what the plan names of what the session knows (M29)', async () => {
    for (const [person, expected] of /** @type {const} */ ([
      [plan.person, { $set: { email: 'a@b.c', workspace_id: 'acme' } }],
      [{ set_once: ['email'] }, { $set: {}, $set_once: { email: 'a@b.c' } }],
      [undefined, { $set: {} }],
    ])) {
      const endpoint = await startEndpoint({ plan: { ...plan, person } });
      endpoint.signIn(ann(IDENTIFIED));
      await endpoint.capture(identifiedBatch(anEvent('page viewed')));
      const [identify] = (await endpoint.delivered()).filter(({ event }) => event === '$identify');
      const { $set, ...others } = identify.properties;
      const { screen_recording_consent: consent, ...known } = $set;
      assert.equal(consent, false);
      assert.deepEqual({ $set: known, ...others }, expected);
    }
  });

  it('in anonymized mode nothing (S32)', async () => {
    const endpoint = await startEndpoint({ plan });
    endpoint.signIn(ann());
    await endpoint.capture(anonymizedBatch(anEvent('survey answered', answers)));
    const [{ properties }] = await endpoint.delivered();
    assert.ok(!('$set' in properties) && !('$set_once' in properties));
    assert.equal(properties.$process_person_profile, false);
  });
});
