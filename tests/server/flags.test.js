/** Feature flags, asked of a stand-in for PostHog on loopback. */
import assert from 'node:assert/strict';
import { ANONYMOUS_ID, IDENTIFIED, ann, listen, startAnalytics, stopAll } from './support.js';

const FRESH_ID = /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @typedef {{url: string | undefined, method: string | undefined, body: any, text: string}} Asked */

/**
 * Answers `/flags/` with what `answer` makes of the question.
 *
 * @param {(asked: Asked) => unknown} answer an object, a status, `null` for a broken connection, `undefined` for none at all
 */
async function startFlags(answer) {
  /** @type {Asked[]} */
  const asked = [];
  const host = await listen(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const question = { url: request.url, method: request.method, body: JSON.parse(text), text };
    asked.push(question);
    const content = answer(question);
    if (content === null) response.destroy();
    else if (typeof content === 'number')
      response.writeHead(content, { Location: '/' }).end(JSON.stringify(flag(false)));
    else if (typeof content === 'string') response.end(content);
    else if (content !== undefined)
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
  });
  return { host, asked };
}

/** Of a receiver of analytics.v2, which knows no flags. */
const installation = {
  installationId: 'installation',
  instanceId: 'instance-1',
  deploymentMode: 'docker',
  commitHash: 'unknown',
  appVersion: '1.0.0',
  platform: 'linux',
};

/** @param {unknown} enabled @param {object} [more] */
const flag = (enabled, more) => ({
  flags: { beta: { key: 'beta', enabled, ...more } },
  errorsWhileComputingFlags: false,
});

/**
 * @param {(asked: Asked) => unknown} answer
 * @param {object} [options]
 * @param {object} [flagOptions]
 */
async function start(answer, options, flagOptions) {
  const { host, asked } = await startFlags(answer);
  const started = await startAnalytics(options);
  return { ...started, host, asked, flags: started.analytics.flags({ host, ...flagOptions }) };
}

describe('a feature flag', () => {
  afterEach(stopAll);

  it('is asked of POST /flags/?v=2 by the key of the events, with the distinct id and nothing of the person (A9, A10)', async () => {
    const { flags, asked } = await start(() => flag(true));
    assert.equal(await flags.get('beta', { subject: ann(IDENTIFIED) }), true);
    const [{ method, url, body }] = asked;
    assert.deepEqual([method, url], ['POST', '/flags/?v=2']);
    assert.deepEqual(body, {
      token: 'phc_test',
      distinct_id: 'u1',
      flag_keys_to_evaluate: ['beta'],
    });
  });

  for (const [
    id,
    answer,
    standard,
    expected,
  ] of /** @type {[string, unknown, boolean, boolean][]} */ ([
    ['A-098', flag(true), false, true],
    ['A-099', flag(true), true, true],
    ['A-100', flag(false), false, false],
    ['A-101', flag(false), true, false],
    ['A-104', { flags: {} }, false, false],
    ['A-105', { flags: {} }, true, true],
  ])) {
    it(`${id}, A9: ${JSON.stringify(answer)} is ${expected} where the default is ${standard}`, async () => {
      const { flags } = await start(() => answer);
      assert.equal(await flags.get('beta', { default: standard }), expected);
    });
  }

  for (const [what, answer] of /** @type {[string, unknown][]} */ ([
    ['an error of the server', 500],
    ['a redirect', 302],
    ['a broken connection', null],
    ['no JSON', '<html>'],
    ['no flags', {}],
    ['flags that are none', { flags: [] }],
    ['an answer that is no object', '5'],
    ['a flag that is none', { flags: { beta: 5 } }],
    ['a flag of no state', flag('yes')],
    ['another flag', { flags: { alpha: { enabled: false } } }],
    ['a quota that is used up', { flags: {}, quotaLimited: ['feature_flags'] }],
  ])) {
    it(`A-008, A9: ${what} is the default, and nothing is thrown`, async () => {
      const { flags } = await start(() => answer);
      assert.equal(await flags.get('beta', { default: true }), true);
      assert.equal(await flags.get('toString', { default: 'control' }), 'control');
      assert.equal(await flags.payload('beta'), null);
    });
  }

  it('is not asked of a host that another one names (A9)', async () => {
    const { host, asked } = await startFlags(() => flag(true));
    const redirecting = await listen((_, response) => {
      response.writeHead(307, { Location: `${host}/flags/?v=2` }).end();
    });
    const { analytics } = await startAnalytics();
    assert.equal(await analytics.flags({ host: redirecting }).get('beta'), false);
    assert.deepEqual(asked, []);
  });

  it('is the default when the answer takes longer than timeoutMs (A9)', async () => {
    const { flags, delivered } = await start(() => undefined, {}, { timeoutMs: 50 });
    const startedAt = performance.now();
    assert.equal(await flags.get('beta', { default: true }), true);
    assert.ok(performance.now() - startedAt < 1500);
    const [{ properties }] = await delivered();
    assert.equal(properties.$feature_flag_error, 'timeout');
  });

  it('A-024, A-107, A10: is the default, its payload null, and nobody is asked, without a key and where analytics are off', async () => {
    const own = { token: 'phc_own' };
    for (const [options, flagOptions] of /** @type {[object, object][]} */ ([
      [{ posthog: { token: '' } }, {}],
      [{ disabled: true }, {}],
      [{ disabled: true }, own],
      [{ collect: { url: 'http://127.0.0.1:1', installation } }, {}],
    ])) {
      const { flags, asked } = await start(() => flag(true), options, flagOptions);
      assert.equal(await flags.get('beta'), false);
      assert.equal(await flags.get('beta', { default: true }), true);
      assert.equal(await flags.payload('beta'), null);
      assert.deepEqual(asked, []);
    }
  });

  it('has variants', async () => {
    const { flags } = await start(() => flag(true, { variant: 'test' }));
    assert.equal(await flags.get('beta'), 'test');
  });

  it('has a payload while it is on', async () => {
    const metadata = { payload: '{"limit":5}' };
    const on = await start(() => flag(true, { metadata }));
    assert.deepEqual(await on.flags.payload('beta'), { limit: 5 });
    const off = await start(() => flag(false, { metadata }));
    assert.equal(await off.flags.payload('beta'), null);
    const bare = await start(() => flag(true));
    assert.equal(await bare.flags.payload('beta'), null);
    const text = await start(() => flag(true, { metadata: { payload: 'plain' } }));
    assert.equal(await text.flags.payload('beta'), 'plain');
  });

  it('is asked about an id that says who it is only where their events do (A9, A36)', async () => {
    const rows = /** @type {[any, object, RegExp | string][]} */ ([
      [ann(IDENTIFIED), {}, 'u1'],
      [ann(IDENTIFIED), { identify: 'none' }, FRESH_ID],
      [ann(IDENTIFIED), { identify: 'id', pseudonymSecret: 's'.repeat(32) }, /^user_[0-9a-f]{32}$/],
      [ann(), {}, FRESH_ID],
      [{ ...ann(), anonymousId: ANONYMOUS_ID }, {}, ANONYMOUS_ID],
      [{ anonymousId: ANONYMOUS_ID }, {}, ANONYMOUS_ID],
      [{ anonymousId: 'ann@example.org' }, {}, FRESH_ID],
      [undefined, {}, FRESH_ID],
    ]);
    for (const [subject, options, expected] of rows) {
      const { flags, asked } = await start(() => flag(true), options);
      assert.equal(await flags.get('beta', { subject }), true);
      const { distinct_id: id } = asked[0].body;
      if (expected instanceof RegExp) assert.match(id, expected);
      else assert.equal(id, expected);
      if (expected !== 'u1') assert.ok(!/u1|a@b|Ann|acme/.test(asked[0].text));
    }
  });

  it('of a person who refused is the default, and nobody is asked', async () => {
    const { flags, asked, delivered } = await start(() => flag(true));
    assert.equal(await flags.get('beta', { subject: ann({ shareUsageData: false }) }), false);
    assert.deepEqual(asked, []);
    assert.deepEqual(await delivered(), []);
  });

  it('is told as $feature_flag_called, once for each key, answer and subject (A9)', async () => {
    let enabled = true;
    const { flags, delivered } = await start(({ body }) => ({
      flags: { [body.flag_keys_to_evaluate[0]]: { enabled } },
    }));
    const identified = ann(IDENTIFIED);
    for (let i = 0; i < 3; i += 1) await flags.get('beta', { subject: identified });
    await flags.get('beta', { subject: { anonymousId: ANONYMOUS_ID } });
    await flags.get('api', { subject: identified });
    enabled = false;
    await flags.get('beta', { subject: identified });
    const told = (await delivered()).filter(({ event }) => event === '$feature_flag_called');
    assert.deepEqual(
      told.map(({ distinct_id: id, properties }) => [id, properties.$feature_flag_response]),
      [
        ['u1', 'true'],
        [ANONYMOUS_ID, 'true'],
        ['u1', 'true'],
        ['u1', 'false'],
      ],
    );
    assert.equal(told[2].properties.$feature_flag, 'api');
    assert.ok(told.every(({ properties }) => !('$feature_flag_error' in properties)));
  });

  it('that could not be asked says so', async () => {
    const { flags, delivered } = await start(() => 500);
    await flags.get('api', { default: true });
    const [{ properties }] = await delivered();
    assert.equal(properties.$feature_flag_error, 'unavailable');
    assert.equal(properties.$feature_flag_response, 'true');
  });

  it('goes to the host and by the key of the events unless told otherwise (A10)', async () => {
    const { host, asked } = await startFlags(() => flag(true));
    const { analytics } = await startAnalytics({ posthog: { host, token: 'phc_own' } });
    assert.equal(await analytics.flags().get('beta'), true);
    assert.equal(asked[0].body.token, 'phc_own');
    assert.equal(await analytics.flags({ token: 'phc_other' }).get('beta'), true);
    assert.equal(asked[1].body.token, 'phc_other');
    assert.throws(() => analytics.flags({ token: 'phx_secret' }), /personal API key/);
    assert.throws(() => analytics.flags({ host: 'ftp://h' }), /http/);
  });
});
