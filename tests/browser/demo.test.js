import assert from 'node:assert/strict';
import { startDemo } from '../../examples/workspace/serve.js';
import { describeIn } from '../support/browser.js';
import { createReceiver } from '../support/receiver.js';
import { until } from '../support/site.js';

/** @typedef {import('puppeteer-core').Page} PuppeteerPage */
/** @typedef {{method: string, url: string, headers: import('node:http').IncomingHttpHeaders}} Seen */
/** @typedef {import('../support/ingestion.js').StoredEvent} StoredEvent */

const ada = { id: '65f1b6c2e4b0a1c2d3e4f501', email: 'ada@acme.example', name: 'Ada Moreno' };
const prompt = 'Build a salary overview for Grace Hopper';
/** Of the person, the place and what was written: none of it may leave in anonymized mode. */
const secrets = [ada.id, ada.email, ada.name, 'acme', 'salary', 'Hopper', 'hunter2', 'title='];
const anonymousId = /anon_[0-9a-f]{8}-[0-9a-f-]{27}/;
const joiningWords = ['alias', '$create_alias', '$merge_dangerously', '$anon_distinct_id'];

/** @type {(() => Promise<unknown>)[]} */
const running = [];

/**
 * The demo on a free port, and every request that reaches it.
 *
 * @param {Record<string, string>} [env]
 */
async function start(env = {}) {
  const demo = await startDemo({ port: 0, env });
  running.push(demo.close);
  /** @type {Seen[]} */
  const seen = [];
  demo.server.prependListener('request', ({ method = '', url = '', headers }) => {
    seen.push({ method, url, headers });
  });
  return { ...demo, seen };
}

afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

describe('the demo application', () => {
  describeIn('chromium', ({ open }) => {
    /**
     * A page of it, on which nobody is signed in.
     *
     * @param {string} url
     */
    async function visit(url) {
      const { raw, urls } = await open('about:blank');
      const page = /** @type {PuppeteerPage} */ (raw);
      await page.deleteCookie({ name: 'workspace_demo', url });
      await page.setViewport({ width: 1400, height: 900 });
      /** @type {string[]} */
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.goto(url);
      return { page, urls, problems };
    }

    it('anonymized: from a click to a row that names nobody (S7, S17, S18, S22, S23)', async () => {
      const demo = await start();
      const { page, urls, problems } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await build(page);
      const rows = await sent(page, demo, 'build completed');

      const byName = new Map(rows.map((row) => [row.event, row]));
      for (const name of ['page viewed', 'chat initiated', 'approval shown', 'app displayed'])
        assert.ok(byName.has(name), name);
      const built = /** @type {StoredEvent} */ (byName.get('build completed'));
      assert.match(built.distinct_id, anonymousId);
      assert.equal(built.properties.anonymized, true);
      assert.equal(built.properties.route_shape, '/w/:workspace/apps/:objectId');
      assert.equal(built.properties.surface, 'app_chat');
      assert.equal(built.properties.file_count, 14);
      assert.equal(built.properties.total_bytes, 'medium');
      assert.equal(built.properties.runtime_model_family, 'claude');
      assert.ok(!rows.some(({ event }) => event.startsWith('$')));
      assertSilent(rows, secrets);
      assertSilent(await bodies(demo), secrets);
      const captures = demo.seen.filter(({ url }) => url === '/api/analytics/capture');
      assert.ok(captures.every(({ headers }) => headers.cookie === undefined));
      await assertRequests(demo, urls);
      assert.deepEqual(problems, []);
    });

    it('identified: from a click to a row under the id of the person (S36, S37, S38, S39)', async () => {
      const demo = await start();
      const { page, urls, problems } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await choose(page, 'Anonymize usage data');
      await page.locator('::-p-text(Identified)').wait();
      await build(page);
      const rows = await sent(page, demo, 'build completed');

      const person = rows.filter(({ event }) => event === '$identify');
      assert.equal(person.length, 1);
      assert.equal(person[0].distinct_id, ada.id);
      assert.equal(person[0].properties.$set.email, ada.email);
      const built = rowOf(rows, 'build completed');
      assert.equal(built.distinct_id, ada.id);
      assert.equal(built.properties.user_email, ada.email);
      assert.equal(built.properties.workspace_id, 'acme');
      assert.equal(built.properties.$process_person_profile, false);
      assert.match(String(rowOf(rows, 'chat initiated').properties.message), /salary/);
      await assertRequests(demo, urls);
      assert.deepEqual(problems, []);
    });

    it('a failed build and a second try arrive with their codes, not with their texts (S22, S23)', async () => {
      const demo = await start();
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await build(page, { fail: true });
      await press(page, 'Try again');
      await page.locator('.result').wait();
      const rows = await sent(page, demo, 'build completed');

      assert.equal(rowOf(rows, 'build failed').properties.error_code, 'tool_timeout');
      assert.equal(rowOf(rows, 'chat retry clicked').properties.failure_code, 'tool_timeout');
      assertSilent(rows, secrets);
    });

    it('an integration whose name is private is set up (S18, S21)', async () => {
      const demo = await start();
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await press(page, 'Settings');
      await page.locator('.page-tabs ::-p-text(Integrations)').click();
      await page.locator('.list ::-p-text(Acme Billing)').click();
      await press(page, 'Set up');
      await page.locator('#secret').fill('sk-very-secret');
      await press(page, 'Save and finish');
      const rows = await sent(page, demo, 'integration setup completed');

      const row = rowOf(rows, 'integration setup started');
      assert.equal(row.properties.auth_kind, 'mixed');
      assert.equal(row.properties.route_shape, '/w/:workspace/settings/integrations/:integration');
      assertSilent(rows, [...secrets, 'billing', 'sk-very']);
    });

    it('recorded: what is seen arrives masked, and stops with the switch (S42, S44, S46, S50)', async () => {
      const demo = await start();
      const { page, urls, problems } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      assert.ok(!demo.seen.some(({ url }) => url.includes('posthog-js')));
      await choose(page, 'Record screen');
      await page.locator('::-p-text(Identified)').wait();
      const posted = page.waitForResponse((response) => response.url().endsWith('/replay/s/'));
      // The recorder waits for the first thing that a person does.
      await page.waitForFunction(() => '__PosthogExtensions__' in window);
      for (let i = 0; i < 5; i++) await page.mouse.click(500, 300 + i, { delay: 50 });
      await posted;
      const { snapshots = [] } = demo.receiver ?? {};
      assert.ok(snapshots.length > 0);
      for (const { properties } of snapshots) assert.equal(properties.distinct_id, ada.id);
      assert.doesNotMatch(JSON.stringify(snapshots), /anon_/);

      const stopped = page.waitForResponse((response) => response.url().endsWith('/replay/stop'));
      await choose(page, 'Anonymize usage data');
      assert.equal((await stopped).status(), 204);
      const { length } = snapshots;
      await build(page);
      await sent(page, demo, 'build completed');
      assert.equal(snapshots.length, length);
      await assertRequests(demo, urls);
      assert.deepEqual(problems, []);
    });

    it('off: nothing is sent, and no id stays in the browser', async () => {
      const demo = await start();
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await choose(page, 'Share usage data');
      await page.locator('.bar ::-p-text(Off)').wait();
      const before = demo.seen.length;
      await build(page);

      const after = demo.seen.slice(before).filter(({ url }) => url.startsWith('/api/analytics'));
      assert.deepEqual(after, []);
      const kept = await page.evaluate(() => Object.keys(localStorage));
      assert.deepEqual(kept, ['second:analytics-consent:v1']);
    });

    it('nothing is captured before onboarding is finished (S1)', async () => {
      const demo = await start();
      const { page } = await visit(demo.url);
      await page.locator('::-p-text(Continue as Ben Okafor)').click();
      await press(page, 'Continue');
      await page.locator('::-p-text(This is you)').wait();
      await press(page, 'Continue');
      const before = demo.seen.filter(({ url }) => url.startsWith('/api/analytics'));
      await press(page, 'Open the workspace');
      const rows = await sent(page, demo, 'onboarding finished');

      assert.deepEqual(before, []);
      assert.ok(rows.every(({ properties }) => properties.surface === 'workspace_home'));
    });

    it('two people of one browser share no id, and a sign-out leaves none behind (S59, S60)', async () => {
      const demo = await start();
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await page.locator('.account').click();
      await press(page, 'Sign out');
      await page.locator('.user').wait();
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
      await page.locator('::-p-text(Continue as Ben Okafor)').click();
      for (const label of ['Continue', 'Continue', 'Open the workspace']) await press(page, label);
      const rows = await sent(page, demo, 'onboarding finished');

      const ids = new Set(rows.map((row) => row.distinct_id));
      assert.equal(ids.size, 2);
    });

    it('the inspector shows what was given, what left, what arrived, and why the rest did not', async () => {
      const demo = await start();
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await press(page, 'Agents');
      await sent(page, demo, 'sidebar clicked');
      const inspector = await visitInspector(demo.url, open);
      await inspector.locator('.event-head ::-p-text(sidebar clicked)').click();
      await inspector.locator('.fate-removed').wait();
      await inspector.locator('.event .stage-received').wait();
      const lines = await inspector.$$eval('.event .compare-row', (rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent)),
      );

      const lineOf = (/** @type {string} */ key) => lines.find(([first]) => first === key);
      assert.deepEqual(lineOf('target'), ['target', 'agents', 'agents', 'agents']);
      assert.deepEqual(lineOf('user_email'), [
        'user_email',
        ada.email,
        'Removed: only identified mode may carry it',
        '–',
      ]);
      assert.match(String(lineOf('workspace_name')), /the tracking plan does not declare it/);
      assert.match(String(lineOf('distinct_id')), anonymousId);
    });

    it('without WebAssembly the JavaScript build does the same', async () => {
      const demo = await start({ CSP_NO_WASM: '1' });
      const { page, problems } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      const rows = await sent(page, demo, 'page viewed');

      assert.ok(demo.seen.some(({ url }) => url === '/dist/capture-fallback.js'));
      assert.match(rows[0].distinct_id, anonymousId);
      assert.equal(rows[0].properties.route_shape, '/w/:workspace');
      // The browser reports that the policy was held; anything else would be a fault.
      assert.deepEqual(
        problems.filter((text) => !/Content Security Policy/.test(text)),
        [],
      );
    });

    it('with a token the events go to the host of the configuration, and the page says so (S5, S6)', async () => {
      const posthog = await createReceiver({ token: 'phc_real' });
      running.push(posthog.close);
      const env = { SECOND_POSTHOG_TOKEN: 'phc_real', SECOND_POSTHOG_HOST: posthog.url };
      const demo = await start(env);
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await sent(page, { ...demo, receiver: posthog }, 'page viewed');

      assert.equal(demo.receiver, null);
      await page.locator(`::-p-text(sent to ${posthog.url})`).wait();
    });

    it('switched off by the operator it sends nothing (S63, S65)', async () => {
      const demo = await start({ SECOND_POSTHOG_DISABLED: '1' });
      const { page } = await visit(demo.url);
      await signIn(page, 'Ada Moreno');
      await press(page, 'Agents');
      await page.locator('::-p-text(switched analytics off)').wait();

      assert.ok(!demo.seen.some(({ url }) => url.startsWith('/api/analytics')));
    });
  });
});

/** @param {PuppeteerPage} page @param {string} name */
async function signIn(page, name) {
  await page.locator(`::-p-text(Continue as ${name})`).click();
  await page.locator('.composer').wait();
}

/** @param {PuppeteerPage} page @param {string} label of a button or link */
async function press(page, label) {
  await page.locator(`::-p-aria([name="${label}"])`).click();
}

/** @param {PuppeteerPage} page @param {{fail?: boolean}} [options] */
async function build(page, { fail = false } = {}) {
  await page.locator('.composer textarea').fill(prompt);
  if (fail) await page.locator('.check input').click();
  await page.locator('.send').click();
  await press(page, 'Approve and build');
  await page.locator(fail ? '.failed' : '.result').wait();
}

/** By way of the account menu. @param {PuppeteerPage} page @param {string} label of the switch */
async function choose(page, label) {
  await page.locator('.account').click();
  await press(page, 'Usage data settings');
  await page.locator(`dialog ::-p-text(${label})`).click();
  await page.locator('dialog [aria-label="Close"]').click();
}

/**
 * Sends what waits in the page, until an event has arrived.
 *
 * @param {PuppeteerPage} page
 * @param {{receiver: {events: StoredEvent[]} | null}} demo
 * @param {string} name
 * @returns {Promise<StoredEvent[]>}
 */
async function sent(page, { receiver }, name) {
  const events = receiver?.events ?? [];
  await page.locator('.event-tools ::-p-text(Send now)').click();
  await until(() => events.some(({ event }) => event === name), 10000);
  return events;
}

/** @param {StoredEvent[]} rows @param {string} name */
function rowOf(rows, name) {
  const row = rows.find(({ event }) => event === name);
  assert.ok(row, `no ${name}`);
  return row;
}

/** @param {string} url @param {(url: string) => Promise<{raw: PuppeteerPage | null}>} open */
async function visitInspector(url, open) {
  const { raw } = await open(`${url}/inspector`);
  return /** @type {PuppeteerPage} */ (raw);
}

/**
 * Every body that a page posted to the endpoint, from the feed of the inspector.
 *
 * @param {{url: string}} demo
 */
async function bodies({ url }) {
  const response = await fetch(`${url}/api/demo/feed`);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  let text = '';
  while (!text.includes('event: counts')) {
    const { value } = await reader.read();
    text += new TextDecoder().decode(value);
  }
  await reader.cancel();
  const lines = text.split('\n').filter((line) => line.startsWith('data: '));
  return lines
    .map((line) => JSON.parse(line.slice(6)))
    .filter(({ hop, body }) => hop === 'page' && body)
    .map(({ body }) => /** @type {string} */ (body));
}

/** @param {unknown} things @param {string[]} words */
function assertSilent(things, words) {
  const text = JSON.stringify(things).toLowerCase();
  for (const word of words) assert.ok(!text.includes(word.toLowerCase()), `it holds ${word}`);
}

/**
 * What holds of everything that the page has sent (S7, S31).
 *
 * @param {Awaited<ReturnType<typeof start>>} demo
 * @param {() => Promise<string[]>} urls asked for, of any origin
 */
async function assertRequests(demo, urls) {
  for (const url of await urls()) {
    if (url.startsWith('about:') || url.startsWith('data:')) continue;
    assert.equal(new URL(url).origin, demo.url);
    assert.equal(new URL(url).search, '');
  }
  for (const { url, headers } of demo.seen) {
    assert.equal(headers.referer, undefined, url);
    assert.ok(!url.includes('?'), url);
    if (headers['x-analytics-token']) assert.equal(headers.cookie, undefined, url);
  }
  const posted = await bodies(demo);
  assert.ok(posted.length > 0);
  for (const text of posted) {
    const isAnonymized = JSON.parse(text).anonymousDistinctId !== undefined;
    if (!isAnonymized) assert.doesNotMatch(text, /anon_/);
    for (const word of joiningWords) assert.ok(!text.includes(word), word);
  }
  for (const row of demo.receiver?.events ?? []) {
    const text = JSON.stringify(row);
    if (row.properties.anonymized !== true) assert.doesNotMatch(text, /anon_/);
    for (const word of joiningWords) assert.ok(!text.includes(word), word);
  }
}
