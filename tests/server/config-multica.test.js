import assert from 'node:assert/strict';
import { configFromEnv } from '../../js-glue/server/index.js';
import {
  IDENTIFIED,
  ann,
  anEvent,
  anonymizedBatch,
  call,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

/** @typedef {Record<string, string>} Env */

/** @param {Env} env */
const read = (env) => configFromEnv(env, [], { names: 'multica' });

/** @param {Env} env */
const codes = (env) => read(env).warnings.map(({ code }) => code);

describe('configFromEnv, names: multica', () => {
  for (const [why, env, token, warnings] of /** @type {[string, Env, string, string[]][]} */ ([
    ['M9, M13, M16: nothing leaves by default', {}, '', ['nothing_forwarded']],
    ['M9: blank is empty', { POSTHOG_API_KEY: '' }, '', ['nothing_forwarded']],
    ['M9: spaces are empty', { POSTHOG_API_KEY: ' ' }, '', ['nothing_forwarded']],
    ['M17', { POSTHOG_API_KEY: ' phc_a ' }, 'phc_a', []],
    [
      'M14: names of other systems count for nothing',
      { SECOND_POSTHOG_TOKEN: 'phc_a' },
      '',
      ['nothing_forwarded'],
    ],
    ['M12, M16: whoever switched off knows', { ANALYTICS_DISABLED: '1' }, '', []],
  ])) {
    it(`${why}: the token is "${token}" for ${JSON.stringify(env)}`, () => {
      assert.equal(read(env).posthog.token, token);
      assert.deepEqual(codes(env), warnings);
    });
  }

  it('M14: no token of a release stands in', () => {
    const config = configFromEnv({}, [], { names: 'multica', defaultToken: 'phc_release' });
    assert.equal(config.posthog.token, '');
  });

  for (const [why, given, host] of /** @type {[string, string | undefined, string][]} */ ([
    ['M10: default', undefined, 'https://us.i.posthog.com'],
    ['M10: blank', '', 'https://us.i.posthog.com'],
    ['M17, M-117', 'https://eu.i.posthog.com', 'https://eu.i.posthog.com'],
    ['M10, corrected: it was not trimmed', ' https://h.example\n', 'https://h.example'],
    ['M10, corrected: a slash made //batch/', 'https://h.example/', 'https://h.example'],
    ['M10, corrected: two slashes', 'https://h.example/ph//', 'https://h.example/ph'],
  ])) {
    it(`${why}: the host is ${host} for ${JSON.stringify(given)}`, () => {
      const env = { POSTHOG_API_KEY: 'phc_a', ...(given !== undefined && { POSTHOG_HOST: given }) };
      assert.deepEqual(read(env).posthog, { token: 'phc_a', host });
      assert.deepEqual(codes(env), []);
    });
  }

  it('M17, corrected: with a host that cannot be used nothing goes to the cloud instead', () => {
    const env = { POSTHOG_API_KEY: 'phc_a', POSTHOG_HOST: 'posthog.internal' };
    assert.equal(read(env).posthog.token, '');
    assert.deepEqual(codes(env), ['invalid_host', 'nothing_forwarded']);
  });

  for (const [value, disabled] of /** @type {[string, boolean][]} */ ([
    ['true', true],
    ['1', true],
    ['TRUE', false],
    ['1 ', false],
    ['yes', false],
    ['0', false],
    ['', false],
  ])) {
    it(`M12: ANALYTICS_DISABLED="${value}" is ${disabled ? 'off' : 'on'}, even with a key`, () => {
      const config = read({ POSTHOG_API_KEY: 'phc_a', ANALYTICS_DISABLED: value });
      assert.equal(config.disabled, disabled);
    });
  }

  // One normaliser for both ends, in the endpoint: what it says is on every event of the browser too
  // (M41), so a page has nothing to normalise.
  for (const [why, given, expected] of /** @type {[string, string | undefined, string][]} */ ([
    ['M11, M-125, M-175', 'production', 'production'],
    ['M11, M-126', ' PROD ', 'production'],
    ['M11, M-178', 'staging', 'staging'],
    ['M11, M-127', 'stage', 'staging'],
    ['M11, M-179', 'STAGE', 'staging'],
    ['M11, M-181', 'dev', 'dev'],
    ['M11, M-180', 'development', 'dev'],
    ['M11, M-129, M-182', 'test', 'dev'],
    ['M11, M-128', 'local', 'dev'],
    ['M11, M-131, M-185', 'qa', 'dev'],
    ['M11, M-130', '', 'dev'],
    ['M11, M-173', undefined, 'dev'],
    ['M11: a name of every object', 'constructor', 'dev'],
  ])) {
    const env = /** @type {Env} */ (given === undefined ? {} : { ANALYTICS_ENVIRONMENT: given });
    it(`${why}: ${JSON.stringify(given)} is ${expected}`, () => {
      assert.deepEqual(read(env).properties, { environment: expected });
    });
  }

  for (const [why, given, expected] of [
    ['M11, M-130: blank asks APP_ENV', '', 'staging'],
    ['M11, M-131: unknown asks APP_ENV', 'qa', 'staging'],
    ['M11: the first that is known', 'prod', 'production'],
    ['M11: dev is a word, not the lack of one', 'dev', 'dev'],
    ['M11', 'development', 'dev'],
    ['M11', 'test', 'dev'],
    ['M11', 'local', 'dev'],
  ]) {
    it(`${why}: "${given}" before stage is ${expected}`, () => {
      const env = { ANALYTICS_ENVIRONMENT: given, APP_ENV: ' Stage' };
      assert.equal(read(env).properties.environment, expected);
    });
  }

  it('M11: an APP_ENV that is unknown too is dev', () => {
    assert.equal(read({ APP_ENV: 'qa' }).properties.environment, 'dev');
  });
});

describe('an endpoint of Multica’s variables', () => {
  afterEach(stopAll);

  it('M18, M-117: tells the browser token and host at run time, to members alone (it was public)', async () => {
    const env = { POSTHOG_API_KEY: 'phc_test', POSTHOG_HOST: 'https://eu.i.posthog.com' };
    const endpoint = await startEndpoint(read(env));
    endpoint.signIn(ann(IDENTIFIED));
    const { status, body } = await call(`${endpoint.base}/config`, { method: 'GET' });
    assert.equal(status, 200);
    assert.equal(body.posthogToken, 'phc_test');
    assert.equal(body.posthogHost, 'https://eu.i.posthog.com');
    endpoint.signIn(null);
    assert.equal((await call(`${endpoint.base}/config`, { method: 'GET' })).status, 401);
  });

  for (const [why, env] of /** @type {[string, Env][]} */ ([
    ['M18, M-068: without a key', {}],
    ['M12: switched off', { POSTHOG_API_KEY: 'phc_test', ANALYTICS_DISABLED: 'true' }],
  ])) {
    it(`${why} the browser is told no token, and nothing is forwarded`, async () => {
      const config = read(env);
      const endpoint = await startEndpoint(config);
      endpoint.signIn(ann(IDENTIFIED));
      const { body } = await call(`${endpoint.base}/config`, { method: 'GET' });
      assert.equal(body.posthogToken, '');
      assert.equal((await endpoint.capture(identifiedBatch(anEvent()))).status, 204);
      assert.deepEqual(await endpoint.delivered(), []);
      assert.deepEqual(
        endpoint.problems,
        config.warnings.map(({ code }) => ({ code, count: 1 })),
      );
    });
  }

  it('M41: the environment is on every event, in place of the page’s', async () => {
    const { posthog, ...config } = read({ POSTHOG_API_KEY: 'phc_a', APP_ENV: 'prod' });
    assert.equal(posthog.token, 'phc_a');
    const endpoint = await startEndpoint(config);
    await endpoint.capture(anonymizedBatch(anEvent('page viewed', { environment: 'dev' })));
    const [event] = await endpoint.delivered();
    assert.equal(event.properties.environment, 'production');
  });
});
