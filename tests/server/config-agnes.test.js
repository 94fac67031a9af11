import assert from 'node:assert/strict';
import { configFromEnv, createAnalyticsHandler } from '../../js-glue/server/index.js';
import {
  IDENTIFIED,
  ann,
  anEvent,
  call,
  identifiedBatch,
  plan,
  startEndpoint,
  stopAll,
} from './support.js';

/** @typedef {Record<string, string>} Env */

/** @param {Env} env */
const read = (env) => configFromEnv(env, [], { names: 'agnes' });

/** @param {Env} env */
const codes = (env) => read(env).warnings.map(({ code }) => code);

const PAYLOADS = ['$ai_input', '$ai_output_choices'];
const SECRET = 's'.repeat(32);

describe('configFromEnv, names: agnes', () => {
  afterEach(stopAll);

  for (const [why, env, token] of /** @type {[string, Env, string][]} */ ([
    ['A11, A-023: off by default', {}, ''],
    ['A12, A-042', { POSTHOG_API_KEY: '' }, ''],
    ['A12, A-043', { POSTHOG_API_KEY: '  ' }, ''],
    ['A12, A-044', { POSTHOG_API_KEY: 'phc_x' }, 'phc_x'],
    ['A12', { POSTHOG_API_KEY: ' phc_x\n' }, 'phc_x'],
    ['A11: names of other systems', { NEXT_PUBLIC_POSTHOG_TOKEN: 'phc_x' }, ''],
  ])) {
    it(`${why}: the token is "${token}" for ${JSON.stringify(env)}`, () => {
      assert.equal(read(env).posthog.token, token);
      assert.deepEqual(codes(env), []);
    });
  }

  it('A11: no token of a release stands in', () => {
    const config = configFromEnv({}, [], { names: 'agnes', defaultToken: 'phc_release' });
    assert.equal(config.posthog.token, '');
  });

  it('A14-A20, A23, A24, A-001: one variable turns everything on, and these are the defaults', () => {
    assert.deepEqual(read({ POSTHOG_API_KEY: 'phc_test_key' }), {
      posthog: { token: 'phc_test_key', host: 'https://eu.i.posthog.com' },
      identify: 'email',
      withhold: PAYLOADS,
      payloadMaxChars: 30000,
      properties: { environment: 'unknown' },
      warnings: [],
    });
  });

  // Neither a client, a thread, a request nor a snippet: the endpoint makes no forwarder, and tells
  // the page no token.
  it('A11, A-023, A-024, A-025, A-026, A-027: without a key nothing is forwarded, and the browser is told none', async () => {
    const endpoint = await startEndpoint(read({}));
    endpoint.signIn(ann(IDENTIFIED));
    const { body } = await call(`${endpoint.base}/config`, { method: 'GET' });
    assert.equal(body.posthogToken, '');
    assert.ok(!('captureToken' in body));
    assert.equal((await endpoint.capture(identifiedBatch(anEvent()))).status, 204);
    assert.equal((await endpoint.identify({})).status, 204);
    assert.deepEqual(await endpoint.delivered(), []);
    assert.deepEqual(endpoint.problems, []);
  });

  it('A13, corrected: a personal key is refused (the system before did not look)', () => {
    const config = read({ POSTHOG_API_KEY: `phx_${SECRET}` });
    assert.throws(
      () => createAnalyticsHandler({ ...config, plan, authenticate: () => null }),
      (/** @type {Error} */ error) =>
        /personal API key/.test(error.message) && !error.message.includes(SECRET),
    );
  });

  for (const [why, given, host] of /** @type {[string, string | undefined, string][]} */ ([
    ['A14, A-078', undefined, 'https://eu.i.posthog.com'],
    ['A14: blank', ' ', 'https://eu.i.posthog.com'],
    ['A14, A-002, A-079', 'https://us.i.posthog.com', 'https://us.i.posthog.com'],
    ['A14, A-080', ' https://h ', 'https://h'],
    ['A56: self-hosted', 'http://posthog.internal:8000/', 'http://posthog.internal:8000'],
  ])) {
    it(`${why}: the host is ${host} for ${JSON.stringify(given)}`, () => {
      const env = { POSTHOG_API_KEY: 'phc_a', ...(given !== undefined && { POSTHOG_HOST: given }) };
      assert.deepEqual(read(env).posthog, { token: 'phc_a', host });
    });
  }

  it('A56, corrected: with a host that cannot be used nothing goes to the cloud instead', () => {
    const env = { POSTHOG_API_KEY: 'phc_a', POSTHOG_HOST: 'posthog.internal' };
    assert.equal(read(env).posthog.token, '');
    assert.deepEqual(codes(env), ['invalid_host']);
  });
});

describe('POSTHOG_IDENTIFY_PII', () => {
  for (const [
    why,
    given,
    level,
    warnings,
  ] of /** @type {[string, string | undefined, string, string[]][]} */ ([
    ['A15, A-058', undefined, 'email', []],
    ['A15, A-059', 'none', 'none', []],
    ['A15, A-061', 'email', 'email', []],
    ['A15, A-063', 'EMAIL', 'email', []],
    ['A15, A-064', ' Full ', 'full', []],
    [
      'A15, A-065, corrected: it was email, more than was asked for',
      'bogus',
      'none',
      ['invalid_identify'],
    ],
    ['A15, A-009, corrected: it was email', 'completely-bogus', 'none', ['invalid_identify']],
    ['A15, corrected: blank names no level', '', 'none', ['invalid_identify']],
    ['A15: a name of every object', 'constructor', 'none', ['invalid_identify']],
    [
      'A36, corrected: an id that anybody can work out names the person',
      'id',
      'none',
      ['weak_pseudonym_secret'],
    ],
  ])) {
    it(`${why}: ${JSON.stringify(given)} is ${level}`, () => {
      const env = /** @type {Env} */ (given === undefined ? {} : { POSTHOG_IDENTIFY_PII: given });
      assert.equal(read(env).identify, level);
      assert.deepEqual(codes(env), warnings);
    });
  }

  for (const [secret, level, warnings] of /** @type {[string, string, string[]][]} */ ([
    [SECRET, 'id', []],
    [` ${SECRET}\n`, 'id', []],
    [` ${SECRET.slice(1)} `, 'none', ['weak_pseudonym_secret']],
    ['', 'none', ['weak_pseudonym_secret']],
  ])) {
    it(`A36: id with a secret of ${secret.length} characters is ${level}`, () => {
      const env = { POSTHOG_IDENTIFY_PII: 'id', POSTHOG_PSEUDONYM_SECRET: secret };
      const config = read(env);
      assert.equal(config.identify, level);
      assert.equal(config.pseudonymSecret, level === 'id' ? SECRET : undefined);
      assert.deepEqual(codes(env), warnings);
    });
  }

  it('asks for no secret where no pseudonym is made', () => {
    const env = { POSTHOG_IDENTIFY_PII: 'email', POSTHOG_PSEUDONYM_SECRET: 'short' };
    assert.ok(!('pseudonymSecret' in read(env)));
    assert.deepEqual(codes(env), []);
  });
});

describe('the switches of Agnes', () => {
  // The words of both; unset differs (A16, A18).
  for (const [why, given, isOn] of /** @type {[string, string, boolean][]} */ ([
    ['A-068', 'true', true],
    ['A-069', 'false', false],
    ['A-070', '0', false],
    ['A-072', 'yes', true],
    ['A-073', 'on', true],
    ['A-074', 'off', false],
    ['A-076', '', false],
    ['trimmed, in any case', ' ON ', true],
  ])) {
    it(`A16, A18, A33, ${why}: "${given}" is ${isOn ? 'on' : 'off'} for replay and for payloads`, () => {
      const config = read({ POSTHOG_REPLAY: given, POSTHOG_LLM_PAYLOADS: given });
      assert.deepEqual(config.replay, isOn ? undefined : false);
      assert.deepEqual(config.withhold, isOn ? undefined : PAYLOADS);
    });
  }

  it('A16, A18, A33: unset, replay is on and payloads stay', () => {
    assert.ok(!('replay' in read({})));
    assert.deepEqual(read({}).withhold, PAYLOADS);
  });

  it('A17: what is masked too, as text and not as a script (it went into one unescaped)', () => {
    const selector = ".salary, [data-a='</script>']";
    const env = { POSTHOG_REPLAY_MASK_SELECTOR: ` ${selector} ` };
    assert.deepEqual(read(env).replay, { mask: [selector] });
  });

  for (const [why, given, chars] of /** @type {[string, string, number][]} */ ([
    ['A-039', '100', 100],
    ['not positive', '0', 30000],
    ['not positive', '-5', 30000],
    ['no number', 'many', 30000],
    ['blank', '', 30000],
  ])) {
    it(`A20, ${why}: payloads of "${given}" characters are cut at ${chars}`, () => {
      assert.equal(read({ POSTHOG_LLM_PAYLOAD_MAX_CHARS: given }).payloadMaxChars, chars);
    });
  }
});

describe('environment and release of Agnes', () => {
  const QA = { POSTHOG_ENVIRONMENT: 'qa-7', LOCAL_DEV_MODE: '1', RELEASE_CHANNEL: 'stable' };
  const LOCAL = { LOCAL_DEV_MODE: '1', RELEASE_CHANNEL: 'stable' };

  for (const [why, env, properties] of /** @type {[string, Env, object][]} */ ([
    ['A-015, A-046', QA, { environment: 'qa-7', release: 'stable' }],
    ['A-016, A-048', LOCAL, { environment: 'local', release: 'stable' }],
    ['A-017', { RELEASE_CHANNEL: 'stable' }, { environment: 'stable', release: 'stable' }],
    ['A-018, A-045: no release, not null', {}, { environment: 'unknown' }],
    ['A-047', { POSTHOG_ENVIRONMENT: '  ' }, { environment: 'unknown' }],
    ['A-049', { LOCAL_DEV_MODE: 'yes' }, { environment: 'local' }],
    ['not truthy', { LOCAL_DEV_MODE: '0' }, { environment: 'unknown' }],
    [
      'A-053',
      { RELEASE_CHANNEL: 'stable', AGNES_DEPLOYMENT_ENV: 'prod-eu' },
      { environment: 'stable', release: 'stable' },
    ],
    ['A-054', { AGNES_DEPLOYMENT_ENV: 'prod-eu' }, { environment: 'prod-eu' }],
    [
      'A-055',
      { AGNES_VERSION: '0.9', RELEASE_CHANNEL: 'stable' },
      { environment: 'stable', release: '0.9' },
    ],
    [
      'a version is no environment',
      { AGNES_VERSION: '0.9' },
      { environment: 'unknown', release: '0.9' },
    ],
    ['A27: free text stays', { POSTHOG_ENVIRONMENT: ' Prod ' }, { environment: 'Prod' }],
  ])) {
    it(`A23, A24, ${why}: ${JSON.stringify(env)}`, () => {
      assert.deepEqual(read(env).properties, properties);
    });
  }
});
