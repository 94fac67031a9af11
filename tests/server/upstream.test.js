import assert from 'node:assert/strict';
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

/** What a browser, a proxy before the endpoint and a tracing library may send along. */
const FROM_BROWSER = Object.freeze({
  Accept: 'application/x-from-browser',
  'Accept-Language': 'de-from-browser',
  Authorization: 'Bearer from-browser',
  Baggage: 'user=from-browser',
  Cookie: 'session=from-browser; ph_phc_test_posthog=from-browser',
  DNT: '0',
  Forwarded: 'for=203.0.113.7;host=from-browser',
  Origin: 'http://from-browser.example',
  Referer: 'http://from-browser.example/w/acme/apps/7',
  'Sec-CH-UA': '"from-browser";v="1"',
  'Sec-Fetch-Site': 'same-origin',
  'Sec-GPC': '0',
  Traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  Tracestate: 'vendor=from-browser',
  'User-Agent': 'Mozilla/5.0 (from-browser)',
  Via: '1.1 from-browser',
  'X-Forwarded-For': '203.0.113.7',
  'X-PostHog-Session-Id': 'from-browser',
  'X-Real-IP': '203.0.113.7',
  'X-Request-Id': 'from-browser',
});
const TRACES = ['from-browser', '203.0.113.7', '0af7651916cd43dd', 'b7ad6b7169203331'];

/**
 * All the headers that a request to PostHog has. Those of the content are the endpoint's; the others are what the runtime's own
 * `fetch` always says, and the same for everybody.
 */
const ENDPOINT_HEADERS = ['content-length', 'content-type'];
const RUNTIME_HEADERS = [
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'host',
  'sec-fetch-mode',
  'user-agent',
];

describe('what PostHog is sent', () => {
  afterEach(stopAll);

  for (const [what, count, more] of /** @type {[string, number, string[]][]} */ ([
    ['a small batch', 1, []],
    ['a compressed one', 20, ['content-encoding']],
  ])) {
    it(`in ${what} has these headers and no other, whoever asked and however (S33)`, async () => {
      const endpoint = await startEndpoint();
      const { body } = await call(`${endpoint.base}/config`, { method: 'GET' });
      const withToken = { ...FROM_BROWSER, 'X-Analytics-Token': body.captureToken.token };
      const events = () => Array.from({ length: count }, () => anEvent());
      const requests = endpoint.receiver.requests;
      for (const [settings, batch, headers] of /** @type {const} */ ([
        [undefined, anonymizedBatch(...events()), FROM_BROWSER],
        [undefined, anonymizedBatch(...events()), withToken],
        [IDENTIFIED, identifiedBatch(...events()), FROM_BROWSER],
        [undefined, anonymizedBatch(...events()), {}],
      ])) {
        endpoint.signIn(ann(settings));
        assert.equal((await endpoint.capture(batch, headers)).status, 204);
        await endpoint.handler.flush();
      }
      assert.equal(requests.length, 4);
      const expected = [...ENDPOINT_HEADERS, ...RUNTIME_HEADERS, ...more].sort();
      for (const { headers, text, path } of requests) {
        assert.deepEqual(Object.keys(headers).sort(), expected);
        const all = JSON.stringify([path, headers, text]);
        for (const trace of TRACES) assert.ok(!all.includes(trace), `${trace} in ${all}`);
        const withoutBrowser = {
          ...requests[3].headers,
          'content-length': headers['content-length'],
        };
        assert.deepEqual(headers, withoutBrowser);
      }
    });
  }

  it('has only the token, the time and the events beside them (S14)', async () => {
    const endpoint = await startEndpoint();
    await endpoint.capture(anonymizedBatch(anEvent()), FROM_BROWSER);
    await endpoint.delivered();
    const [{ payload }] = endpoint.receiver.requests;
    const names = ['api_key', 'batch', 'historical_migration', 'sent_at'];
    assert.deepEqual(Object.keys(payload).sort(), names);
    assert.deepEqual(Object.keys(payload.batch[0]).sort(), [
      'distinct_id',
      'event',
      'properties',
      'timestamp',
      'uuid',
    ]);
  });
});

describe('what PostHog answers', () => {
  afterEach(stopAll);

  for (const [what, body] of /** @type {[string, BodyInit | null][]} */ ([
    ['no body', null],
    ['a body that says the opposite', JSON.stringify({ status: 0, error: 'refused' })],
    ['a body that is no JSON', '{"status":'],
    ['bytes', new Uint8Array([0xff, 0x00])],
    ['a body that breaks off', new ReadableStream({ pull: (controller) => controller.error(1) })],
  ])) {
    it(`with 200 and ${what} is success`, async () => {
      const endpoint = await startEndpoint({ fetch: async () => new Response(body) });
      assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204);
      await endpoint.handler.flush();
      assert.equal(endpoint.handler.counts().forwarded, 1);
      assert.deepEqual(endpoint.problems, []);
    });
  }

  it('with 401 and a body that says success is final all the same', async () => {
    const fetch = async () => new Response(JSON.stringify({ status: 1 }), { status: 401 });
    const endpoint = await startEndpoint({ fetch });
    await endpoint.capture(anonymizedBatch(anEvent()));
    await endpoint.handler.flush();
    assert.deepEqual(endpoint.handler.counts().dropped, { rejected: 1 });
  });
});
