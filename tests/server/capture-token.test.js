import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
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

/** @typedef {Awaited<ReturnType<typeof startEndpoint>>} RunningEndpoint */
/** @typedef {import('./support.js').AuthenticatedSession} AuthenticatedSession */

const WINDOW_MS = 10 * 60 * 1000;
const SECRET = 'a secret of thirty-two characters';
const OTHER_SECRET = 'another secret of that many chars';
const ANY_WINDOW = 3000000;
const START_MS = ANY_WINDOW * WINDOW_MS;
const HEADER = 'X-Analytics-Token';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Whatever Ann's session holds. */
const TRACES = ['u1', 'a@b.c', 'Ann', 'acme', 'owner', 'beta', 'member'];

/** @type {AuthenticatedSession} */
const ben = { ...ann(), user: { id: 'u2', email: 'b@b.c', name: 'Ben' } };

/**
 * The token as its description has it, made by other means.
 *
 * @param {string} secret
 * @param {number | string} window
 */
function expectedToken(secret, window) {
  const text = `second-analytics capture token v1\n${window}`;
  return `${window}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** @param {RunningEndpoint} endpoint */
async function configOf(endpoint, headers = {}) {
  const answer = await call(`${endpoint.base}/config`, { method: 'GET', headers });
  assert.equal(answer.status, 200);
  return answer.body;
}

/** @param {RunningEndpoint} endpoint */
const mint = async (endpoint) => (await configOf(endpoint)).captureToken.token;

/**
 * @param {RunningEndpoint} endpoint
 * @param {string} token
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 */
const captureWith = (endpoint, token, body = anonymizedBatch(anEvent()), headers = {}) =>
  endpoint.capture(body, { [HEADER]: token, ...headers });

/** @param {{status: number, body: unknown}} answer */
function assertRefused(answer) {
  assert.deepEqual([answer.status, answer.body], [401, { error: 'token_invalid' }]);
}

/** An authenticate that counts how often it is asked. */
function countingAuthenticate(session = ann(IDENTIFIED)) {
  const asked = { times: 0 };
  const authenticate = () => {
    asked.times += 1;
    return session;
  };
  return { asked, authenticate };
}

describe('the capture token', () => {
  afterEach(stopAll);

  it('is the window and its code, and what is left of its two windows', async () => {
    let now = START_MS;
    const captureTokens = { secret: SECRET };
    const endpoint = await startEndpoint({ captureTokens, now: () => now });
    for (const [sinceMs, window, expiresInMs] of [
      [0, ANY_WINDOW, 2 * WINDOW_MS],
      [1, ANY_WINDOW, 2 * WINDOW_MS - 1],
      [WINDOW_MS - 1, ANY_WINDOW, WINDOW_MS + 1],
      [WINDOW_MS, ANY_WINDOW + 1, 2 * WINDOW_MS],
    ]) {
      now = START_MS + sinceMs;
      const { captureToken } = await configOf(endpoint);
      assert.deepEqual(captureToken, { token: expectedToken(SECRET, window), expiresInMs });
    }
  });

  it('is the same bytes for all members, so that it tells nobody from another', async () => {
    const endpoint = await startEndpoint({ now: () => START_MS });
    const sessions = [
      ann(),
      ann(IDENTIFIED),
      ben,
      { ...ben, workspaces: [{ id: 'gamma' }] },
      { ...ann(IDENTIFIED), overridesPrivacyControl: true },
    ];
    const tokens = new Set();
    for (const session of sessions) {
      endpoint.signIn(session);
      tokens.add(await mint(endpoint));
    }
    assert.equal(tokens.size, 1);
  });

  for (const [who, session] of /** @type {[string, AuthenticatedSession][]} */ ([
    ['a person who refused', ann({ shareUsageData: false })],
    ['a person whose refusal is malformed', ann({ shareUsageData: 'yes' })],
  ])) {
    it(`is not given to ${who}`, async () => {
      const endpoint = await startEndpoint();
      endpoint.signIn(session);
      assert.ok(!('captureToken' in (await configOf(endpoint))));
    });
  }

  it('is given to a browser with Global Privacy Control', async () => {
    const endpoint = await startEndpoint();
    assert.ok((await configOf(endpoint, { 'Sec-GPC': '1' })).captureToken.token);
  });

  for (const [when, options] of /** @type {[string, object][]} */ ([
    ['they are switched off', { captureTokens: false }],
    ['the operator switched analytics off', { disabled: true }],
    ['there is no project token', { posthog: { token: '' } }],
  ])) {
    it(`is given to nobody where ${when}`, async () => {
      const endpoint = await startEndpoint(options);
      assert.ok(!('captureToken' in (await configOf(endpoint))));
    });
  }

  it('is accepted in its own window and the one after it, and never else', async () => {
    let now = START_MS;
    const endpoint = await startEndpoint({ now: () => now });
    const token = await mint(endpoint);
    for (const [sinceMs, status] of [
      [0, 204],
      [WINDOW_MS, 204],
      [2 * WINDOW_MS - 1, 204],
      [2 * WINDOW_MS, 401],
      [1000 * WINDOW_MS, 401],
      [-1, 401],
    ]) {
      now = START_MS + sinceMs;
      assert.equal((await captureWith(endpoint, token)).status, status, String(sinceMs));
    }
  });

  it('has windows as long as the limit says', async () => {
    let now = START_MS;
    const endpoint = await startEndpoint({ limits: { captureTokenMs: 1000 }, now: () => now });
    const { captureToken } = await configOf(endpoint);
    assert.equal(captureToken.expiresInMs, 2000);
    now += 2000;
    assertRefused(await captureWith(endpoint, captureToken.token));
  });

  it('is refused when any of its characters is another', async () => {
    const endpoint = await startEndpoint({ now: () => START_MS });
    const token = await mint(endpoint);
    for (let i = 0; i < token.length; i += 1) {
      // The last one is not needed as a whole: 256 bits and two that mean nothing.
      const others = i === token.length - 1 ? BASE64URL : 'AB1.';
      for (const other of others) {
        const altered = token.slice(0, i) + other + token.slice(i + 1);
        if (altered !== token) assertRefused(await captureWith(endpoint, altered));
      }
    }
    assert.equal((await captureWith(endpoint, token)).status, 204);
  });

  it('is refused when it is something else altogether', async () => {
    const captureTokens = { secret: SECRET };
    const endpoint = await startEndpoint({ captureTokens, now: () => START_MS });
    const token = await mint(endpoint);
    const [window, code] = token.split('.');
    for (const other of [
      '',
      'null',
      '.',
      window,
      code,
      `${window}.`,
      `.${code}`,
      `${token}=`,
      `${token}.`,
      `0${token}`,
      `+${token}`,
      `${token}, ${token}`,
      `Bearer ${token}`,
      token.toLowerCase(),
      `${window}e0.${code}`,
      `${window}.${'A'.repeat(43)}`,
      `${'9'.repeat(400)}.${code}`,
      `${window}.${'A'.repeat(4000)}`,
      expectedToken(OTHER_SECRET, window),
      expectedToken('', window),
      expectedToken(SECRET, ANY_WINDOW + 1),
      expectedToken(SECRET, ANY_WINDOW - 2),
    ]) {
      assertRefused(await captureWith(endpoint, other));
    }
  });

  it('is taken by every process with the same secret, and by none with another key', async () => {
    const now = () => START_MS;
    const start = (/** @type {string | undefined} */ secret) =>
      startEndpoint({ captureTokens: { secret }, now });
    const [one, same, padded, other, random, random2] = await Promise.all(
      [SECRET, SECRET, ` ${SECRET}\n`, OTHER_SECRET, undefined, undefined].map(start),
    );
    const token = await mint(one);
    assert.equal((await captureWith(same, token)).status, 204);
    assert.equal((await captureWith(padded, token)).status, 204);
    for (const endpoint of [other, random]) assertRefused(await captureWith(endpoint, token));
    assertRefused(await captureWith(random2, await mint(random)));
  });
});

describe('a capture with a token', () => {
  afterEach(stopAll);

  const fromOtherSites = /** @type {Record<string, string>[]} */ ([
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'https://evil.example' },
  ]);

  it('asks nobody who it is, and has nothing of any session (S13, S29, A35)', async () => {
    const { asked, authenticate } = countingAuthenticate();
    const endpoint = await startEndpoint({ authenticate });
    const token = await mint(endpoint);
    assert.equal(asked.times, 1, 'for the token');
    const cookies = { Cookie: 'session=of-ann', Authorization: 'Bearer of-ann' };
    const bodies = [
      anonymizedBatch(anEvent()),
      identifiedBatch(anEvent('page viewed', { workspace_id: 'acme', user_id: 'u1' })),
      { event: 'page viewed', properties: { anonymized: false, workspace_id: 'nobodys' } },
    ];
    for (const body of bodies) {
      assert.equal((await captureWith(endpoint, token, body, cookies)).status, 204);
    }
    assert.equal(asked.times, 1);
    const events = await endpoint.delivered();
    assert.equal(events.length, bodies.length);
    for (const event of events) {
      assert.match(event.distinct_id, /^anon_/);
      assert.equal(event.properties.anonymized, true);
      assert.equal(event.properties.$process_person_profile, false);
    }
    for (const { text } of endpoint.receiver.requests) {
      for (const trace of [...TRACES, 'of-ann', token]) assert.ok(!text.includes(`"${trace}"`));
    }
    assert.equal(endpoint.receiver.persons.size, 0);
    assert.equal(endpoint.handler.counts().tokenRequests, bodies.length);
  });

  it('goes as far as any other: plan, sizes, duplicates', async () => {
    const endpoint = await startEndpoint();
    const token = await mint(endpoint);
    const batch = anonymizedBatch(anEvent());
    for (let i = 0; i < 2; i += 1) {
      assert.equal((await captureWith(endpoint, token, batch)).status, 204);
    }
    assert.equal((await endpoint.delivered()).length, 1);
    assert.equal((await captureWith(endpoint, token, { event: 'nobody knows' })).status, 400);
    assert.equal((await captureWith(endpoint, token, '{')).status, 400);
    assert.equal((await captureWith(endpoint, token, Buffer.alloc(300 * 1024, 32))).status, 413);
    const asText = { 'Content-Type': 'text/plain' };
    assert.equal((await captureWith(endpoint, token, batch, asText)).status, 415);
  });

  it('never falls back to a session when the token is no good', async () => {
    const { asked, authenticate } = countingAuthenticate();
    for (const options of [{}, { captureTokens: /** @type {false} */ (false) }]) {
      const endpoint = await startEndpoint({ ...options, authenticate });
      for (const token of ['', 'x', expectedToken(SECRET, ANY_WINDOW)]) {
        const headers = { Cookie: 'session=of-ann' };
        assertRefused(await captureWith(endpoint, token, undefined, headers));
      }
      assert.deepEqual(await endpoint.delivered(), []);
      assert.equal(endpoint.handler.counts().refused.token_invalid, 3);
      assert.equal(endpoint.handler.counts().tokenRequests, 0);
    }
    assert.equal(asked.times, 0);
  });

  it('of another site is refused before anybody looks at the token', async () => {
    const endpoint = await startEndpoint();
    for (const token of [await mint(endpoint), 'no token']) {
      for (const headers of fromOtherSites) {
        const answer = await captureWith(endpoint, token, undefined, headers);
        assert.deepEqual([answer.status, answer.body], [403, { error: 'cross_site' }]);
      }
    }
    assert.equal(endpoint.handler.counts().tokenRequests, 0);
  });

  it('is thrown away where analytics are disabled, as with a session (S65)', async () => {
    const now = () => START_MS;
    const captureTokens = { secret: SECRET };
    const endpoint = await startEndpoint({ captureTokens, disabled: true, now });
    const token = expectedToken(SECRET, ANY_WINDOW);
    assert.equal((await captureWith(endpoint, token)).status, 204);
    assert.deepEqual(endpoint.receiver.requests, []);
  });
});

describe('a token anywhere else', () => {
  afterEach(stopAll);

  it('is ignored by identify and config, which need the session', async () => {
    const endpoint = await startEndpoint();
    endpoint.signIn(ann(IDENTIFIED));
    for (const token of [await mint(endpoint), 'no token']) {
      assert.equal((await endpoint.identify({}, { [HEADER]: token })).status, 204);
      assert.ok((await configOf(endpoint, { [HEADER]: token })).captureToken);
    }
    const [event] = await endpoint.delivered();
    assert.equal(event.distinct_id, 'u1');

    const token = await mint(endpoint);
    endpoint.signIn(null);
    const headers = { [HEADER]: token };
    const identified = await endpoint.identify({}, headers);
    const config = await call(`${endpoint.base}/config`, { method: 'GET', headers });
    for (const answer of [identified, config]) {
      assert.deepEqual([answer.status, answer.body], [401, { error: 'identity_required' }]);
    }
  });
});

describe('the budget of captures with a token', () => {
  afterEach(stopAll);

  it('is one for all of them, answered 429 with Retry-After, and refills', async () => {
    let now = START_MS;
    const limits = { tokenRequests: 3, rateWindowMs: 9000 };
    const endpoint = await startEndpoint({ limits, now: () => now });
    const token = await mint(endpoint);
    endpoint.signIn(ben);
    assert.equal(await mint(endpoint), token);
    for (let i = 0; i < 3; i += 1) assert.equal((await captureWith(endpoint, token)).status, 204);
    const answer = await captureWith(endpoint, token);
    assert.equal(answer.status, 429);
    assert.equal(answer.headers['retry-after'], '3');
    assert.deepEqual(answer.body, { error: 'rate_limited', reason: 'token_budget' });
    assert.deepEqual(endpoint.problems, [{ code: 'token_budget', count: 1 }]);

    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204, 'a session');
    now += 3000;
    assert.equal((await captureWith(endpoint, token)).status, 204);
    const { tokenRequests, refused } = endpoint.handler.counts();
    assert.deepEqual([tokenRequests, refused], [4, { rate_limited: 1 }]);
  });

  it('is not used up by those who have no token, nor by sessions', async () => {
    const endpoint = await startEndpoint({ limits: { tokenRequests: 1, rateWindowMs: 1e9 } });
    const token = await mint(endpoint);
    for (let i = 0; i < 5; i += 1) {
      assertRefused(await captureWith(endpoint, 'no token'));
      assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204);
    }
    assert.equal((await captureWith(endpoint, token)).status, 204);
    assert.equal((await captureWith(endpoint, token)).status, 429);
  });

  it('leaves the budgets of persons alone', async () => {
    const endpoint = await startEndpoint({ limits: { rateRequests: 2, rateWindowMs: 1e9 } });
    const token = await mint(endpoint);
    for (let i = 0; i < 5; i += 1) assert.equal((await captureWith(endpoint, token)).status, 204);
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204);
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 429);
  });

  it('lets a thousand pages in at a time unless said otherwise', async () => {
    const endpoint = await startEndpoint({ now: () => START_MS });
    const token = await mint(endpoint);
    const url = 'https://app.example/capture';
    const headers = { 'Content-Type': 'application/json', [HEADER]: token };
    const post = () => endpoint.handler(new Request(url, { method: 'POST', headers, body: '{' }));
    for (let i = 0; i < 2000; i += 1) assert.equal((await post()).status, 400);
    assert.equal((await post()).status, 429);
  });
});
