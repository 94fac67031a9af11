import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { answerOf, anEvent, anonymizedBatch, startEndpoint, stopAll, until } from './support.js';

/** @param {string} properties JSON text */
const withProperties = (properties) =>
  `{"event":"page viewed","properties":{"anonymized":true,"x":${properties}}}`;

/** @param {number} count */
const manyKeys = (count) =>
  `{${Array.from({ length: count }, (_, i) => `"k${i}":${i}`).join(',')}}`;

describe('a hostile body', () => {
  afterEach(stopAll);

  for (const [
    what,
    body,
    reason,
  ] of /** @type {[string, string | Uint8Array, string | undefined][]} */ ([
    ['nothing', '', 'json_syntax'],
    ['half an object', '{"event":"page viewed"', 'json_syntax'],
    ['an array', '[{"event":"page viewed"}]', undefined],
    ['a string', '"page viewed"', undefined],
    ['an object without event or batch', '{}', undefined],
    ['a batch that is no array', '{"batch":{}}', undefined],
    ['a bomb of arrays', withProperties('['.repeat(100000)), 'json_depth'],
    ['a bomb of objects', withProperties('{"a":'.repeat(40000)), 'json_depth'],
    ['a NUL in a key', '{"event":"page viewed","properties":{"a\\u0000_id":1}}', 'json_nul'],
    ['a NUL in the name', '{"event":"page viewed\\u0000"}', 'json_nul'],
    ['a raw NUL', '{"event":"page viewed","properties":{"a":"\u0000"}}', 'json_nul'],
    ['the same key twice', '{"event":"page viewed","event":"build failed"}', 'json_duplicate_key'],
    ['ten thousand keys', withProperties(manyKeys(10000)), 'json_too_many'],
    ['invalid UTF-8', Buffer.from('{"event":"page viewed\xff"}', 'latin1'), 'json_utf8'],
    ['an overlong encoding', Buffer.from('{"event":"\xc0\xae"}', 'latin1'), 'json_utf8'],
    [
      'half a surrogate pair',
      '{"event":"page viewed","properties":{"a":"\\ud800"}}',
      'json_escape',
    ],
    ['a number with a leading zero', withProperties('01'), 'json_number'],
    ['NaN', withProperties('NaN'), 'json_syntax'],
    ['bytes after the value', '{"event":"page viewed"}{"event":"page viewed"}', 'json_trailing'],
    ['a comment', '/* */{"event":"page viewed"}', 'json_syntax'],
  ])) {
    it(`of ${what} is answered 400 invalid_payload (S10)${reason ? ` ${reason}` : ''}`, async () => {
      const endpoint = await startEndpoint();
      const answer = await endpoint.capture(body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { error: 'invalid_payload', ...(reason && { reason }) });
      assert.equal(endpoint.handler.counts().refused.invalid_payload, 1);
      assert.deepEqual(await endpoint.delivered(), []);
      assert.equal(
        (await endpoint.capture(anonymizedBatch(anEvent()))).status,
        204,
        'and it goes on',
      );
    });
  }

  for (const key of [
    '__proto__',
    'constructor',
    'prototype',
    '$set',
    '$process_person_profile',
    ' ',
  ]) {
    it(`with the key ${JSON.stringify(key)} changes nothing (S11)`, async () => {
      const endpoint = await startEndpoint();
      const text = `{"event":"page viewed","${key}":{"polluted":1},"properties":{"${key}":{"polluted":1}}}`;
      assert.equal((await endpoint.capture(text)).status, 204);
      const [event] = await endpoint.delivered();
      assert.equal(event.properties.$process_person_profile, false);
      assert.ok(!endpoint.receiver.requests[0].text.includes('polluted'));
      assert.equal(/** @type {any} */ ({}).polluted, undefined);
    });
  }

  it('cannot name an event that every object has', async () => {
    const endpoint = await startEndpoint();
    for (const event of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      assert.deepEqual((await endpoint.capture({ event })).body, { error: 'invalid_event' });
    }
  });

  for (const event of [
    '',
    ' ',
    7,
    null,
    true,
    ['page viewed'],
    'Page viewed',
    'page  viewed',
    '$identify',
    '$create_alias',
  ]) {
    it(`with the event name ${JSON.stringify(event)} is answered 400 invalid_event (S10)`, async () => {
      const endpoint = await startEndpoint();
      const answer = await endpoint.capture({ event, properties: { anonymized: true } });
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { error: 'invalid_event' });
      assert.deepEqual(await endpoint.delivered(), []);
    });
  }

  it('cannot break out of its line', async () => {
    const endpoint = await startEndpoint();
    const evil = '"},"event":"$identify","x":{"\u2028\n';
    await endpoint.capture(
      anonymizedBatch(
        anEvent('build failed', { error_code: evil, surface: evil, route_shape: evil }),
      ),
    );
    const [event, ...others] = await endpoint.delivered();
    assert.deepEqual(others, []);
    assert.equal(event.event, 'build failed');
    assert.ok(!endpoint.receiver.requests[0].text.includes('identify'));
  });
});

describe('a body that is too large', () => {
  afterEach(stopAll);

  const big = Buffer.alloc(10 * 1024 * 1024, 0x20);

  it('is refused by its length before any of it is read', async () => {
    const endpoint = await startEndpoint();
    const outgoing = httpRequest(`${endpoint.base}/capture`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': String(big.length) },
    });
    outgoing.flushHeaders();
    const answer = await answerOf(outgoing);
    assert.equal(answer.status, 413);
    assert.deepEqual(answer.body, { error: 'payload_too_large' });
    outgoing.destroy();
  });

  it('is answered 413 when it is sent all the same', async () => {
    const endpoint = await startEndpoint();
    assert.equal((await endpoint.capture(big)).status, 413);
    assert.equal((await endpoint.identify(big)).status, 413);
  });

  it('is refused while it streams, and no more than the limit is held', async () => {
    const endpoint = await startEndpoint();
    const outgoing = httpRequest(`${endpoint.base}/capture`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
    });
    outgoing.on('error', () => {});
    outgoing.write(big.subarray(0, 300 * 1024));
    const answer = await answerOf(outgoing); // although the body never ended
    assert.equal(answer.status, 413);
    outgoing.destroy();
  });

  it('is one of more than 256 KiB unless said otherwise', async () => {
    const endpoint = await startEndpoint({ limits: { bodyBytes: 1000 } });
    const body = JSON.stringify({ event: 'page viewed' });
    assert.equal((await endpoint.capture(body.padEnd(1000))).status, 204);
    assert.equal((await endpoint.capture(body.padEnd(1001))).status, 413);
    const ordinary = await startEndpoint();
    // What the server adds shares the core's buffer with the body.
    assert.equal((await ordinary.capture(body.padEnd(255 * 1024))).status, 204);
    assert.equal((await ordinary.capture(body.padEnd(256 * 1024))).status, 413);
    assert.equal((await ordinary.capture(body.padEnd(256 * 1024 + 1))).status, 413);
  });

  it('that lies about its length is cut there by HTTP itself', async () => {
    const endpoint = await startEndpoint();
    const { hostname, port } = new URL(endpoint.base);
    const socket = connect(Number(port), hostname);
    const body = '{"event":"page viewed"}';
    socket.write(
      `POST /capture HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n${body}`,
    );
    const [data] = await once(socket, 'data');
    assert.match(String(data), /^HTTP\/1.1 400 /);
    socket.destroy();
  });
});

describe('a sender that goes away', () => {
  afterEach(stopAll);

  it('half-way leaves nothing behind', async () => {
    const endpoint = await startEndpoint();
    const outgoing = httpRequest(`${endpoint.base}/capture`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': '1000' },
    });
    outgoing.on('error', () => {});
    outgoing.write('{"event":"page viewed"');
    setTimeout(() => outgoing.destroy(), 30);
    await until(() => endpoint.handler.counts().refused.invalid_payload === 1);
    assert.equal((await endpoint.capture(anonymizedBatch(anEvent()))).status, 204);
    assert.equal((await endpoint.delivered()).length, 1);
  });
});
