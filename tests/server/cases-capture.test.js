/**
 * What an earlier server of this kind was observed to do with a captured event, case by case, on this endpoint. Where it
 * failed open or silently lost something, the title says what is different here.
 */
import assert from 'node:assert/strict';
import {
  ANONYMIZED,
  ANONYMOUS_ID,
  IDENTIFIED,
  ann,
  startLocal,
  stopAll,
  annAtPostHog,
} from './support.js';

const FRESH_ANONYMOUS_ID =
  /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** On every event of a local installation that sets nothing. */
const LOCAL = {
  auth_mode: 'none',
  installation_mode: 'local',
  second_oss: true,
  release_version: null,
  release_package: null,
  release_runtime: null,
  cli_launcher_version: null,
  cli_launcher_package: null,
  analytics_consent_version: 1,
  $process_person_profile: false,
};

const ANONYMIZED_EVENT = { ...LOCAL, anonymized: true };

/**
 * Posts one single-event body and returns what arrived because of it.
 *
 * @param {unknown} body
 * @param {{env?: Record<string, string>, settings?: any, headers?: Record<string, string>}}
 *   [options]
 */
async function exchange(body, { env, settings = ANONYMIZED, headers } = {}) {
  const endpoint = await startLocal(env);
  endpoint.signIn(ann(settings));
  const answer = await endpoint.capture(body, headers);
  return { answer, events: await endpoint.delivered(), endpoint };
}

/**
 * @param {Record<string, unknown>} properties
 * @param {string} [event]
 */
const single = (properties, event = 'page viewed') => ({ event, properties });

/** @param {number} count */
const numberedKeys = (count) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

describe('observed cases: capture', () => {
  afterEach(stopAll);

  it('S-146, S9: without an identity 401 identity_required', async () => {
    const endpoint = await startLocal();
    endpoint.signIn(null);
    const answer = await endpoint.capture({ event: 'page viewed' });
    assert.deepEqual([answer.status, answer.text], [401, '{"error":"identity_required"}']);
  });

  it('S-148, S9: without a membership 403 workspace_required', async () => {
    const endpoint = await startLocal();
    endpoint.signIn({ ...ann(), workspaces: [] });
    const answer = await endpoint.capture({ event: 'page viewed' });
    assert.deepEqual([answer.status, answer.text], [403, '{"error":"workspace_required"}']);
  });

  it('S-151, S10: an unknown event 400 invalid_event; "import app clicked", which the application emits and the earlier server lost, is in the plan now', async () => {
    const unknown = await exchange({ event: 'import app dragged' });
    assert.deepEqual(
      [unknown.answer.status, unknown.answer.text],
      [400, '{"error":"invalid_event"}'],
    );
    assert.deepEqual(unknown.events, []);
    const known = await exchange({ event: 'import app clicked' });
    assert.equal(known.answer.status, 204);
    assert.equal(known.events.length, 1);
  });

  it('S-152, S10: the name is trimmed', async () => {
    const { answer, events } = await exchange(single({ anonymized: true }, ' page viewed '));
    assert.equal(answer.status, 204);
    assert.equal(events.length, 1);
    assert.equal(events[0].event, 'page viewed');
    assert.match(events[0].distinct_id, FRESH_ANONYMOUS_ID);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-155, S23: of an anonymized event only what the plan declares is left; url, email, name, id, userId and nested ones no longer pass', async () => {
    const { answer, events, endpoint } = await exchange({
      event: 'page viewed',
      anonymousDistinctId: ANONYMOUS_ID,
      properties: {
        anonymized: true,
        user_id: 'u',
        workspace_id: 'w',
        app_id: 'a',
        runtime_id: 'claude-code',
        tool_call_id: 't',
        custom_email: 'e',
        first_name: 'n',
        tool_names: ['x'],
        message: 'm',
        message_length: 3,
        prompt: 'p',
        error: 'boom',
        error_code: 'E1',
        error_message: 'z',
        page_url: 'https://a',
        pathname: '/p',
        referrer: 'r',
        $current_url: 'https://leak',
        surface: 'library',
        route_shape: '/w/:workspace/library',
        viewport_width: 1,
        suggestion_title: 's',
        suggestion_count: 2,
        agents: [{ id: 'x', name: 'y' }],
        nested: { user_id: 'u', email: 'e@x.y' },
        url: 'https://leak',
        duration_ms: 5,
        agent_count: 1,
        plan_title: 'T',
        app_tool_integration_domains: ['stripe.com'],
        IDs: 1,
        userId: 'camel',
        email: 'a@b.c',
        name: 'nm',
        id: 'x',
      },
    });
    assert.equal(answer.status, 204);
    const [{ distinct_id: distinctId, properties }] = events;
    assert.equal(distinctId, ANONYMOUS_ID);
    assert.deepEqual(properties, {
      ...ANONYMIZED_EVENT,
      surface: 'library',
      route_shape: '/w/:workspace/library',
    });
    assert.ok(!/leak|camel|stripe|e@x\.y|a@b\.c/.test(endpoint.receiver.requests[0].text));
  });

  for (const [id, anonymousDistinctId] of [
    ['S-157', 'anon_12345678'],
    ['S-158', `anon_${'a'.repeat(120)}`],
  ]) {
    it(`${id}: an anonymous id of ${anonymousDistinctId.length} characters that is no UUID is replaced; the earlier server kept it`, async () => {
      const { answer, events } = await exchange({
        ...single({ anonymized: true }),
        anonymousDistinctId,
      });
      assert.equal(answer.status, 204);
      assert.match(events[0].distinct_id, FRESH_ANONYMOUS_ID);
    });
  }

  for (const [id, anonymousDistinctId] of [
    ['S-159', `anon_${'a'.repeat(121)}`],
    ['S-160', 'user1'],
  ]) {
    it(`${id}: a malformed anonymous id of ${anonymousDistinctId.length} characters is replaced`, async () => {
      const { answer, events } = await exchange({
        ...single({ anonymized: true }),
        anonymousDistinctId,
      });
      assert.equal(answer.status, 204);
      assert.match(events[0].distinct_id, FRESH_ANONYMOUS_ID);
    });
  }

  it('S-163, S13: anonymized "true" as text is anonymized; the earlier server sent name and e-mail', async () => {
    const { answer, events } = await exchange(single({ anonymized: 'true' }), {
      settings: IDENTIFIED,
    });
    assert.equal(answer.status, 204);
    assert.equal(events.length, 1);
    assert.match(events[0].distinct_id, FRESH_ANONYMOUS_ID);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-164, S15: an anonymized event names no workspace, so that there is none to check', async () => {
    const body = single({ anonymized: true, workspace_id: 'other' });
    for (const settings of [ANONYMIZED, IDENTIFIED]) {
      const { answer, events } = await exchange(body, { settings });
      assert.equal(answer.status, 204);
      assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
    }
  });

  const identified = single({
    anonymized: false,
    workspace_id: 'beta',
    page_url: 'https://h/x',
    pathname: '/x',
    referrer: 'https://r/',
  });
  const person = {
    user_id: 'u1',
    user_email: 'a@b.c',
    user_name: 'Ann',
    workspace_id: 'beta',
    workspace_role: 'member',
  };

  it('S-167, S37: identified, with $identify before it; the same without the query of page_url, the doubles $current_url, $pathname and $referrer, and the Referer header', async () => {
    const headers = { Referer: 'https://hdr/' };
    const { answer, events } = await exchange(identified, { settings: IDENTIFIED, headers });
    assert.equal(answer.status, 204);
    const [identify, event] = events;
    assert.equal(identify.event, '$identify');
    assert.equal(identify.distinct_id, 'u1');
    assert.deepEqual(identify.properties, {
      $set: annAtPostHog('beta', 'member'),
    });
    assert.equal(event.distinct_id, 'u1');
    assert.deepEqual(event.properties, {
      ...LOCAL,
      ...person,
      anonymized: false,
      page_url: 'https://h/x',
      pathname: '/x',
      referrer: 'https://r',
    });
  });

  it('S-168, S37: the second identified event brings no second $identify; nothing of the Referer header, which the earlier server copied', async () => {
    const { events, endpoint } = await exchange(identified, { settings: IDENTIFIED });
    assert.equal(events.length, 2);
    const again = single({ anonymized: false, workspace_id: 'beta' });
    await endpoint.capture(again, { Referer: 'https://hdr/' });
    const [, , event, ...others] = await endpoint.delivered();
    assert.deepEqual(others, []);
    assert.deepEqual(event.properties, { ...LOCAL, ...person, anonymized: false });
  });

  it('S-171: properties that are no object are none, and then nothing asks for identified mode; the earlier server sent name and e-mail', async () => {
    const { answer, events } = await exchange(
      { event: 'page viewed', properties: [1, 2] },
      { settings: IDENTIFIED },
    );
    assert.equal(answer.status, 204);
    assert.deepEqual(events.length, 1);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-172, S12: nested objects are not declared and do not pass; the earlier server kept those above depth 8', async () => {
    const nest = (/** @type {number} */ depth) => {
      let value = /** @type {unknown} */ (1);
      for (let i = 0; i < depth; i += 1) value = { d: value };
      return value;
    };
    const { answer, events } = await exchange(single({ anonymized: true, d1: nest(11) }));
    assert.equal(answer.status, 204);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-174, S12: arrays, long texts and numbers that the plan does not declare do not pass; the earlier server cut them and kept the rest', async () => {
    const arr = Array.from({ length: 30 }, (_, i) => i);
    const { answer, events } = await exchange(
      single({ anonymized: true, arr, s: 's'.repeat(3000), nulls: null, t: true, f: 1.5 }),
    );
    assert.equal(answer.status, 204);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-175, S12: a declared text of an approval is cut at 20,000 in identified mode; the earlier server let it leave anonymized, too', async () => {
    const text = 's'.repeat(30000);
    const properties = { plan_overview: text, s: text };
    const inIdentified = await exchange(
      single({ ...properties, anonymized: false }, 'approval shown'),
      {
        settings: IDENTIFIED,
      },
    );
    assert.equal(inIdentified.answer.status, 204);
    assert.ok(inIdentified.events[1].properties.plan_overview === 's'.repeat(20000));
    assert.ok(!('s' in inIdentified.events[1].properties));
    const inAnonymized = await exchange(
      single({ ...properties, anonymized: true }, 'approval shown'),
    );
    assert.equal(inAnonymized.answer.status, 204);
    assert.deepEqual(inAnonymized.events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-176, S11: of a hundred keys that nobody declared none passes; the earlier server kept the first eighty', async () => {
    const { answer, events } = await exchange(single({ anonymized: true, ...numberedKeys(100) }));
    assert.equal(answer.status, 204);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-177, S13: anonymized as the 81st key still counts; the earlier server sent name and e-mail', async () => {
    const { answer, events } = await exchange(single({ ...numberedKeys(80), anonymized: true }), {
      settings: IDENTIFIED,
    });
    assert.equal(answer.status, 204);
    assert.equal(events.length, 1);
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-178, S14: where PostHog fails, 204 at once, and the event is delivered later; the earlier server answered 502 and lost it', async () => {
    const endpoint = await startLocal();
    endpoint.receiver.fail({ status: 500 });
    const answer = await endpoint.capture(single({ anonymized: true }));
    assert.equal(answer.status, 204);
    const events = await endpoint.delivered();
    assert.deepEqual(
      endpoint.receiver.requests.map(({ status }) => status),
      [500, 200],
    );
    assert.deepEqual(events[0].properties, ANONYMIZED_EVENT);
  });

  it('S-179, S65: disabled, a valid event is answered 204 and goes nowhere', async () => {
    const { answer, endpoint } = await exchange(single({ anonymized: true }), {
      env: { SECOND_POSTHOG_DISABLED: '1' },
    });
    assert.equal(answer.status, 204);
    assert.deepEqual(endpoint.receiver.requests, []);
  });

  it('S-181, S65: "true" does not disable, only "1" does', async () => {
    const { answer, events } = await exchange(single({ anonymized: true }), {
      env: { SECOND_POSTHOG_DISABLED: 'true' },
    });
    assert.equal(answer.status, 204);
    assert.equal(events.length, 1);
  });

  const release = {
    SECOND_AUTH_MODE: 'external',
    SECOND_RELEASE_PACKAGE: '@second-inc/x',
    SECOND_RELEASE_RUNTIME: 'native',
    SECOND_CLI_RELEASE_VERSION: '0.1',
    SECOND_CLI_RELEASE_PACKAGE: '@second-inc/cli',
  };
  const released = {
    ...ANONYMIZED_EVENT,
    auth_mode: 'external',
    installation_mode: 'external_auth',
    release_package: '@second-inc/x',
    release_runtime: 'native',
    cli_launcher_version: '0.1',
    cli_launcher_package: '@second-inc/cli',
  };

  it('S-182, S24: the release comes from the environment, whatever the body says', async () => {
    const body = single({ anonymized: true, release_version: 'spoof' });
    const { events } = await exchange(body, {
      env: { ...release, SECOND_RELEASE_VERSION: '1.2.3' },
    });
    assert.deepEqual(events[0].properties, { ...released, release_version: '1.2.3' });
  });

  it('S-184, S24: the release version falls back to VERCEL_GIT_COMMIT_SHA', async () => {
    const { events } = await exchange(single({ anonymized: true }), {
      env: { ...release, SECOND_RELEASE_VERSION: '', VERCEL_GIT_COMMIT_SHA: 'v1' },
    });
    assert.deepEqual(events[0].properties, { ...released, release_version: 'v1' });
  });
});
