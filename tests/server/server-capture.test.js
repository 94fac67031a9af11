/** What a server captures itself, without a page: the same core, plan, queue and counters as the endpoint. */
import assert from 'node:assert/strict';
import { createAnalyticsHandler, createServerAnalytics } from '../../js-glue/server/index.js';
import {
  ANONYMIZED,
  ANONYMOUS_ID,
  IDENTIFIED,
  anEvent,
  ann,
  anonymizedBatch,
  plan,
  shippedPlan,
  startAnalytics,
  startEndpoint,
  startReceiver,
  stopAll,
} from './support.js';

/** @typedef {import('../../js-glue/server/index.js').Subject} Subject */

const FRESH_ID = /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const multica = shippedPlan('multica');

/** @param {Partial<import('../../js-glue/server/capture/types.js').Person>} [more] */
const annIdentified = (more) => ({ ...ann(IDENTIFIED), ...more });

/** @param {import('../support/receiver.js').StoredEvent[]} events */
const product = (events) => events.filter(({ event }) => event !== '$identify');

describe('captures by a server', () => {
  afterEach(stopAll);

  it('go through the core: what the plan does not declare stays here, what it does not know is counted', async () => {
    const { analytics, delivered } = await startAnalytics({ plan: multica });
    analytics.capture('issue_created', { source: 'api', title: 'Fire Ann', issue_id: 'i-1' });
    analytics.capture('issue_burnt', {});
    const events = await delivered();
    assert.equal(events.length, 1);
    assert.deepEqual(events[0].properties, {
      event_schema_version: 2,
      is_demo: false,
      source: 'api',
      anonymized: true,
      $process_person_profile: false,
    });
    assert.deepEqual(analytics.counts().dropped, { unknown_event: 1 });
  });

  it('have times of whole seconds where they are anonymized, also at the beginning of one', async () => {
    const { analytics, receiver } = await startAnalytics({ plan: multica });
    const { now } = Date;
    Date.now = () => 1795000000041;
    try {
      analytics.capture('squad_created');
      analytics.capture('squad_created', {}, ann());
      analytics.capture(
        'squad_created',
        /** @type {any} */ ({ anonymized: true }),
        annIdentified(),
      );
      analytics.capture('squad_created', {}, annIdentified());
    } finally {
      Date.now = now;
    }
    await analytics.flush();
    const { batch } = receiver.requests[0].payload;
    assert.deepEqual(
      product(batch).map(({ timestamp }) => timestamp.slice(-5)),
      ['.000Z', '.000Z', '.000Z', '.041Z'],
    );
  });

  it('share queue and counters with the endpoint whose handler has them', async () => {
    const endpoint = await startEndpoint({ plan: multica });
    await endpoint.capture(anonymizedBatch(anEvent('squad_created')));
    endpoint.handler.analytics.capture('workspace_created');
    const events = await endpoint.delivered();
    assert.deepEqual(
      events.map(({ event }) => event),
      ['squad_created', 'workspace_created'],
    );
    assert.equal(endpoint.handler.counts().accepted, 2);
    assert.deepEqual(endpoint.handler.analytics.counts(), endpoint.handler.counts());
  });

  it('never throw, whatever a call site gives (A3)', async () => {
    const { analytics, delivered } = await startAnalytics({ plan: multica });
    const cycle = /** @type {Record<string, unknown>} */ ({});
    cycle.self = cycle;
    const trap = {
      get source() {
        throw new Error('a getter');
      },
    };
    for (const properties of [cycle, trap, { count: 1n }, 'text', 5, null, [1], () => {}]) {
      analytics.capture('squad_created', /** @type {any} */ (properties));
    }
    for (const event of [undefined, null, 5, {}, ['squad_created']]) {
      analytics.capture(/** @type {any} */ (event), {});
    }
    for (const subject of [null, 5, 'u1', [], {}, { user: 5 }, { user: { id: {} } }]) {
      analytics.capture('workspace_created', {}, /** @type {any} */ (subject));
    }
    const names = (await delivered()).map(({ event }) => event);
    assert.deepEqual(names.filter((name) => name === 'workspace_created').length, 7);
    assert.equal(analytics.counts().dropped.failed, 3);
  });

  it('need no authenticate, which the handler does; a personal key is refused as there (S4)', () => {
    const options = { plan: multica, posthog: { token: 'phx_secret' } };
    assert.throws(() => createServerAnalytics(options), /personal API key/);
    const noSession = /** @type {any} */ ({ plan: multica });
    assert.throws(() => createAnalyticsHandler(noSession), /authenticate/);
    assert.doesNotThrow(() => createServerAnalytics(noSession));
  });
});

describe('whose an event of a server is', () => {
  afterEach(stopAll);

  /**
   * @param {Subject | undefined} subject
   * @param {object} [options]
   */
  async function captured(subject, options) {
    const started = await startAnalytics({ plan: multica, ...options });
    started.analytics.capture('issue_created', { source: 'api', agent_id: 'agent-seven' }, subject);
    const events = await started.delivered();
    return { ...started, events, event: product(events)[0], identify: events[0] };
  }

  it('M-066, M27: an identified person with a workspace: both stand on it', async () => {
    const { event } = await captured({
      user: { id: 'u1' },
      settings: IDENTIFIED,
      workspaces: [{ id: 'w1' }],
    });
    assert.equal(event.distinct_id, 'u1');
    assert.equal(event.properties.workspace_id, 'w1');
    assert.equal(event.properties.user_id, 'u1');
    assert.equal(event.properties.agent_id, 'agent-seven');
  });

  it('an identified person comes behind $identify, which is sent once and with what is known', async () => {
    const { analytics, delivered, receiver } = await startAnalytics({ plan });
    const subject = annIdentified({ workspaces: undefined });
    for (let i = 0; i < 2; i += 1) analytics.capture('page viewed', {}, subject);
    const events = await delivered();
    assert.deepEqual(
      events.map(({ event }) => event),
      ['$identify', 'page viewed', 'page viewed'],
    );
    const person = receiver.persons.get('u1');
    assert.deepEqual(person, {
      email: 'a@b.c',
      name: 'Ann',
      user_id: 'u1',
      screen_recording_consent: false,
    });
  });

  it('a person of whom the id alone is known brings no $identify', async () => {
    const { events } = await captured({ user: { id: 'u1' }, settings: IDENTIFIED });
    assert.deepEqual(
      events.map(({ event, distinct_id: id }) => [event, id]),
      [['issue_created', 'u1']],
    );
    assert.ok(!('workspace_id' in events[0].properties));
  });

  for (const [what, settings] of /** @type {[string, unknown][]} */ ([
    ['who chose so', ANONYMIZED],
    ['of whom no choice is known', undefined],
    ['whose choice is malformed', 'identified'],
    ['whose choice says so in a text', { anonymizeUsageData: 'false' }],
  ])) {
    it(`a person ${what} is anonymized (S3)`, async () => {
      const { event, receiver } = await captured(annIdentified({ settings }));
      assert.match(event.distinct_id, FRESH_ID);
      assert.equal(event.properties.anonymized, true);
      assert.ok(!/u1|a@b\.c|Ann|acme|agent-seven/.test(receiver.requests[0].text));
    });
  }

  it('a person whose browser asks for privacy is anonymized', async () => {
    for (const privacyControl of [true, /** @type {any} */ ('1')]) {
      const { event } = await captured(annIdentified({ privacyControl }));
      assert.match(event.distinct_id, FRESH_ID);
    }
    const { event } = await captured(annIdentified({ privacyControl: false }));
    assert.equal(event.distinct_id, 'u1');
  });

  it('of a person who refused nothing leaves, and nothing is counted', async () => {
    const { events, analytics } = await captured({
      ...ann({ shareUsageData: false, anonymizeUsageData: false }),
    });
    assert.deepEqual(events, []);
    analytics.capture('runtime_ready', {}, ann({ shareUsageData: false }));
    assert.deepEqual(analytics.counts().metrics, {});
  });

  it('a person who is anonymized has the id of the page, where the application knows it; else each event its own', async () => {
    const known = await captured(ann(), {});
    known.analytics.capture('squad_created', {}, ann());
    const [first, second] = await known.delivered();
    assert.notEqual(first.distinct_id, second.distinct_id);
    const { event } = await captured({ ...ann(), anonymousId: ANONYMOUS_ID });
    assert.equal(event.distinct_id, ANONYMOUS_ID);
  });

  it('an identified person is not joined to the id of the page (S31, S57)', async () => {
    const { event, receiver } = await captured(annIdentified({ anonymousId: ANONYMOUS_ID }));
    assert.equal(event.distinct_id, 'u1');
    assert.ok(!receiver.requests[0].text.includes(ANONYMOUS_ID));
  });

  it('a page by its anonymous id; what the client does not make is replaced', async () => {
    const { event } = await captured({ anonymousId: ANONYMOUS_ID });
    assert.equal(event.distinct_id, ANONYMOUS_ID);
    for (const anonymousId of ['anon_ann', 'ann@example.org', '', `${ANONYMOUS_ID}0`]) {
      const other = await captured({ anonymousId });
      assert.match(other.event.distinct_id, FRESH_ID);
      assert.notEqual(other.event.distinct_id, ANONYMOUS_ID);
    }
  });

  it('M71, M-139: an event of an agent, of a workspace or of the system is anonymized under a random id of this process; the earlier servers used "agent:<id>", "workspace:<id>", "system", which name what the plan holds back', async () => {
    const { analytics, delivered, receiver } = await startAnalytics({ plan: multica });
    analytics.capture('issue_executed', { agent_id: 'agent-seven', source: 'autopilot' });
    analytics.capture('issue_created', { workspace_id: 'w1' }, undefined);
    analytics.capture('squad_created', {}, { component: 'scheduler' });
    const events = await delivered();
    const ids = new Set(events.map(({ distinct_id: id }) => id));
    assert.equal(ids.size, 1);
    assert.match([...ids][0], FRESH_ID);
    assert.ok(!/agent-seven|w1|system|agent:/.test(receiver.requests[0].text));
    assert.ok(events.every(({ properties }) => !('user_id' in properties)));
    const other = await captured(undefined);
    assert.ok(!ids.has(other.event.distinct_id), 'another process, another id');
  });

  it('a component is said where the plan declares it (A2, A3)', async () => {
    const { analytics, delivered } = await startAnalytics();
    analytics.capture('$ai_generation', { $ai_model: 'gpt-5' }, { component: 'scheduler' });
    analytics.capture('$ai_generation', { component: 'chat' }, { component: 'scheduler' });
    const components = (await delivered()).map(({ properties }) => properties.component);
    assert.deepEqual(components, ['scheduler', 'chat']);
  });

  it('what is no subject is nobody, never the software (A36)', async () => {
    const { analytics, delivered } = await startAnalytics({ plan: multica });
    const nobody = /** @type {any[]} */ ([{ user: null }, { user: undefined }, null, 'u1', {}]);
    for (const subject of nobody) analytics.capture('squad_created', {}, subject);
    analytics.capture('squad_created');
    const ids = (await delivered()).map(({ distinct_id: id }) => id);
    assert.equal(new Set(ids).size, nobody.length + 1);
  });

  const levels = /** @type {[string, object, string | RegExp, object][]} */ ([
    ['none', { identify: 'none' }, FRESH_ID, {}],
    [
      'id',
      { identify: 'id', pseudonymSecret: 's'.repeat(32) },
      /^user_[0-9a-f]{32}$/,
      { user_id: /^user_/ },
    ],
    ['email', { identify: 'email' }, 'u1', { user_id: 'u1', user_email: 'a@b.c' }],
    ['full', { identify: 'full' }, 'u1', { user_id: 'u1', user_email: 'a@b.c', user_name: 'Ann' }],
  ]);
  for (const [level, options, id, expected] of levels) {
    it(`the level ${level} bounds what is told of a person (A36)`, async () => {
      const { event } = await captured(annIdentified(), options);
      if (id instanceof RegExp) assert.match(event.distinct_id, id);
      else assert.equal(event.distinct_id, id);
      const names = ['user_id', 'user_email', 'user_name'].filter((n) => n in event.properties);
      assert.deepEqual(names, Object.keys(expected));
      if (level === 'email' || level === 'full') {
        for (const [name, value] of Object.entries(expected))
          assert.equal(event.properties[name], value);
      }
    });
  }

  it('a pseudonym takes its time, close waits for it, and what is changed meanwhile is not sent', async () => {
    const receiver = await startReceiver();
    const analytics = createServerAnalytics({
      plan: multica,
      identify: 'id',
      pseudonymSecret: 's'.repeat(32),
      posthog: { token: 'phc_test', host: receiver.url },
    });
    const properties = { sources: ['friend'] };
    analytics.capture('source_backfill_submitted', properties, annIdentified());
    properties.sources[0] = 'search';
    assert.deepEqual(await analytics.close(), { left: 0 });
    assert.deepEqual(
      product(receiver.events).map(({ properties: { sources } }) => sources),
      [['friend']],
    );
  });

  it('M-138: a signup says event_schema_version, environment, is_demo, who it is, and $set_once', async () => {
    const { analytics, delivered } = await startAnalytics({
      plan: multica,
      properties: { environment: 'production' },
    });
    const subject = { user: { id: 'u1' }, settings: IDENTIFIED };
    analytics.capture('signup', { email_domain: 'x.y', email: 'a@x.y' }, subject);
    const [event] = await delivered();
    assert.equal(event.event, 'signup');
    assert.equal(event.distinct_id, 'u1');
    assert.match(event.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const { properties } = event;
    assert.equal(properties.email_domain, 'x.y');
    assert.equal(properties.event_schema_version, 2);
    assert.equal(properties.environment, 'production');
    assert.equal(properties.is_demo, false);
    assert.equal(properties.user_id, 'u1');
    assert.deepEqual(properties.$set_once, { email: 'a@x.y' });
  });
});

describe('what a server counts and does not send', () => {
  afterEach(stopAll);

  const operational = [
    ['M-077', 'runtime_registered'],
    ['M-078', 'runtime_ready'],
    ['M-079', 'runtime_failed'],
    ['M-080', 'runtime_offline'],
    ['M-081', 'autopilot_run_started'],
    ['M-082', 'autopilot_run_completed'],
    ['M-083', 'autopilot_run_failed'],
    ['M-091', 'runtime_offline'],
    ['M-092', 'autopilot_run_completed'],
  ];
  for (const [id, event] of operational) {
    it(`${id}, M6, M7: ${event} is counted, with no subject and no request`, async () => {
      const { analytics, delivered, receiver } = await startAnalytics({ plan: multica });
      analytics.capture(event, { runtime_mode: 'local' });
      assert.deepEqual(await delivered(), []);
      assert.deepEqual(analytics.counts().metrics, { [event]: 1 });
      assert.deepEqual(receiver.requests, []);
    });
  }

  for (const [id, event] of [
    ['M-084', 'signup'],
    ['M-085', 'workspace_created'],
    ['M-086', 'issue_created'],
    ['M-087', 'issue_executed'],
    ['M-088', 'chat_message_sent'],
    ['M-089', 'agent_created'],
    ['M-090', 'autopilot_created'],
    ['M-093', 'workspace_created'],
  ]) {
    it(`${id}, M7: ${event} is sent; the plan decides who is counted, too`, async () => {
      const { analytics, delivered } = await startAnalytics({ plan: multica });
      analytics.capture(event);
      assert.equal((await delivered()).length, 1);
      assert.deepEqual(analytics.counts().metrics, {});
    });
  }

  it('events of tasks are in no plan, so that they are only refused (M8)', async () => {
    const { analytics, delivered } = await startAnalytics({ plan: multica });
    const states = ['queued', 'dispatched', 'started', 'completed', 'failed', 'cancelled'];
    for (const state of states) analytics.capture(`agent_task_${state}`);
    assert.deepEqual(await delivered(), []);
    assert.deepEqual(analytics.counts().dropped, { unknown_event: 6 });
  });

  it('counting goes on where nothing is sent on (M7, M9)', async () => {
    for (const options of [{ disabled: true }, { posthog: { token: '' } }]) {
      const { analytics, receiver } = await startAnalytics({ plan: multica, ...options });
      analytics.capture('runtime_offline');
      analytics.capture('signup');
      await analytics.flush();
      assert.deepEqual(analytics.counts().metrics, { runtime_offline: 1 });
      assert.equal(analytics.counts().accepted, 0);
      assert.deepEqual(receiver.requests, []);
    }
  });
});

describe('the queue of a server', () => {
  afterEach(stopAll);

  it('M-066, M21, M23: two events fill a batch of two, which goes to /batch/ with the project token', async () => {
    const { analytics, receiver, delivered } = await startAnalytics({
      plan: multica,
      limits: { batchEvents: 2, flushMs: 60000 },
    });
    const subject = { user: { id: 'u1' }, settings: IDENTIFIED, workspaces: [{ id: 'w1' }] };
    analytics.capture('issue_created', {}, subject);
    analytics.capture('issue_created', {}, subject);
    const events = product(await delivered());
    assert.equal(events.length, 2);
    assert.equal(receiver.requests[0].path, '/batch');
    assert.equal(receiver.requests[0].payload.api_key, 'phc_test');
    for (const { distinct_id: id, properties } of events)
      assert.deepEqual([id, properties.workspace_id], ['u1', 'w1']);
  });

  it('M-067, M19, M20, M22: a blocked PostHog never blocks a capture; what does not fit is refused, counted and told', async () => {
    const { analytics, receiver, problems } = await startAnalytics({
      plan: multica,
      limits: { queueEvents: 2, batchEvents: 1 },
    });
    receiver.fail({ delayMs: 60000 });
    const startedAt = performance.now();
    for (let i = 0; i < 20; i += 1) analytics.capture('squad_created');
    assert.ok(performance.now() - startedAt < 1000);
    const { accepted, dropped } = analytics.counts();
    assert.deepEqual([accepted, dropped.queue_full], [2, 18]);
    assert.equal(problems.filter(({ code }) => code === 'queue_full').length, 18);
  });

  it('M-068, M9, M13: without a token capture and close do nothing', async () => {
    const { analytics, receiver } = await startAnalytics({ posthog: { token: '' } });
    analytics.captureException(new Error('x'));
    analytics.generation({ provider: 'openai', model: 'gpt-5' }).done();
    assert.deepEqual(await analytics.close(), { left: 0 });
    assert.deepEqual(receiver.requests, []);
  });

  it('a fault of PostHog costs no event (M24); the earlier server lost the batch', async () => {
    const { analytics, receiver } = await startAnalytics({ plan: multica });
    receiver.fail({ status: 503 });
    analytics.capture('squad_created');
    assert.deepEqual(await analytics.close(), { left: 0 });
    assert.equal(receiver.events.length, 1);
  });

  it('close drains, and what is captured afterwards is refused and counted (M24); the earlier server took it and lost it', async () => {
    const { analytics, receiver } = await startAnalytics({
      plan: multica,
      limits: { flushMs: 60000 },
    });
    analytics.capture('squad_created');
    const closing = analytics.close();
    analytics.capture('squad_created');
    assert.deepEqual(await closing, { left: 0 });
    analytics.capture('squad_created');
    assert.equal(receiver.events.length, 1);
    assert.equal(analytics.counts().dropped.queue_full, 2);
  });
});
