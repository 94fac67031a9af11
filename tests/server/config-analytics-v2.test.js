import assert from 'node:assert/strict';
import { configFromEnv } from '../../js-glue/server/index.js';
import { resolveLimits } from '../../js-glue/server/options.js';

/** @typedef {Record<string, string>} Env */
/** @typedef {import('../../js-glue/server/config/index.js').ConfigOptions} ConfigOptions */

const BASE = { ANALYTICS_BASE_URL: 'http://example.internal:3000' };

/** @param {Env} env @param {ConfigOptions} [options] */
const read = (env, options) => configFromEnv(env, [], { ...options, names: 'analytics-v2' });

/** @param {Env} env @param {ConfigOptions} [options] */
const codes = (env, options) => read(env, options).warnings.map(({ code }) => code);

/** @param {Env} env @param {ConfigOptions} [options] */
const installationOf = (env, options) => read({ ...BASE, ...env }, options).collect?.installation;

describe('configFromEnv, names: analytics-v2', () => {
  for (const [why, given, isOn] of /** @type {[string, string | undefined, boolean][]} */ ([
    ['default', undefined, false],
    ['V-109', '0', false],
    ['V-110', 'false', false],
    ['the third word for off', 'off', false],
    ['V-112', '1', true],
    ['V-113', 'true', true],
    ['V-114', 'on', true],
    ['V-115', 'TRUE', true],
    ['V-118', 'no', false],
    ['V-119: no word is the default', '2', false],
    ['no word of this system', 'yes', false],
    ['blank', '', false],
  ])) {
    it(`V58, ${why}: ANALYTICS_ENABLED=${given} is ${isOn ? 'on' : 'off'}`, () => {
      const env = given === undefined ? BASE : { ...BASE, ANALYTICS_ENABLED: given };
      assert.equal(read(env).disabled, !isOn);
      assert.deepEqual(codes(env), []);
    });
  }

  for (const [why, given, enabled, isOn] of /** @type {[string, string, any, boolean][]} */ ([
    ['V-120', 'false', true, true],
    ['V-121', 'true', false, false],
    ['only true is yes', 'true', 'no', false],
  ])) {
    it(`V58, ${why}: the application's ${enabled} wins over ${given}`, () => {
      const env = { ...BASE, ANALYTICS_ENABLED: given };
      assert.equal(read(env, { enabled }).disabled, !isOn);
    });
  }

  for (const [why, given, url] of [
    ['V2, V-001', 'http://example.internal:3000', 'http://example.internal:3000/collect'],
    ['one slash', 'https://h.example/', 'https://h.example/collect'],
    [
      'corrected: of two slashes one stayed',
      'https://h.example/t//',
      'https://h.example/t/collect',
    ],
    ['trimmed', ' https://h.example ', 'https://h.example/collect'],
  ]) {
    it(`V2, V58, ${why}: "${given}" is ${url}`, () => {
      assert.equal(read({ ANALYTICS_BASE_URL: given }).collect?.url, url);
    });
  }

  it('V58, V-122, corrected: no address is the default, as it was the vendor’s, over plain http', () => {
    const on = { ANALYTICS_ENABLED: '1' };
    assert.ok(!('collect' in read(on)));
    assert.equal(read(on).disabled, true);
    assert.deepEqual(codes(on), ['nothing_forwarded']);
    assert.deepEqual(codes({}), [], 'nobody asked for anything');
  });

  it('V58, V-122: the application may name one, the environment wins', () => {
    const options = { defaultBaseUrl: 'https://tele.example/' };
    assert.equal(read({}, options).collect?.url, 'https://tele.example/collect');
    assert.equal(read(BASE, options).collect?.url, 'http://example.internal:3000/collect');
  });

  it('V58: an address that cannot be used is not replaced by the application’s', () => {
    const env = { ANALYTICS_ENABLED: '1', ANALYTICS_BASE_URL: 'tele.example' };
    const config = read(env, { defaultBaseUrl: 'https://tele.example' });
    assert.ok(!('collect' in config));
    assert.equal(config.disabled, true);
    assert.deepEqual(config.warnings, [{ code: 'invalid_host' }, { code: 'nothing_forwarded' }]);
  });
});

describe('the numbers of analytics.v2', () => {
  /** What the contract says; four tries are three retries. */
  const DEFAULTS = {
    flushMs: 5000,
    batchEvents: 20,
    requestTimeoutMs: 4000,
    attempts: 4,
    queueEvents: 2000,
  };

  for (const [why, env, changed] of /** @type {[string, Env, object][]} */ ([
    ['V-122: defaults', {}, {}],
    ['V-124', { ANALYTICS_BATCH_SIZE: '-1' }, {}],
    ['V-125', { ANALYTICS_BATCH_SIZE: '7.9' }, { batchEvents: 7 }],
    ['V-126', { ANALYTICS_BATCH_SIZE: 'abc' }, {}],
    ['V-128', { ANALYTICS_MAX_RETRIES: '-1' }, {}],
    ['V-129', { ANALYTICS_FLUSH_INTERVAL_MS: '' }, {}],
    ['V-130', { ANALYTICS_MAX_QUEUE_SIZE: '5' }, { queueEvents: 5 }],
    ['0 retries are allowed', { ANALYTICS_MAX_RETRIES: '0' }, { attempts: 1 }],
    ['retries', { ANALYTICS_MAX_RETRIES: '2' }, { attempts: 3 }],
    ['0 of what must be', { ANALYTICS_BATCH_SIZE: '0', ANALYTICS_MAX_QUEUE_SIZE: '0.9' }, {}],
    ['0 ms', { ANALYTICS_FLUSH_INTERVAL_MS: '0', ANALYTICS_TIMEOUT_MS: '0' }, {}],
    [
      'times',
      { ANALYTICS_FLUSH_INTERVAL_MS: ' 60000 ', ANALYTICS_TIMEOUT_MS: '900' },
      { flushMs: 60000, requestTimeoutMs: 900 },
    ],
    [
      'longer than a timer takes',
      { ANALYTICS_FLUSH_INTERVAL_MS: '2147483648', ANALYTICS_TIMEOUT_MS: '2147483648' },
      {},
    ],
    ['no finite number', { ANALYTICS_BATCH_SIZE: '9'.repeat(400) }, {}],
    ['no decimal number', { ANALYTICS_BATCH_SIZE: '0x10', ANALYTICS_MAX_RETRIES: '1e1' }, {}],
  ])) {
    it(`V58, ${why}: ${JSON.stringify(env)}`, () => {
      const { limits } = read(env);
      assert.deepEqual(limits, { ...DEFAULTS, ...changed });
      resolveLimits(limits);
    });
  }
});

describe('the installation of analytics.v2', () => {
  it('V14, V16, V17, V18: what the environment says, without a word of who it is', () => {
    const env = { COMMIT_HASH: 'deadbeef', PILOTDECK_VERSION: '1.2.3' };
    assert.deepEqual(installationOf(env), {
      deploymentMode: 'unknown',
      commitHash: 'deadbeef',
      appVersion: '1.2.3',
      platform: process.platform,
    });
  });

  // In a checkout: this test runs in one.
  for (const [why, env, commitHash] of /** @type {[string, Env, string][]} */ ([
    ['V16, V23, corrected: the commit of the folder it was started in', {}, 'unknown'],
    ['V16, V-001', { COMMIT_HASH: 'abc123' }, 'abc123'],
    ['V16, V-007', { COMMIT_HASH: ' deadbeef ', GIT_COMMIT: 'b' }, 'deadbeef'],
    ['V16', { COMMIT_HASH: '', GIT_COMMIT: 'bbbb', PILOTDECK_GIT_SHA: 'cccc' }, 'bbbb'],
    ['V16', { PILOTDECK_GIT_SHA: 'cccc', GIT_SHA: 'dddd' }, 'cccc'],
    ['V16', { GIT_SHA: 'dddd' }, 'dddd'],
    ['V16, corrected: what is no commit', { COMMIT_HASH: '/home/ann/project' }, 'unknown'],
  ])) {
    it(`${why}: the commit is ${commitHash} for ${JSON.stringify(env)}`, () => {
      assert.equal(installationOf(env)?.commitHash, commitHash);
    });
  }

  for (const [why, env, mode] of /** @type {[string, Env, string][]} */ ([
    ['V-138', { DOCKER_CONTAINER: '1' }, 'docker'],
    ['V-139', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'docker'],
    ['exactly 1', { DOCKER_CONTAINER: 'true' }, 'unknown'],
    ['corrected: it was "source" in any git checkout', {}, 'unknown'],
  ])) {
    it(`V14, ${why}: the deployment is ${mode} for ${JSON.stringify(env)}`, () => {
      assert.equal(installationOf(env)?.deploymentMode, mode);
    });
  }

  for (const [why, env, version] of /** @type {[string, Env, string][]} */ ([
    ['V-007', { PILOTDECK_VERSION: '1.2.3', npm_package_version: '9.9.9' }, '1.2.3'],
    ['of npm', { npm_package_version: '9.9.9' }, '9.9.9'],
    ['no file is read', {}, '0.0.0'],
  ])) {
    it(`V17, ${why}: the version is ${version} for ${JSON.stringify(env)}`, () => {
      assert.equal(installationOf(env)?.appVersion, version);
    });
  }

  it('V12, V13, V-140: who it is the application says, and its word wins', () => {
    /** @type {import('../../js-glue/server/config/index.js').Installation} */
    const installation = {
      installationId: 'fa48cb3eb05112885593d522',
      instanceId: '0123456789abcdef01234567',
      deploymentMode: 'npm_binary',
      commitHash: 'feedface',
      appVersion: '2.0.0',
      platform: 'plan9',
    };
    const env = { DOCKER_CONTAINER: '1', COMMIT_HASH: 'deadbeef', PILOTDECK_VERSION: '1.2.3' };
    assert.deepEqual(installationOf(env, { installation }), installation);
  });
});
