import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { loadCore, loadFallbackCore } from '../../js-glue/core/index.js';
import { createAnalyticsHandler, toNodeListener } from '../../js-glue/server/index.js';
import { ann, call, listen, plan, stopAll, until } from './support.js';

const VALID = { event: 'page viewed', properties: { anonymized: true } };

const createHandler = () =>
  createAnalyticsHandler({ plan, authenticate: () => ann(), posthog: { token: '' } });

/**
 * What a framework does that parses bodies before it calls anyone.
 *
 * @param {(bytes: Buffer) => unknown} parse
 */
async function listenBehind(parse) {
  const listener = toNodeListener(createHandler());
  return listen(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    Object.assign(incoming, { body: parse(Buffer.concat(chunks)) });
    await listener(incoming, outgoing);
  });
}

describe('toNodeListener', () => {
  afterEach(stopAll);

  it('hands the request over as it came', async () => {
    /** @type {Request[]} */
    const seen = [];
    const url = await listen(
      toNodeListener(async (request) => {
        seen.push(request);
        return new Response(await request.text(), { status: 418, headers: { 'X-Answer': 'yes' } });
      }),
    );
    const answer = await call(`${url}/a/b?c=d`, { body: '"é"', headers: { 'X-Ask': 'a, b' } });
    assert.deepEqual([answer.status, answer.body, answer.headers['x-answer']], [418, 'é', 'yes']);
    const [request] = seen;
    assert.equal(request.method, 'POST');
    assert.equal(request.headers.get('x-ask'), 'a, b');
    assert.equal(new URL(request.url).pathname, '/a/b');
    assert.equal(new URL(request.url).host, new URL(url).host);
  });

  for (const [what, parse] of /** @type {[string, (bytes: Buffer) => unknown][]} */ ([
    ['parsed', (bytes) => JSON.parse(String(bytes))],
    ['read as text', String],
    ['read as bytes', (bytes) => bytes],
  ])) {
    it(`takes a body that a framework has ${what} before`, async () => {
      const url = await listenBehind(parse);
      assert.equal((await call(`${url}/capture`, { body: VALID })).status, 204);
      assert.deepEqual((await call(`${url}/capture`, { body: { event: 'x' } })).body, {
        error: 'invalid_event',
      });
    });
  }

  it('tells the handler of a client that hangs up, and of no other', async () => {
    /** @type {AbortSignal[]} */
    const signals = [];
    const url = await listen(
      toNodeListener(async (request) => {
        signals.push(request.signal);
        if (signals.length > 1) await once(request.signal, 'abort');
        return new Response();
      }),
    );
    await call(url, { method: 'GET' });
    const impatient = new AbortController();
    const second = fetch(url, { signal: impatient.signal });
    await until(() => signals.length === 2);
    assert.equal(signals[0].aborted, false, 'answered');
    impatient.abort();
    await assert.rejects(second);
    await until(() => signals[1].aborted);
  });

  it('answers what no Request can be with 400', async () => {
    const url = await listen(toNodeListener(createHandler()));
    assert.equal((await call(`${url}/capture`, { method: 'TRACE' })).status, 400);
    assert.equal(
      (await call(`${url}/capture`, { body: VALID, headers: { Host: 'a b' } })).status,
      400,
    );
  });

  it('keeps the connection for the next request', async () => {
    const { hostname, port } = new URL(await listen(toNodeListener(createHandler())));
    const socket = connect(Number(port), hostname);
    const text = JSON.stringify(VALID);
    for (let i = 0; i < 3; i += 1) {
      socket.write(
        `POST /capture HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      );
      const [data] = await once(socket, 'data');
      assert.match(String(data), /^HTTP\/1.1 204 /);
    }
    socket.destroy();
  });
});

describe('the handler itself', () => {
  it('works on plain Request and Response', async () => {
    const handler = createHandler();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify(VALID);
    const url = 'https://app.example/api/analytics/capture';
    assert.equal((await handler(new Request(url, { method: 'POST', headers, body }))).status, 204);
    const foreign = { ...headers, Origin: 'https://evil.example' };
    const answer = await handler(new Request(url, { method: 'POST', headers: foreign, body }));
    assert.equal(answer.status, 403);
    const own = { ...headers, Origin: 'https://app.example' };
    assert.equal(
      (await handler(new Request(url, { method: 'POST', headers: own, body }))).status,
      204,
    );
  });

  it('takes a core that was loaded elsewhere, be it the plain JavaScript build', async () => {
    for (const load of [loadCore, loadFallbackCore]) {
      const options = { plan, authenticate: () => ann(), posthog: {}, core: await load() };
      const request = new Request('https://app.example/capture', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(VALID),
      });
      assert.equal((await createAnalyticsHandler(options)(request)).status, 204);
    }
  });

  it('answers 400 when somebody read the body before it', async () => {
    const request = new Request('https://app.example/capture', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(VALID),
    });
    const handler = createAnalyticsHandler({
      plan,
      posthog: {},
      authenticate: async (given) => {
        await given.text();
        return ann();
      },
    });
    const answer = await handler(request);
    assert.equal(answer.status, 400);
    assert.deepEqual(await answer.json(), { error: 'invalid_payload' });
  });

  it('answers 500 and reports no value when something in it breaks', async () => {
    /** @type {unknown[]} */
    const problems = [];
    const handler = createAnalyticsHandler({
      plan,
      posthog: {},
      authenticate: () => ann(),
      now: () => {
        throw new Error('secret');
      },
      onError: (problem) => problems.push(problem),
    });
    const answer = await handler(new Request('https://app.example/config'));
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), { error: 'analytics_failed' });
    assert.deepEqual(problems, [{ code: 'internal', count: 1 }]);
  });
});
