import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

/** @param {{env?: Record<string, string>, argv?: string[], defaultToken?: string}} given */
const read = ({ env = {}, argv = [], defaultToken }) => configFromEnv(env, argv, { defaultToken });

/** @param {'second' | 'multica' | 'agnes' | 'analytics-v2'} names */
function variablesRead(names) {
  /** @type {Set<string>} */
  const asked = new Set();
  // With an address, since of an installation that sends nothing nothing is read.
  const env = new Proxy(
    { ANALYTICS_BASE_URL: 'https://h.example' },
    { get: (target, name) => (asked.add(String(name)), Reflect.get(target, name)) },
  );
  configFromEnv(env, [], { names });
  return asked;
}

describe('configFromEnv', () => {
  for (const [env, expected] of /** @type {[Record<string, string>, string][]} */ ([
    [{}, ''],
    [{ SECOND_POSTHOG_TOKEN: ' phc_a ' }, 'phc_a'],
    [{ NEXT_PUBLIC_POSTHOG_TOKEN: 'phc_b' }, 'phc_b'],
    [{ SECOND_POSTHOG_TOKEN: 'phc_a', NEXT_PUBLIC_POSTHOG_TOKEN: 'phc_b' }, 'phc_a'],
    [{ SECOND_POSTHOG_TOKEN: '  ', NEXT_PUBLIC_POSTHOG_TOKEN: 'phc_b' }, 'phc_b'],
  ])) {
    it(`reads the token "${expected}" from ${JSON.stringify(env)} (S5)`, () => {
      assert.equal(read({ env }).posthog.token, expected);
    });
  }

  it('takes the token of the release where the variables are blank, so that blank does not disable (S5)', () => {
    const env = { SECOND_POSTHOG_TOKEN: '' };
    assert.equal(read({ env, defaultToken: 'phc_release' }).posthog.token, 'phc_release');
    assert.equal(
      read({ env: { SECOND_POSTHOG_TOKEN: 'phc_a' }, defaultToken: 'phc_release' }).posthog.token,
      'phc_a',
    );
  });

  for (const [
    env,
    expected,
    warnings,
  ] of /** @type {[Record<string, string>, string, number][]} */ ([
    [{}, 'https://us.i.posthog.com', 0],
    [{ SECOND_POSTHOG_HOST: ' https://eu.i.posthog.com/ ' }, 'https://eu.i.posthog.com', 0],
    [{ NEXT_PUBLIC_POSTHOG_HOST: 'http://localhost:8000' }, 'http://localhost:8000', 0],
    [
      { SECOND_POSTHOG_HOST: '', NEXT_PUBLIC_POSTHOG_HOST: 'https://eu.i.posthog.com' },
      'https://eu.i.posthog.com',
      0,
    ],
    [{ SECOND_POSTHOG_HOST: 'https://h.example/posthog/?a#b' }, 'https://h.example/posthog', 0],
    [{ SECOND_POSTHOG_HOST: 'eu.i.posthog.com' }, 'https://us.i.posthog.com', 1],
    [{ SECOND_POSTHOG_HOST: 'ftp://h.example' }, 'https://us.i.posthog.com', 1],
    [{ SECOND_POSTHOG_HOST: 'https://user:pass@h.example' }, 'https://us.i.posthog.com', 1],
    [{ SECOND_POSTHOG_HOST: 'javascript:alert(1)' }, 'https://us.i.posthog.com', 1],
  ])) {
    it(`reads the host ${expected} from ${JSON.stringify(env)} (S6)`, () => {
      const config = read({ env });
      assert.equal(config.posthog.host, expected);
      assert.deepEqual(config.warnings, Array(warnings).fill({ code: 'invalid_host' }));
    });
  }

  for (const [given, expected] of /** @type {[Parameters<typeof read>[0], boolean][]} */ ([
    [{}, false],
    [{ env: { SECOND_POSTHOG_DISABLED: '1' } }, true],
    [{ env: { SECOND_TELEMETRY_DISABLED: '1' } }, true],
    [{ env: { SECOND_POSTHOG_DISABLED: 'true' } }, false],
    [{ env: { SECOND_POSTHOG_DISABLED: '1 ' } }, false],
    [{ env: { SECOND_POSTHOG_DISABLED: '0', SECOND_TELEMETRY_DISABLED: '' } }, false],
    [{ argv: ['node', 'server.js', '--disable-telemetry'] }, true],
    [{ argv: ['node', 'server.js', '--no-analytics', '--port', '1'] }, true],
    [{ argv: ['node', 'server.js', '--disable-telemetry=0'] }, false],
    [{ argv: ['node', 'server.js', '--analytics'] }, false],
  ])) {
    it(`is ${expected ? 'disabled' : 'enabled'} for ${JSON.stringify(given)} (S61-S65)`, () => {
      assert.equal(read(given).disabled, expected);
    });
  }

  it('reads the release, null where it is not set (S24, S25)', () => {
    assert.deepEqual(read({}).release, {
      release_version: null,
      release_package: null,
      release_runtime: null,
      cli_launcher_version: null,
      cli_launcher_package: null,
    });
    const env = {
      SECOND_RELEASE_VERSION: ' 1.2.3 ',
      SENTRY_RELEASE: 'sentry',
      VERCEL_GIT_COMMIT_SHA: 'abc',
      SECOND_RELEASE_PACKAGE: '@second-inc/x',
      SECOND_RELEASE_RUNTIME: 'native',
      SECOND_CLI_RELEASE_VERSION: '0.1',
      SECOND_CLI_RELEASE_PACKAGE: '@second-inc/cli',
    };
    assert.deepEqual(read({ env }).release, {
      release_version: '1.2.3',
      release_package: '@second-inc/x',
      release_runtime: 'native',
      cli_launcher_version: '0.1',
      cli_launcher_package: '@second-inc/cli',
    });
    const { SECOND_RELEASE_VERSION: unused, ...withoutOwn } = env;
    assert.ok(unused);
    assert.equal(read({ env: withoutOwn }).release.release_version, 'sentry');
    assert.equal(read({ env: { VERCEL_GIT_COMMIT_SHA: 'abc' } }).release.release_version, 'abc');
  });

  for (const [mode, installation] of [
    ['none', 'local'],
    ['external', 'external_auth'],
    ['workos', 'external_auth'],
    [undefined, null],
  ]) {
    it(`says ${installation} for the auth mode ${mode} (S14)`, () => {
      assert.deepEqual(read({ env: mode ? { SECOND_AUTH_MODE: mode } : {} }).properties, {
        auth_mode: mode ?? null,
        installation_mode: installation,
        second_oss: true,
      });
    });
  }

  it('reads the secret of capture tokens, trimmed, and leaves the option out without one', () => {
    const secret = 's'.repeat(32);
    const env = { SECOND_CAPTURE_TOKEN_SECRET: ` ${secret}\n` };
    assert.deepEqual(read({ env }).captureTokens, { secret });
    for (const blank of ['', ' ']) {
      const config = read({ env: { SECOND_CAPTURE_TOKEN_SECRET: blank } });
      assert.ok(!('captureTokens' in config), 'so that it undoes no `false` before it');
      assert.deepEqual(config.warnings, []);
    }
  });

  it('warns of a weak secret and does not use it', () => {
    const env = { SECOND_CAPTURE_TOKEN_SECRET: `  ${'s'.repeat(31)}  `, SECOND_POSTHOG_HOST: 'x' };
    const config = read({ env });
    assert.ok(!('captureTokens' in config));
    assert.deepEqual(config.warnings, [{ code: 'invalid_host' }, { code: 'weak_secret' }]);
  });

  for (const [value, isOn] of /** @type {[string | undefined, boolean][]} */ ([
    [undefined, true],
    ['true', true],
    [' Yes ', true],
    ['on', true],
    ['1', true],
    ['', false],
    ['0', false],
    ['false', false],
    ['enabled', false],
  ])) {
    it(`lets people be recorded or not for POSTHOG_REPLAY=${value} (A16)`, () => {
      const config = configFromEnv({ POSTHOG_REPLAY: value }, []);
      assert.deepEqual(config.replay, isOn ? undefined : false);
      assert.equal(config.disabled, false);
    });
  }

  it('adds what the environment says to mask (A17)', () => {
    const env = { POSTHOG_REPLAY_MASK_SELECTOR: " .salary, [data-a='b'] " };
    assert.deepEqual(read({ env }).replay, { mask: [".salary, [data-a='b']"] });
    assert.equal(read({ env: { ...env, POSTHOG_REPLAY: 'off' } }).replay, false);
    assert.ok(!('replay' in read({ env: { POSTHOG_REPLAY_MASK_SELECTOR: ' ' } })));
  });

  it('reads the names of Second where it is told none, and refuses those that nobody knows', () => {
    const env = { SECOND_POSTHOG_TOKEN: 'phc_a', POSTHOG_API_KEY: 'phc_b' };
    assert.deepEqual(configFromEnv(env, [], { names: 'second' }), configFromEnv(env, []));
    for (const names of ['Second', '', 'constructor']) {
      assert.throws(
        () => configFromEnv(env, [], { names: /** @type {any} */ (names) }),
        /^TypeError: names must be one of second, multica, agnes, analytics-v2$/,
      );
    }
  });

  it('reads the process when it is told nothing', () => {
    process.env.SECOND_POSTHOG_TOKEN = 'phc_process';
    try {
      assert.equal(configFromEnv().posthog.token, 'phc_process');
    } finally {
      delete process.env.SECOND_POSTHOG_TOKEN;
    }
  });

  it('can be spread into the handler, which reports its warnings', () => {
    /** @type {unknown[]} */
    const problems = [];
    const config = configFromEnv({ SECOND_POSTHOG_HOST: 'nonsense' }, []);
    createAnalyticsHandler({
      ...config,
      plan,
      authenticate: () => null,
      onError: (p) => problems.push(p),
    });
    assert.deepEqual(problems, [{ code: 'invalid_host', count: 1 }]);
  });
});

describe('docs/endpoint.md', () => {
  const text = readFileSync(new URL('../../docs/endpoint.md', import.meta.url), 'utf8');

  for (const names of /** @type {const} */ (['second', 'multica', 'agnes', 'analytics-v2'])) {
    it(`lists the variables of ${names} that are read, and no others`, () => {
      const [, section] = text.split(`| \`${names}\` | meaning |\n|---|---|\n`);
      const firstColumn = section.split('\n\n')[0].replace(/^\| (.*?) \|.*$/gm, '$1');
      const listed = firstColumn.match(/(?<=`)\w+(?=[`=])/g) ?? [];
      assert.deepEqual(new Set(listed), variablesRead(names));
    });
  }
});

describe('createAnalyticsHandler refuses', () => {
  const valid = { plan, authenticate: () => null, posthog: { token: 'phc_test' } };
  const personal = `phx_${'s'.repeat(40)}`;
  for (const [what, options, message] of /** @type {[string, any, RegExp][]} */ ([
    ['a personal key (S4, A13, A30)', { posthog: { token: personal } }, /personal API key/],
    [
      'a personal key in spaces (S4, A13, A30)',
      { posthog: { token: ` ${personal}` } },
      /personal API key/,
    ],
    ['a token of 65 characters', { posthog: { token: 'p'.repeat(65) } }, /64 characters/],
    ['a token that is no text', { posthog: { token: 7 } }, /must be text/],
    ['a host that is no URL', { posthog: { host: 'eu.i.posthog.com' } }, /http\(s\) URL/],
    ['a host with credentials', { posthog: { host: 'https://a:b@h.example' } }, /http\(s\) URL/],
    ['an unknown limit', { limits: { bodybytes: 1 } }, /limits.bodybytes is not a limit/],
    ['a limit that cannot work', { limits: { bodyBytes: 0 } }, /limits.bodyBytes must be/],
    ['a limit that is no number', { limits: { flushMs: '5' } }, /limits.flushMs must be/],
    ['windows of no time', { limits: { captureTokenMs: 0 } }, /limits.captureTokenMs must be/],
    [
      'no capture with a token at all',
      { limits: { tokenRequests: 0 } },
      /limits.tokenRequests must/,
    ],
    ['a weak secret', { captureTokens: { secret: 's'.repeat(31) } }, /at least 32 characters/],
    ['a secret of spaces', { captureTokens: { secret: ' '.repeat(40) } }, /at least 32 characters/],
    ['a secret that is no text', { captureTokens: { secret: 7 } }, /at least 32 characters/],
    ['capture tokens that are a word', { captureTokens: 'sss' }, /must be false or an object/],
    ['an origin that is none', { allowedOrigins: ['app.example'] }, /origins/],
    ['a property that is no JSON', { properties: { x: 'sss\0' } }, /cannot be sent: json_nul/],
    ['replay that is a word', { replay: 'no' }, /replay must be false or an object/],
    ['a preset that is none', { replay: { masking: 'none' } }, /replay.masking must be one of/],
    ['a selector that is no list', { replay: { mask: '.a' } }, /replay.mask must be a list/],
    ['a block of no texts', { replay: { block: ['.a', 1] } }, /replay.block must be a list/],
    ['no authenticate', { authenticate: undefined }, /authenticate must be a function/],
  ])) {
    it(`${what}, and says so without the value`, () => {
      assert.throws(
        () => createAnalyticsHandler({ ...valid, ...options }),
        (/** @type {Error} */ error) =>
          error instanceof TypeError &&
          message.test(error.message) &&
          !error.message.includes('sss'),
      );
    });
  }

  it('a plan that does not compile', () => {
    assert.throws(() => createAnalyticsHandler({ ...valid, plan: {} }), /plan/);
  });
});

describe('GET config', () => {
  afterEach(stopAll);

  it('has an empty token without one, and then nothing is forwarded (S45, S65, A54)', async () => {
    for (const options of [
      { posthog: { token: '' } },
      { posthog: { token: ' ' } },
      { disabled: true },
    ]) {
      const endpoint = await startEndpoint(options);
      endpoint.signIn(ann(IDENTIFIED));
      const { body } = await call(`${endpoint.base}/config`, { method: 'GET' });
      assert.deepEqual(body, { posthogToken: '', posthogHost: endpoint.receiver.url, replay: {} });
      assert.equal((await endpoint.capture(identifiedBatch(anEvent()))).status, 204);
      assert.equal((await endpoint.identify({})).status, 204);
      assert.deepEqual(await endpoint.delivered(), []);
      assert.deepEqual(await endpoint.handler.close(), { left: 0 });
    }
  });

  it('has the host of the US cloud where none is given (S6)', async () => {
    const endpoint = await startEndpoint({ posthog: { token: '', host: undefined } });
    const { body } = await call(`${endpoint.base}/config`, { method: 'GET' });
    assert.equal(body.posthogHost, 'https://us.i.posthog.com');
  });
});
