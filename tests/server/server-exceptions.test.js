/** Errors that a server reports, and what of them leaves. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import {
  ANONYMOUS_ID,
  IDENTIFIED,
  anEvent,
  ann,
  anonymizedBatch,
  call,
  listen,
  startAnalytics,
  startEndpoint,
  shippedPlan,
  stopAll,
  until,
} from './support.js';

/** @typedef {import('../../js-glue/server/index.js').Subject} Subject */

const FRESH_ID = /^anon_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SECRET = 's'.repeat(32);

class ValueError extends Error {}

/**
 * @param {unknown} error
 * @param {Record<string, any>} [details]
 * @param {object} [options]
 */
async function reported(error, details, options) {
  const started = await startAnalytics(options);
  started.analytics.captureException(error, details);
  const events = await started.delivered();
  const exception = events.filter(({ event }) => event === '$exception')[0];
  return { ...started, events, exception, properties: exception?.properties ?? {} };
}

describe('an exception of a server', () => {
  afterEach(stopAll);

  it('of a request that nobody caught says path, method and class, and the answer stays the one of the application (A1, A37)', async () => {
    const endpoint = await startEndpoint({ plan: shippedPlan('agnes') });
    const { analytics } = endpoint.handler;
    const server = createServer((request, response) => {
      try {
        throw new ValueError('invalid value');
      } catch (error) {
        analytics.captureException(error, {
          component: 'web',
          path: request.url,
          method: request.method,
          $exception_handled: false,
        });
        response.writeHead(500).end('"sorry"');
      }
    });
    const url = await listen(/** @type {any} */ (server.listeners('request')[0]));
    const answer = await call(`${url}/catalog/customers?token=abc`);
    assert.deepEqual([answer.status, answer.body], [500, 'sorry']);
    const [{ event, properties }] = await endpoint.delivered();
    assert.equal(event, '$exception');
    assert.equal(properties.$exception_type, 'ValueError');
    assert.equal(properties.$exception_handled, false);
    assert.equal(properties.component, 'web');
    assert.equal(properties.path, '/catalog/:table');
    assert.equal(properties.method, 'POST');
    assert.ok(!/abc|customers/.test(endpoint.receiver.requests[0].text));
  });

  it('with a key, a view of a page and an answer of 500 are there at once (A52)', async () => {
    const endpoint = await startEndpoint({ plan: shippedPlan('agnes') });
    const url = await listen((_, response) => {
      const error = new ValueError('invalid value');
      endpoint.handler.analytics.captureException(error, { $exception_handled: false });
      response.writeHead(500).end();
    });
    await endpoint.capture(anonymizedBatch(anEvent('$pageview')));
    assert.equal((await call(url)).status, 500);
    const { events } = endpoint.receiver;
    await until(() => events.length === 2);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['$pageview', '$exception'],
    );
  });

  it('A-007, A1: has $exception_type and $exception_message; anonymized, of the message the words that everybody uses', async () => {
    const subject = { user: { id: 'u-1' }, settings: IDENTIFIED };
    const identified = await reported(new ValueError('x'), { subject });
    assert.equal(identified.exception.distinct_id, 'u-1');
    assert.equal(identified.properties.$exception_type, 'ValueError');
    assert.equal(identified.properties.$exception_message, 'x');
    const { properties } = await reported(new ValueError('connection to ann@example.org refused'));
    assert.equal(properties.$exception_message, 'connection to [...] refused');
  });

  it('identified, has its message without secrets, as that of a page, and the number of the request (A1)', async () => {
    const subject = ann(IDENTIFIED);
    const requestId = '0123456789abcdef'.repeat(2);
    const error = new Error('password=hunter2 for Ann');
    const { properties } = await reported(error, { subject, request_id: requestId });
    assert.equal(properties.$exception_message, 'password=[secret] for Ann');
    assert.equal(properties.request_id, requestId);
  });

  it('of a job says component and job (A2, A3, A38, A39)', async () => {
    const job = await reported(new Error(), {
      component: 'scheduler',
      job: 'sync',
      method: 'POST',
    });
    assert.match(job.exception.distinct_id, FRESH_ID);
    assert.deepEqual([job.properties.component, job.properties.job], ['scheduler', 'sync']);
    const rebuild = await reported(new Error(), {
      component: 'orchestrator',
      operation: 'rebuild',
    });
    const { component, operation } = rebuild.properties;
    assert.deepEqual([component, operation], ['orchestrator', 'rebuild']);
  });

  it('cannot be given another class or message by its details', async () => {
    const forged = { $exception_type: 'TypeError', $exception_message: 'Ann' };
    const { properties } = await reported(new ValueError('value'), forged);
    assert.equal(properties.$exception_type, 'ValueError');
    assert.equal(properties.$exception_message, 'value');
  });

  it('is taken once, however many hands it passes', async () => {
    const { analytics, delivered } = await startAnalytics();
    const error = new Error('value');
    for (let i = 0; i < 3; i += 1) analytics.captureException(error);
    analytics.captureException(new Error('value'));
    assert.equal((await delivered()).length, 2);
  });

  for (const [what, error, type] of /** @type {[string, unknown, string][]} */ ([
    [
      'a class that names itself',
      Object.assign(new Error('x'), { name: 'TimeoutError' }),
      'TimeoutError',
    ],
    ['a class by its constructor', new ValueError('x'), 'ValueError'],
    ['a text', 'value', 'UnknownError'],
    ['nothing', undefined, 'UnknownError'],
    ['null', null, 'UnknownError'],
    ['an object', { name: 'TypeError', message: 'value' }, 'UnknownError'],
    ['a symbol', Symbol('value'), 'UnknownError'],
    ['a name that is no text', Object.assign(new Error('x'), { name: 5 }), 'UnknownError'],
    [
      'a getter that throws',
      Object.defineProperty(new Error(), 'name', { get: () => assert.fail() }),
      'UnknownError',
    ],
  ])) {
    it(`of ${what} is ${type}`, async () => {
      const { properties } = await reported(error);
      assert.equal(properties.$exception_type, type);
    });
  }

  for (const [what, message] of [
    ['of a megabyte', 'value '.repeat(200000)],
    ['with U+0000', 'value\0'],
    ['with half a surrogate pair', 'value \ud800'],
    ['that cannot be read', undefined],
  ]) {
    it(`with a message ${what} leaves all the same`, async () => {
      const error = new Error(message);
      if (!message) Object.defineProperty(error, 'message', { get: () => assert.fail() });
      const { exception } = await reported(error);
      assert.ok(exception);
    });
  }

  it('never throws back at the application, whatever the details are (A3)', async () => {
    const { analytics, delivered } = await startAnalytics();
    for (const details of [null, 5, 'text', { subject: 5 }, { path: { toString: null } }])
      analytics.captureException(new Error(), /** @type {any} */ (details));
    const trap = new Proxy({}, { ownKeys: () => assert.fail() });
    analytics.captureException(new Error(), trap);
    assert.equal((await delivered()).length, 6);
  });
});

describe('observed cases: exceptions of people', () => {
  afterEach(stopAll);

  /** @param {object} user */
  const person = (user) => /** @type {Subject} */ ({ user, settings: IDENTIFIED });
  const full = { id: 'u-42', email: 'a@example.com', name: 'Ada' };

  it('A-003, A36: at the level email id and e-mail, no name; the path as its shape, and "k" is not declared', async () => {
    const details = { subject: person(full), path: '/dashboard', method: 'GET', k: 'v' };
    const { exception, properties } = await reported(new Error(), details, { identify: 'email' });
    assert.equal(exception.distinct_id, 'u-42');
    const { path, method, k, user_id: id, user_email: email } = properties;
    assert.deepEqual(
      [path, method, k, id, email],
      ['/dashboard', 'GET', undefined, 'u-42', 'a@example.com'],
    );
    assert.ok(!('user_name' in properties));
  });

  it('A-004, A36: at the level full also the name', async () => {
    const user = { id: 'u-1', email: 'a@b.test', name: 'Ada' };
    const { properties } = await reported(
      new Error(),
      { subject: person(user) },
      { identify: 'full' },
    );
    const { user_id: id, user_email: email, user_name: name } = properties;
    assert.deepEqual([id, email, name], ['u-1', 'a@b.test', 'Ada']);
  });

  it('A-006, A36: without a person no user; the id is random, where the earlier server called all of them "anonymous"', async () => {
    const { exception, receiver } = await reported(
      new Error(),
      { subject: { user: null } },
      { identify: 'email' },
    );
    assert.match(exception.distinct_id, FRESH_ID);
    assert.ok(!receiver.requests[0].text.includes('user_'));
  });

  /** @type {[string, string, object, object, RegExp | string, object][]} */
  const rows = [
    [
      'A-005',
      'none, a person; no user, and no id of one',
      { identify: 'none' },
      { id: 'u-1', email: 'a@b.test' },
      FRESH_ID,
      {},
    ],
    [
      'A-082',
      'none, a person; the earlier server had the id as distinct id',
      { identify: 'none' },
      full,
      FRESH_ID,
      {},
    ],
    [
      'A-084',
      'none, an e-mail alone; the earlier server had the e-mail as distinct id',
      { identify: 'none' },
      { email: 'a@e.c' },
      FRESH_ID,
      {},
    ],
    [
      'A-085',
      'none, nobody; the earlier server said "anonymous"',
      { identify: 'none' },
      {},
      FRESH_ID,
      {},
    ],
    [
      'A-087',
      'id; a pseudonym, where the earlier server had the id',
      { identify: 'id', pseudonymSecret: SECRET },
      { id: '7', email: 'a@e.c', name: 'Full' },
      /^user_[0-9a-f]{32}$/,
      { user_id: /^user_[0-9a-f]{32}$/ },
    ],
    [
      'A-088',
      'id, an e-mail alone; the earlier server had the e-mail as distinct id',
      { identify: 'id', pseudonymSecret: SECRET },
      { email: 'a@e.c' },
      FRESH_ID,
      {},
    ],
    [
      'A-090',
      'email, a person',
      { identify: 'email' },
      full,
      'u-42',
      { user_id: 'u-42', user_email: 'a@example.com' },
    ],
    [
      'A-091',
      'email, another person',
      { identify: 'email' },
      { id: '7', email: 'a@e.c', name: 'Full' },
      '7',
      { user_id: '7', user_email: 'a@e.c' },
    ],
    [
      'A-094',
      'full, a person',
      { identify: 'full' },
      full,
      'u-42',
      { user_id: 'u-42', user_email: 'a@example.com', user_name: 'Ada' },
    ],
    [
      'A-096',
      'full, an e-mail alone; no id is nobody, where the earlier server took the e-mail for one',
      { identify: 'full' },
      { email: 'a@e.c' },
      FRESH_ID,
      {},
    ],
    [
      'A-097',
      'full, nobody; the earlier server said "anonymous"',
      { identify: 'full' },
      {},
      FRESH_ID,
      {},
    ],
  ];
  for (const [id, what, options, user, distinctId, expected] of rows) {
    it(`${id}, A36: ${what}; "k" is not declared, and "path" no path of the plan`, async () => {
      const details = { subject: person(user), path: 'caller', method: 'GET', k: 'v' };
      const { exception, properties, receiver } = await reported(new Error(), details, options);
      if (distinctId instanceof RegExp) assert.match(exception.distinct_id, distinctId);
      else assert.equal(exception.distinct_id, distinctId);
      const names = ['user_id', 'user_email', 'user_name'].filter((name) => name in properties);
      assert.deepEqual(names, Object.keys(expected));
      for (const [name, value] of Object.entries(expected)) {
        if (value instanceof RegExp) assert.match(properties[name], value);
        else assert.equal(properties[name], value);
      }
      assert.equal(properties.method, 'GET');
      assert.ok(!('k' in properties));
      if (names.length === 0) assert.ok(!/u-42|a@e|Ada/.test(receiver.requests[0].text));
    });
  }

  it('a page by its id', async () => {
    const { exception } = await reported(new Error(), { subject: { anonymousId: ANONYMOUS_ID } });
    assert.equal(exception.distinct_id, ANONYMOUS_ID);
  });
});

describe('environment and release', () => {
  afterEach(stopAll);

  it('are on each event of the server, without any call site (A19, A25)', async () => {
    const { configFromEnv } = await import('../../js-glue/server/index.js');
    const env = {
      POSTHOG_API_KEY: 'phc_test',
      POSTHOG_ENVIRONMENT: 'staging',
      AGNES_VERSION: '1.4.0',
    };
    const { posthog, ...config } = configFromEnv(env, [], { names: 'agnes' });
    assert.equal(posthog.token, 'phc_test');
    const { analytics, delivered } = await startAnalytics(config);
    analytics.captureException(new Error());
    analytics.generation({ provider: 'openai', model: 'gpt-5' }).done();
    const events = await delivered();
    assert.equal(events.length, 2);
    for (const { properties } of events)
      assert.deepEqual([properties.environment, properties.release], ['staging', '1.4.0']);
  });

  it('are found by themselves: local for LOCAL_DEV_MODE (A19)', async () => {
    const { configFromEnv } = await import('../../js-glue/server/index.js');
    const { posthog: _, ...config } = configFromEnv({ LOCAL_DEV_MODE: '1' }, [], {
      names: 'agnes',
    });
    const { analytics, delivered } = await startAnalytics(config);
    analytics.captureException(new Error());
    const [{ properties }] = await delivered();
    assert.equal(properties.environment, 'local');
  });
});
