import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { IDENTIFIED, ann, answerOf, call, startEndpoint, stopAll, until } from './support.js';

const RECORDED = { ...IDENTIFIED, recordScreen: true };
const KEY = 'k'.repeat(22);
const OTHER_KEY = 'o'.repeat(22);

/** @param {string} [text] */
const snapshot = (text = 'seen') => ({
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  event: '$snapshot',
  properties: { $session_id: 's1', distinct_id: 'u1', token: 'phc_test', $snapshot_data: [text] },
});

/** @param {Parameters<typeof startEndpoint>[0]} [options] */
async function startRecorded(options) {
  const endpoint = await startEndpoint(options);
  endpoint.signIn(ann(RECORDED));
  /**
   * @param {unknown} body
   * @param {Record<string, string>} [headers]
   */
  const record = (body, headers) =>
    call(`${endpoint.base}/replay/s/`, {
      body,
      headers: { 'Content-Type': 'text/plain', 'X-Analytics-Recording': KEY, ...headers },
    });
  /** @param {string} [key] */
  const stop = (key = KEY) =>
    call(`${endpoint.base}/replay/stop`, { headers: { 'X-Analytics-Recording': key } });
  return { ...endpoint, record, stop };
}

describe('the replay proxy', () => {
  afterEach(stopAll);

  it('hands a body on as it is, and nothing else of the request', async () => {
    const { record, receiver, handler } = await startRecorded();
    const body = gzipSync(JSON.stringify([snapshot()]));
    const answer = await record(body, {
      Cookie: 'session=s3cret',
      'User-Agent': 'somebody',
      'X-Forwarded-For': '203.0.113.9',
      Referer: 'http://app.example/w/acme',
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { status: 1 });
    assert.deepEqual(receiver.snapshots, [snapshot()]);
    const [{ headers, bytes, path }] = receiver.requests;
    assert.equal(path, '/s');
    assert.equal(bytes, body.length);
    const text = JSON.stringify(headers);
    for (const secret of ['s3cret', 'somebody', '203.0.113', 'acme', KEY]) {
      assert.ok(!text.includes(secret), secret);
    }
    assert.equal(handler.counts().replayBytes, body.length);
  });

  it('takes what is not compressed, with or without a slash, and from a recorder that names nothing', async () => {
    const { base, record, receiver } = await startRecorded();
    assert.equal(
      (await record([snapshot('a')], { 'Content-Type': 'application/json' })).status,
      200,
    );
    const headers = { 'Content-Type': 'text/plain;charset=UTF-8' };
    assert.equal((await call(`${base}/replay/s`, { body: [snapshot('b')], headers })).status, 200);
    assert.equal(receiver.snapshots.length, 2);
  });

  for (const [title, session] of /** @type {[string, any][]} */ ([
    ['nobody is signed in', null],
    ['nothing is stored', ann(undefined)],
    ['recording is not allowed (S40, S41)', ann(IDENTIFIED)],
    [
      'recording is allowed, but not to be named (S42, S-194)',
      ann({ ...RECORDED, anonymizeUsageData: true }),
    ],
    ['recording is allowed, but not to share (S-196)', ann({ ...RECORDED, shareUsageData: false })],
    ['the choice is malformed (S41)', ann({ ...RECORDED, recordScreen: 'true' })],
    ['somebody cannot be named', { ...ann(RECORDED), user: { ...ann().user, id: 'guest' } }],
  ])) {
    it(`refuses where ${title}`, async () => {
      const endpoint = await startRecorded();
      endpoint.signIn(session);
      const { status } = await endpoint.record([snapshot()]);
      assert.equal(status, session ? 403 : 401);
      assert.deepEqual(endpoint.receiver.requests, []);
    });
  }

  it('refuses where the browser asks for privacy, and from another site', async () => {
    const { record, receiver } = await startRecorded();
    assert.equal((await record([snapshot()], { 'Sec-GPC': '1' })).status, 403);
    assert.equal((await record([snapshot()], { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
    assert.deepEqual(receiver.requests, []);
  });

  it('refuses where the operator switched analytics off (S51)', async () => {
    const { record, receiver } = await startRecorded({ disabled: true });
    assert.equal((await record([snapshot()])).status, 403);
    assert.deepEqual(receiver.requests, []);
  });

  it('refuses where the operator switched replay off, and nothing else (A16)', async () => {
    const { base, record, receiver } = await startRecorded({ replay: false });
    assert.equal((await record([snapshot()])).status, 403);
    const { body } = await call(`${base}/config`, { method: 'GET' });
    assert.equal(body.posthogToken, '');
    assert.ok(body.captureToken.token);
    assert.ok(!('replay' in body));
    assert.deepEqual(receiver.requests, []);
  });

  it('tells the page what the operator asks to mask (A17)', async () => {
    const replay = /** @type {const} */ ({ masking: 'standard', mask: ['</script>'] });
    const { base } = await startRecorded({ replay: { ...replay, mask: [...replay.mask] } });
    const { body } = await call(`${base}/config`, { method: 'GET' });
    assert.deepEqual(body.replay, replay);
  });

  it('takes nothing more of a recording that was stopped, and goes on with others', async () => {
    const { record, receiver, stop } = await startRecorded();
    assert.equal((await record([snapshot('before')])).status, 200);
    assert.equal((await stop()).status, 204);
    assert.equal((await record([snapshot('after')])).status, 403);
    const headers = { 'X-Analytics-Recording': OTHER_KEY };
    assert.equal((await record([snapshot('other')], headers)).status, 200);
    const texts = receiver.snapshots.map(({ properties }) => properties.$snapshot_data[0]);
    assert.deepEqual(texts, ['before', 'other']);
  });

  it('forgets no recording that was stopped, however many strangers stop others', async () => {
    const { record, stop } = await startRecorded({ limits: { stoppedRecordings: 10 } });
    assert.equal((await record([snapshot()])).status, 200);
    await stop();
    for (let i = 0; i < 30; i++) await stop(`stranger-${String(i).padStart(20, '0')}`);
    assert.equal((await record([snapshot()])).status, 403);
  });

  it('waits for PostHog, but not for how long a client takes', async () => {
    const { base, record, receiver } = await startRecorded({ limits: { requestTimeoutMs: 200 } });
    const outgoing = httpRequest(`${base}/replay/s/`, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'text/plain' },
    });
    outgoing.write('[');
    await new Promise((resolve) => void setTimeout(resolve, 400));
    outgoing.end(`${JSON.stringify(snapshot())}]`);
    assert.equal((await answerOf(outgoing)).status, 200);
    receiver.fail({ delayMs: 2000 });
    assert.equal((await record([snapshot()])).status, 503);
  });

  it('cuts off what is on its way when its recording is stopped', async () => {
    const { base, receiver, stop } = await startRecorded();
    const outgoing = httpRequest(`${base}/replay/s/`, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'text/plain', 'X-Analytics-Recording': KEY },
    });
    const text = JSON.stringify([snapshot()]);
    outgoing.write(text.slice(0, 40));
    await once(outgoing, 'finish', { signal: AbortSignal.timeout(100) }).catch(() => {});
    await stop();
    outgoing.end(text.slice(40));
    assert.equal((await answerOf(outgoing)).status, 403);
    assert.deepEqual(receiver.snapshots, []);
  });

  it('cuts off what a client hangs up on, and tells nobody of a failure', async () => {
    let calls = 0;
    /** @type {AbortSignal | null | undefined} */
    let signal;
    const { base, problems, receiver } = await startRecorded({
      fetch: (input, init) => {
        calls++;
        signal = init?.signal;
        return fetch(input, init);
      },
    });
    const outgoing = httpRequest(`${base}/replay/s/`, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'text/plain', 'X-Analytics-Recording': KEY },
    });
    outgoing.on('error', () => {});
    outgoing.write('[');
    await until(() => calls === 1);
    outgoing.destroy();
    await until(() => signal?.aborted);
    await new Promise((resolve) => void setTimeout(resolve, 50));
    assert.deepEqual(problems, []);
    assert.deepEqual(receiver.snapshots, []);
  });

  it('is told to stop also by who has just signed out (S52)', async () => {
    const endpoint = await startRecorded();
    endpoint.signIn(null);
    assert.equal((await endpoint.stop()).status, 204);
    endpoint.signIn(ann(RECORDED));
    assert.equal((await endpoint.record([snapshot()])).status, 403);
  });

  it('refuses a key that could be guessed', async () => {
    const { record, stop } = await startRecorded();
    assert.equal((await record([snapshot()], { 'X-Analytics-Recording': '1' })).status, 400);
    assert.equal((await stop('../../x')).status, 400);
  });

  it('refuses what is too large, by its declared length and while it arrives', async () => {
    const { base, record, receiver } = await startRecorded({ limits: { replayBytes: 100 } });
    assert.equal((await record('x'.repeat(101))).status, 413);
    const outgoing = httpRequest(`${base}/replay/s/`, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'text/plain' },
    });
    for (let i = 0; i < 5; i++) outgoing.write('x'.repeat(50));
    outgoing.end();
    assert.equal((await answerOf(outgoing)).status, 413);
    assert.deepEqual(receiver.snapshots, []);
  });

  it('refuses other types, other methods, and whatever else a recorder asks for', async () => {
    const { base, record } = await startRecorded();
    assert.equal((await record('x', { 'Content-Type': 'multipart/form-data' })).status, 415);
    assert.equal((await call(`${base}/replay/s/`, { method: 'GET' })).status, 405);
    for (const path of ['e/', 'i/v0/e/', 'flags/', 'batch/', 'array/phc_test/config', 's/x', '']) {
      assert.ok([404, 405].includes((await call(`${base}/replay/${path}`)).status), path);
    }
  });

  it('says to try again when PostHog does not answer, and not to when it refuses', async () => {
    const { record, receiver, problems } = await startRecorded();
    receiver.fail({ status: 503, headers: { 'Retry-After': '7' } });
    const busy = await record([snapshot()]);
    assert.equal(busy.status, 503);
    assert.equal(busy.headers['retry-after'], '7');
    receiver.fail({ reset: true });
    assert.equal((await record([snapshot()])).status, 503);
    receiver.fail({ status: 401 });
    assert.equal((await record([snapshot()])).status, 422);
    receiver.fail({ status: 302, headers: { Location: 'http://127.0.0.1:1/' } });
    assert.equal((await record([snapshot()])).status, 422);
    assert.deepEqual(
      problems.map(({ code, status }) => [code, status]),
      [
        ['replay_retry', 503],
        ['replay_retry', 0],
        ['replay_rejected', 401],
        ['replay_rejected', 302],
      ],
    );
    assert.equal((await record([snapshot()])).status, 200);
    await until(() => receiver.snapshots.length === 1);
  });
});
