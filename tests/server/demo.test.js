import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { startDemo } from '../../examples/workspace/serve.js';

/** @type {(() => Promise<void>)[]} */
const running = [];

/** @param {number} [port] a free one unless given */
async function open(port = 0) {
  const demo = await startDemo({ port, env: {} });
  running.push(demo.close);
  return demo;
}

describe('the demo server', () => {
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
  });

  it('serves its own files and nothing else of the repository', async () => {
    const { url } = await open();
    for (const path of ['/examples/workspace/public/app/main.js', '/js-glue/client/index.js'])
      assert.equal((await call(url + path)).status, 200, path);
    for (const path of [
      '/package.json',
      '/js-glue/server/index.js',
      '/examples/workspace/serve.js',
      '/examples/workspace/public/../serve.js',
      '/js-glue/client/..%2fserver%2findex.js',
      '/dist/..\\package.json',
      '/.git/config.js',
    ])
      assert.equal((await call(url + path)).status, 404, path);
  });

  it('holds every page to a policy without foreign sources', async () => {
    const { url } = await open();
    for (const path of ['/', '/inspector', '/w/acme']) {
      const { headers } = await call(url + path);
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.match(
        String(headers['content-security-policy']),
        /^default-src 'self'; script-src 'self' 'sha256-[\w+/=]{44}' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'$/,
      );
    }
    const strict = await call(`${url}/?CSP_NO_WASM=1`);
    assert.match(
      String(strict.headers['content-security-policy']),
      /script-src 'self' 'sha256-[\w+/=]{44}'; style/,
    );
  });

  it('refuses other sites, and names that only resolve to this machine', async () => {
    const { url } = await open();
    const json = { 'Content-Type': 'application/json' };
    const evil = { ...json, 'Sec-Fetch-Site': 'cross-site' };
    const form = { 'Content-Type': 'text/plain' };
    const asAda = { method: 'POST', body: '{"user":"ada"}' };
    assert.equal((await call(`${url}/api/session`, { ...asAda, headers: evil })).status, 403);
    assert.equal((await call(`${url}/api/session`, { ...asAda, headers: form })).status, 403);
    assert.equal((await call(url, { headers: { Host: 'evil.example' } })).status, 421);
    const { status, headers } = await call(`${url}/api/session`, { ...asAda, headers: json });
    assert.equal(status, 200);
    assert.match(String(headers['set-cookie']), /; HttpOnly; SameSite=Lax$/);
  });

  it('takes the next port when one is taken', async () => {
    const first = await open();
    const { port } = new URL(first.url);
    const second = await open(Number(port));
    assert.notEqual(second.url, first.url);
  });
});

/**
 * A request as it is written, where `fetch` would tidy up path and headers.
 *
 * @param {string} address
 * @param {{method?: string, headers?: Record<string, string>, body?: string}} [options]
 */
async function call(address, { method = 'GET', headers = {}, body } = {}) {
  const { hostname, port, origin } = new URL(address);
  const path = address.slice(origin.length) || '/';
  const outgoing = httpRequest({ hostname, port, path, method, headers, agent: false });
  outgoing.end(body);
  const [incoming] = await once(outgoing, 'response');
  incoming.resume();
  return { status: incoming.statusCode, headers: incoming.headers };
}
