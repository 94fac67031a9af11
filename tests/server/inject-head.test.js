import assert from 'node:assert/strict';
import { injectHead } from '../../js-glue/server/index.js';

const TAG = '<script type="module" src="/analytics.js"></script>';
const page = (head = '', body = 'Grüße, 世界 🎈') =>
  `<!doctype html><html><head><title>x</title>${head}</head><body>${body}</body></html>`;

/**
 * @param {string | Uint8Array} body
 * @param {Record<string, string>} [headers]
 * @param {number} [chunk] bytes of each piece
 */
function answer(body, headers = {}, chunk = Infinity) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += Math.min(chunk, bytes.length))
        controller.enqueue(bytes.slice(at, at + chunk));
      controller.close();
    },
  });
  return new Response(stream, {
    status: 203,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  });
}

describe('markup in the head of pages', () => {
  it('is put before the end of the head, and the rest stays (A42, A-028)', async () => {
    const given = answer(page(), { 'Content-Length': '99', ETag: '"1"', 'X-Other': 'kept' });
    const changed = injectHead(given, TAG);
    assert.equal(changed.status, 203);
    assert.equal(changed.headers.get('x-other'), 'kept');
    assert.equal(changed.headers.get('content-length'), null);
    assert.equal(changed.headers.get('etag'), null);
    assert.equal(await changed.text(), page(TAG));
  });

  for (const chunk of [1, 2, 5, 7, 64]) {
    it(`wherever the page is cut into pieces: ${chunk} bytes (A42)`, async () => {
      assert.equal(await injectHead(answer(page(), {}, chunk), TAG).text(), page(TAG));
      const there = page(TAG);
      assert.equal(await injectHead(answer(there, {}, chunk), TAG).text(), there);
    });
  }

  it('whatever the case, once, and before the first head that ends (A42)', async () => {
    const text = '<HEAD></HEAD><pre></head></pre>';
    assert.equal(
      await injectHead(answer(text), TAG).text(),
      `<HEAD>${TAG}</HEAD><pre></head></pre>`,
    );
  });

  it('a page of 9 MB arrives whole; it was cut above a limit (A42, A-032)', async () => {
    const text = page('', 'x'.repeat(9 * 1024 * 1024));
    const changed = await injectHead(answer(text, {}, 65536), TAG).text();
    assert.equal(changed.length, text.length + TAG.length);
    assert.ok(changed.includes(`${TAG}</head>`));
  });

  it('a page that is not UTF-8 keeps its bytes (A42)', async () => {
    const bytes = Uint8Array.from([...Buffer.from('<head></head>'), 0xff, 0xe9, 0x00, 0x80]);
    const changed = new Uint8Array(await injectHead(answer(bytes), TAG).arrayBuffer());
    assert.deepEqual([...changed.slice(-4)], [0xff, 0xe9, 0x00, 0x80]);
  });

  for (const [row, given, options] of /** @type {[string, Response, object?][]} */ ([
    [
      'A-030: it is there, as the page is known by',
      answer(page('posthog.init')),
      { unless: 'posthog.init' },
    ],
    ['A-031: JSON', answer('{"a":"</head>"}', { 'Content-Type': 'application/json' })],
    ['a page that is compressed', answer('</head>', { 'Content-Encoding': 'gzip' })],
    ['a page without a head', answer('<p>hello</p>')],
    ['an empty page', answer('')],
  ])) {
    it(`A42, ${row}, stays as it is`, async () => {
      const [copy, mine] = [given.clone(), given];
      assert.equal(await injectHead(mine, TAG, options).text(), await copy.text());
    });
  }

  it('an answer without a body stays, and so does a page whose markup cannot be made (A42, A-029)', async () => {
    const none = new Response(null, { headers: { 'Content-Type': 'text/html' } });
    assert.equal(injectHead(none, TAG), none);
    const given = answer(page());
    const failing = () => {
      throw new Error('no template');
    };
    assert.equal(injectHead(given, failing), given);
    assert.equal(await given.text(), page());
  });

  it('the first bytes leave before the last have come (A42)', async () => {
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const changed = injectHead(
      new Response(readable, { headers: { 'Content-Type': 'text/html' } }),
      TAG,
    );
    const reader = /** @type {ReadableStream<Uint8Array>} */ (changed.body).getReader();
    void writer.write(new TextEncoder().encode('<head></head><p>'));
    const { value } = await reader.read();
    assert.equal(new TextDecoder().decode(value), '<head>');
    void writer.close();
  });
});
