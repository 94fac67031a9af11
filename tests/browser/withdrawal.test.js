import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified, off } from '../support/browser-choices.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann, pause, until } from '../support/site.js';

/** A request that the endpoint never takes and never answers. */
const hangs = () => ({ status: 503, until: new Promise(() => {}) });

/** @param {import('../support/site.js').Site} site */
const numbers = (site) =>
  site
    .bodies()
    .flatMap(({ batch }) => batch.map((/** @type {any} */ e) => e.properties.file_count));

/**
 * Runs in the page: starts as Ann, in a hurry, so that whatever was to be tried again would be.
 * @param {import('../support/browser.js').Page} page
 * @param {object} [options]
 */
const startInHurry = (page, options) =>
  page.start({ user: { id: 'u-ann-7' }, host: page.hurry(50), ...options }) && 0;

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {number[]} given
 */
const captureAll = (page, given) => {
  for (const number of given) page.analytics.capture('app displayed', { file_count: number });
};

/** @param {import('../support/browser.js').Page} page */
const flush = (page) => page.analytics.flush();

/** @param {import('../support/browser.js').Page} page */
const modeOf = (page) => page.analytics.mode();

/** Runs in the page, before any module: a tab that nobody tells anything. */
function beDeaf() {
  Reflect.deleteProperty(window, 'BroadcastChannel');
  const listen = window.addEventListener;
  window.addEventListener = (/** @type {any[]} */ ...args) =>
    args[0] === 'storage' ? undefined : Reflect.apply(listen, window, args);
}

/** Runs in the page, before any module: a tab that stores nothing. */
function haveNoStorage() {
  Object.defineProperty(window, 'localStorage', {
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
}

describe('withdrawal', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit, open }) => {
      it('an opt-out aborts the request that hangs, and nothing of before follows', async () => {
        const { site, tab } = await visit();
        site.fail(hangs());
        await tab.run(startInHurry);
        await tab.run(captureAll, [1]);
        await tab.run((page) => void page.analytics.flush());
        await until(() => site.posts().length === 1);
        await tab.run((page, choice) => {
          for (const number of [2, 3])
            page.analytics.capture('app displayed', { file_count: number });
          page.analytics.setSettings(choice);
        }, off);
        await until(() => site.posts()[0].isAborted);
        await tab.run(flush);
        await pause(400); // twenty seconds of the page
        assert.equal(site.posts().length, 1);
        const counts = await tab.run((page) => page.analytics.counts());
        assert.equal(counts.purged, 3);
        assert.deepEqual(site.receiver.events, []);
      });

      it('a sign-out aborts the request that names the person, and forgets what waits for a retry (S59)', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        site.fail(hangs(), { status: 503, headers: { 'Retry-After': '600' } });
        await tab.run(startInHurry, { settings: identified });
        await until(() => site.posts().length === 1);
        await tab.run(captureAll, [1]);
        await tab.run(flush);
        await tab.run((page) => page.analytics.signOut());
        await until(() => site.posts()[0].isAborted);
        await tab.run(captureAll, [2]);
        await tab.run(flush);
        await pause(400);
        assert.deepEqual(
          site.posts().map(({ url }) => url.split('/').at(-1)),
          ['identify', 'capture', 'capture'],
        );
        assert.deepEqual(numbers(site), [1, 2]);
        assert.match(site.bodies()[1].anonymousDistinctId, /^anon_/);
        assertPrivate(site);
      });

      it('five toggles in a second: each request holds events of its own epoch alone', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        const slow = () => ({ until: pause(150) });
        site.fail(...Array.from({ length: 40 }, slow));
        const seen = await tab.run(async (page) => {
          const { fetch: real } = window;
          /** @type {string[]} */
          const faults = [];
          let epoch = 0;
          window.fetch = (url, init = {}) => {
            const text = new TextDecoder().decode(/** @type {any} */ (init.body));
            for (const { properties } of String(url).endsWith('capture')
              ? JSON.parse(text).batch
              : []) {
              if (properties.file_count !== epoch)
                faults.push(`${properties.file_count} in ${epoch}`);
              if (!properties.anonymized && page.analytics.mode() !== 'identified') {
                faults.push(`identified in ${page.analytics.mode()}`);
              }
            }
            return real(url, init);
          };
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          const modes = [];
          const capture = () => analytics.capture('app displayed', { file_count: epoch });
          for (let toggle = 0; toggle < 5; toggle++) {
            const isOff = toggle % 2 === 1;
            capture();
            void analytics.flush();
            capture();
            analytics.setSettings({ anonymizeUsageData: false });
            capture();
            void analytics.flush();
            capture();
            await new Promise((resolve) => void setTimeout(resolve, 100));
            capture();
            analytics.setSettings({ shareUsageData: !isOff });
            epoch++;
            modes.push(analytics.mode());
            void analytics.flush();
            await new Promise((resolve) => void setTimeout(resolve, 100));
            if (isOff) analytics.setSettings({});
          }
          capture();
          await analytics.flush();
          return { faults, modes };
        });
        assert.deepEqual(seen.faults, []);
        assert.deepEqual(seen.modes, ['anonymized', 'off', 'anonymized', 'off', 'anonymized']);
        await until(() => numbers(site).includes(5));
        const ids = site
          .bodies()
          .map((body) => [body.anonymousDistinctId, body.batch[0].properties.file_count]);
        const epochsOf = new Map();
        for (const [id, epoch] of ids) {
          if (id) epochsOf.set(id, (epochsOf.get(id) ?? new Set()).add(epoch));
        }
        assert.ok([...epochsOf.values()].every((epochs) => epochs.size === 1));
        assertPrivate(site);
      });

      it('what waits in another tab is thrown away, and that tab has heard of it', async () => {
        const { site, tab } = await visit();
        const other = await open(`${site.url}/w/acme/library`);
        await Promise.all([tab, other].map((each) => each.run((page) => page.start() && 0)));
        site.fail(hangs());
        await other.run(captureAll, [1]);
        await other.run((page) => void page.analytics.flush());
        await until(() => site.posts().length === 1);
        await other.run(captureAll, [2]);
        await tab.run((page, choice) => page.analytics.setSettings(choice), off);
        await until(async () => (await other.run(modeOf)) === 'off');
        await until(() => site.posts()[0].isAborted);
        await other.run(flush);
        await pause(300);
        assert.equal(site.posts().length, 1);
      });

      it('a tab that nobody tells anything looks before it sends', async () => {
        const { site, tab } = await visit({ before: beDeaf });
        const other = await open(`${site.url}/w/acme/library`);
        await Promise.all([tab, other].map((each) => each.run((page) => page.start() && 0)));
        await other.run(captureAll, [1]);
        await tab.run((page, choice) => page.analytics.setSettings(choice), off);
        await tab.run((page) => page.analytics.setSettings({}));
        // Each browser process has a copy of the storage.
        const stored = () => localStorage['second:analytics-consent:v1'];
        const text = await tab.run(stored);
        await until(async () => (await other.run(stored)) === text);
        assert.equal(await other.run(modeOf), 'anonymized');
        await other.run(flush);
        assert.deepEqual(site.posts(), []);
        await tab.run((page, choice) => page.analytics.setSettings(choice), off);
        await until(async () => (await other.run(stored)) !== text);
        await other.run(() => void dispatchEvent(new Event('pageshow')));
        assert.equal(await other.run(modeOf), 'off', 'a page that comes back looks as well');
        await tab.run((page) => page.analytics.setSettings({}));
        await until(async () => (await other.run(stored)) === (await tab.run(stored)));
        await other.run(() => void dispatchEvent(new Event('pageshow')));
        await other.run(captureAll, [2]);
        await other.run(flush);
        assert.deepEqual(numbers(site), [2]);
        assertPrivate(site);
      });

      it('tabs without storage tell each other', async () => {
        const { site, tab } = await visit({ before: haveNoStorage });
        const other = await open(`${site.url}/w/acme/library`);
        await Promise.all([tab, other].map((each) => each.run((page) => page.start() && 0)));
        await other.run(captureAll, [1]);
        await tab.run((page, choice) => page.analytics.setSettings(choice), off);
        await until(async () => (await other.run(modeOf)) === 'off');
        await other.run(flush);
        await pause(300);
        assert.deepEqual(site.posts(), []);
      });

      it('a second client of the same plan on the page is told as another tab would be', async () => {
        const { site, tab } = await visit();
        const purged = await tab.run(async (page) => {
          const first = page.start();
          const second = page.createAnalytics({ plan: page.plan });
          const counts = [];
          for (const withdraw of [
            () => first.eraseLocal(),
            () => first.setSettings({ shareUsageData: false }),
          ]) {
            second.capture('app displayed', { file_count: 1 });
            withdraw();
            await page.settle();
            counts.push(second.counts().purged);
          }
          await second.flush();
          return [...counts, second.mode()];
        });
        assert.deepEqual(purged, [1, 2, 'off']);
        assert.deepEqual(site.posts(), []);
      });

      it('a client that is closed while it records tells the replay to stop', async () => {
        const { tab } = await visit();
        const told = await tab.run((page) => {
          /** @type {string[]} */
          const actions = [];
          for (const recordScreen of [true, false]) {
            const analytics = page.start({ user: { id: 'u-ann-7' } });
            analytics.on('replay', ({ action }) => void actions.push(action));
            analytics.setSettings({ anonymizeUsageData: false, recordScreen });
            actions.push('closing');
            analytics.close();
          }
          return actions;
        });
        assert.deepEqual(told, ['start', 'closing', 'stop', 'stop', 'closing']);
      });
    });
  }
});
