import assert from 'node:assert/strict';
import {
  ANONYMOUS_ID,
  IDENTIFIED,
  ann,
  anEvent,
  anonymizedBatch,
  call,
  identifiedBatch,
  startEndpoint,
  stopAll,
} from './support.js';

/** @typedef {import('./support.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions */
/** @typedef {{path?: string} & import('./support.js').Call} HostileCall */

/** A word that nothing says by itself; no rule of the core knows it. */
const CANARY = 'qxkanari';
const CONSOLE = /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir']);

/**
 * Runs something and writes down whatever this process prints meanwhile, by whichever way.
 *
 * @param {() => Promise<unknown>} work
 * @returns {Promise<string>}
 */
async function printedBy(work) {
  const printed = /** @type {string[]} */ ([]);
  const write = (/** @type {unknown[]} */ ...parts) => {
    printed.push(parts.map(textOf).join(' '));
    return true;
  };
  const streams = [process.stderr, process.stdout].map((stream) => ({ stream, own: stream.write }));
  const methods = CONSOLE.map((name) => ({ name, own: console[name] }));
  for (const { stream } of streams) stream.write = write;
  for (const { name } of methods) console[name] = write;
  process.on('unhandledRejection', write).on('warning', write);
  try {
    await work();
    // A rejection that nobody handles is announced when the queue of promises is empty.
    await new Promise((resolve) => void setImmediate(resolve));
  } finally {
    for (const { stream, own } of streams) stream.write = own;
    for (const { name, own } of methods) console[name] = own;
    process.off('unhandledRejection', write).off('warning', write);
  }
  return printed.join('\n');
}

/** @param {unknown} value */
const textOf = (value) => (value instanceof Error ? `${value.stack}` : String(value));

/** @param {Record<string, string>} where what was said, by the place where it was said */
function assertSilent(where) {
  for (const [place, text] of Object.entries(where)) {
    assert.ok(!text.toLowerCase().includes(CANARY), `${place}: ${text}`);
  }
}

/**
 * Sends the calls to an endpoint where Ann is signed in, and looks at all that can be seen of it.
 *
 * @param {HostileCall[]} calls
 * @param {Partial<AnalyticsHandlerOptions>} [options]
 * @returns {Promise<{statuses: number[], problems: string[]}>}
 */
async function watch(calls, options) {
  const endpoint = await startEndpoint(options);
  endpoint.signIn(ann(IDENTIFIED));
  const { origin } = new URL(endpoint.base);
  /** @type {import('./support.js').Answer[]} */
  const answers = [];
  const printed = await printedBy(async () => {
    for (const { path = '/api/analytics/capture', ...rest } of calls) {
      answers.push(await call(origin + path, rest));
    }
    await endpoint.handler.flush();
  });
  assertSilent({
    answers: answers.map(({ text }) => text).join('\n'),
    headers: JSON.stringify(answers.map(({ headers }) => headers)),
    problems: JSON.stringify(endpoint.problems),
    counts: JSON.stringify(endpoint.handler.counts()),
    printed,
  });
  const problems = endpoint.problems.map(({ code }) => code);
  return { statuses: answers.map(({ status }) => status), problems };
}

const valid = () => anonymizedBatch(anEvent());

/** @param {Record<string, string>} headers */
const withHeaders = (headers) => [
  { body: valid(), headers },
  { path: '/api/analytics/identify', body: {}, headers },
  { path: '/api/analytics/config', method: 'GET', headers },
];

/** @param {Record<string, unknown>} properties */
const withProperties = (properties) => [
  { body: anonymizedBatch(anEvent('page viewed', properties)) },
  { body: identifiedBatch(anEvent('page viewed', properties)) },
  { body: { event: 'page viewed', properties } },
  { body: { event: 'page viewed', properties: { ...properties, anonymized: false } } },
];

/** @param {...(string | Uint8Array)} bodies */
const asBodies = (...bodies) =>
  bodies.flatMap((body) => [{ body }, { path: '/api/analytics/identify', body }]);

/** @type {Record<string, string>[]} */
const HOSTILE_HEADERS = [
  { Cookie: `session=${CANARY}; ${CANARY}=1` },
  { Authorization: `Bearer ${CANARY}` },
  { Host: `${CANARY}.example` },
  { Host: `${CANARY} .example` },
  { Origin: `https://${CANARY}.example` },
  { Origin: CANARY },
  { 'Sec-Fetch-Site': CANARY },
  { 'Content-Type': `application/${CANARY}` },
  { 'Content-Type': `application/json; charset=${CANARY}` },
  { 'Content-Encoding': CANARY },
  { 'X-Analytics-Token': CANARY },
  { 'X-Analytics-Token': `1.${CANARY.padEnd(43, 'A')}` },
  { 'Sec-GPC': CANARY, DNT: CANARY },
  { 'User-Agent': CANARY, Referer: `https://${CANARY}/`, 'Accept-Language': CANARY },
  { 'X-Forwarded-For': CANARY, Forwarded: `for=${CANARY}`, 'X-Request-Id': CANARY },
  { [`X-${CANARY}`]: CANARY, traceparent: CANARY, Accept: CANARY },
];

/** @type {[string, HostileCall[]][]} */
const HOSTILE = [
  [
    'the path',
    ['', '/api/analytics/', '/api/analytics/capture/', '/%2e%2e/', '//', '/%00'].flatMap(
      (prefix) => [
        { path: `${prefix}/${CANARY}`, body: valid() },
        { path: `${prefix}/${CANARY}/capture`, body: valid() },
        { path: `${prefix}/${CANARY}/config`, method: 'GET' },
        { path: `${prefix}/${CANARY}/capture`, method: 'DELETE' },
      ],
    ),
  ],
  [
    'the query',
    [
      { path: `/capture?${CANARY}=1&a=${CANARY}#${CANARY}`, body: valid() },
      { path: `/config?${CANARY}`, method: 'GET' },
      { path: `/${CANARY}?${CANARY}`, method: 'GET' },
    ],
  ],
  ...HOSTILE_HEADERS.map(
    (headers) =>
      /** @type {[string, HostileCall[]]} */ ([
        `the header ${Object.keys(headers).join(', ')}`,
        withHeaders(headers),
      ]),
  ),
  [
    'the names and values of an event',
    [
      ...withProperties({ [CANARY]: 1 }),
      ...withProperties({ surface: CANARY, error_code: CANARY, route_shape: `/${CANARY}` }),
      ...withProperties({ nested: { [CANARY]: [CANARY, { [CANARY]: CANARY }] } }),
      ...withProperties({ workspace_id: CANARY, user_id: CANARY, distinct_id: CANARY }),
      ...withProperties({ $set: { [CANARY]: CANARY }, __proto__: { [CANARY]: CANARY } }),
      { body: { event: CANARY } },
      { body: anonymizedBatch(anEvent(CANARY), anEvent()) },
      { body: anonymizedBatch(CANARY, [CANARY], { [CANARY]: CANARY }, anEvent()) },
    ],
  ],
  [
    'the envelope',
    [
      { body: { ...valid(), anonymousDistinctId: CANARY } },
      { body: { ...valid(), anonymousDistinctId: `${ANONYMOUS_ID}${CANARY}` } },
      { body: { ...valid(), plan: CANARY, schema: CANARY, sentAt: CANARY } },
      { body: { ...valid(), [CANARY]: CANARY } },
      { body: { ...valid(), batch: CANARY } },
      { body: { ...valid(), batch: { [CANARY]: CANARY } } },
      { body: anonymizedBatch({ ...anEvent(), uuid: CANARY, occurredAt: CANARY }, anEvent()) },
      { path: '/api/analytics/identify', body: { workspaceId: CANARY, [CANARY]: CANARY } },
    ],
  ],
  [
    'a body that is no JSON',
    asBodies(
      CANARY,
      `"${CANARY}`,
      `"${CANARY}"`,
      `{"${CANARY}":`,
      `{"event":"${CANARY}\\u0000"}`,
      `{"event":"${CANARY}\\ud800"}`,
      `{"event":"${CANARY}\\q"}`,
      `{"${CANARY}":1,"${CANARY}":2}`,
      `{"${CANARY}":01}`,
      `{"${CANARY}":${'['.repeat(1000)}`,
      `{}${CANARY}`,
      `/*${CANARY}*/{}`,
      Buffer.from(`{"${CANARY}":"\xff"}`, 'latin1'),
      Buffer.from(`${CANARY}\xc0\xae`, 'latin1'),
      `{"${CANARY}":"${CANARY.repeat(40000)}"}`,
    ),
  ],
];

describe('nothing that a request says is repeated:', () => {
  afterEach(stopAll);

  for (const [part, calls] of HOSTILE) {
    it(`a canary in ${part} is in no answer, problem, counter or line`, async () => {
      const { statuses, problems } = await watch(calls);
      assert.ok(
        statuses.every((status) => status < 500),
        String(statuses),
      );
      assert.deepEqual(problems, []);
    });
  }
});

describe('nothing that the application says is repeated:', () => {
  afterEach(stopAll);

  const failure = () =>
    Object.assign(new Error(CANARY), { name: CANARY, cause: CANARY, code: CANARY });
  const fail = () => {
    throw failure();
  };
  /** @param {string} field */
  const throwingField = (field) => () =>
    Object.defineProperty({ ...ann(IDENTIFIED) }, field, { get: fail, enumerable: true });
  const calls = [{ body: identifiedBatch(anEvent()) }, ...withHeaders({})];

  for (const [what, authenticate] of /** @type {[string, any][]} */ ([
    ['an authenticate that throws an error', fail],
    ['an authenticate that rejects', () => Promise.reject(failure())],
    ['an authenticate that rejects with a text', () => Promise.reject(CANARY)],
    ['an authenticate that returns a text', () => CANARY],
    ['an authenticate whose promise is no good', () => ({ then: fail })],
    ...['user', 'onboarded', 'workspaces', 'settings', 'overridesPrivacyControl'].map((field) => [
      `a session that throws when asked for ${field}`,
      throwingField(field),
    ]),
    [
      'workspaces that throw',
      () => ({
        ...ann(),
        workspaces: [
          {
            get id() {
              return fail();
            },
          },
        ],
      }),
    ],
  ])) {
    it(`a canary in ${what}`, async () => {
      const { statuses, problems } = await watch(calls, { authenticate });
      assert.ok(
        statuses.every((status) => status === 500),
        String(statuses),
      );
      for (const code of problems) assert.match(code, /^(auth_failed|internal)$/);
    });
  }

  it('a canary in each field of a session that is in order', async () => {
    const authenticate = () => ({
      user: { id: CANARY, email: `${CANARY}@example.com`, name: CANARY },
      workspaces: [{ id: CANARY, role: CANARY }],
      settings: { ...IDENTIFIED, [CANARY]: CANARY },
      [CANARY]: CANARY,
    });
    const foreign = identifiedBatch(anEvent('page viewed', { workspace_id: 'other' }));
    const { statuses } = await watch([...calls, { body: foreign }], { authenticate });
    assert.deepEqual(statuses, [204, 204, 204, 200, 404]);
  });

  it('a canary in an id that makes no person', async () => {
    const user = { id: CANARY.repeat(40), email: 'a@b.c', name: 'Ann' };
    const authenticate = () => ({ ...ann(IDENTIFIED), user });
    const { problems } = await watch(calls, { authenticate });
    assert.deepEqual(new Set(problems), new Set(['invalid_user_id']));
  });

  for (const [when, onError] of /** @type {[string, () => any][]} */ ([
    ['at once', fail],
    ['later', () => Promise.reject(failure())],
  ])) {
    it(`a canary in a clock that fails, and in a reporter that fails ${when}`, async () => {
      const { statuses } = await watch(calls, { now: fail, onError });
      assert.ok(statuses.every((status) => status === 500));
    });
  }
});

describe('nothing that PostHog says is repeated:', () => {
  afterEach(stopAll);

  for (const status of [200, 301, 400, 401, 413]) {
    it(`a canary in an answer of ${status}`, async () => {
      const headers = { Location: `https://${CANARY}/`, 'Set-Cookie': CANARY, 'X-A': CANARY };
      const body = JSON.stringify({ [CANARY]: CANARY });
      const statusText = CANARY;
      const fetch = async () => new Response(body, { status, statusText, headers });
      const calls = [{ body: identifiedBatch(anEvent(), anEvent()) }, ...withHeaders({})];
      await watch(calls, { fetch });
    });
  }

  for (const status of [429, 500, 503]) {
    it(`a canary in an answer of ${status} and its Retry-After`, async () => {
      const headers = { 'Retry-After': CANARY };
      const fetch = async () => new Response(CANARY, { status, headers });
      await watch([{ body: valid() }], { fetch, limits: { attempts: 2, retryBaseMs: 0 } });
    });
  }

  it('a canary in the error of a connection', async () => {
    const fetch = async () => {
      throw new TypeError(CANARY, { cause: new Error(CANARY) });
    };
    const limits = { attempts: 2, retryBaseMs: 0 };
    const { problems } = await watch([{ body: valid() }], { fetch, limits });
    assert.deepEqual(problems, ['delivery_retry', 'delivery_exhausted']);
  });
});

describe('the watch over canaries', () => {
  for (const [way, say] of /** @type {[string, () => unknown][]} */ ([
    ['console.warn', () => console.warn('a', new Error(CANARY))],
    ['console.log', () => console.log(CANARY)],
    ['standard error', () => process.stderr.write(CANARY)],
    ['a warning of the process', () => process.emitWarning(CANARY)],
    ['a rejection that nobody handles', () => void Promise.reject(new Error(CANARY))],
  ])) {
    it(`hears ${way}`, async () => {
      const printed = await printedBy(async () => say());
      assert.throws(() => assertSilent({ printed }), /printed/);
    });
  }
});
