import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann, pause, until } from '../support/site.js';

/** @param {import('../support/ingestion.js').StoredEvent[]} rows */
const numbers = (rows) => rows.map(({ properties }) => properties.file_count);

/** @param {import('../support/browser.js').Page} page @param {number} number */
const captureAndFlush = (page, number) => {
  page.analytics.capture('app displayed', { file_count: number });
  return page.analytics.flush();
};

/** @type {[string, import('../support/site.js').Fault][]} each takes one request and lets the next one through */
const faults = [
  ['a 503', { status: 503 }],
  ['a 503 after the events were taken', { status: 503, handled: true }],
  ['a broken connection', { reset: true }],
  ['a 429', { status: 429, headers: { 'Retry-After': '0' } }],
];

describe('delivery', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('twenty events leave at once, in one request that can be aborted (S8)', async () => {
        const { site, tab } = await visit();
        await tab.run((page) => {
          page.watchFetch();
          const analytics = page.start();
          for (let i = 1; i < 20; i++) analytics.capture('app displayed', { file_count: i });
        });
        await pause(300);
        assert.equal(site.posts().length, 0);
        await tab.run((page) => page.analytics.capture('app displayed', { file_count: 20 }));
        const rows = await site.rows(20, 1000);
        assert.equal(new Set(numbers(rows)).size, 20);
        assert.equal(site.posts().length, 1);
        const [, { bytes, headers, ...init }] = await tab.run((page) => page.kept.fetches);
        assert.ok(bytes < 60000);
        const { 'X-Analytics-Token': token, ...others } = headers;
        assert.match(token, /^\d+\.[\w-]{43}$/);
        assert.deepEqual(others, { 'Content-Type': 'application/json' });
        assert.deepEqual(init, {
          method: 'POST',
          mode: 'same-origin',
          keepalive: false, // Chromium and WebKit do not abort what survives the page
          credentials: 'omit',
          cache: 'no-store',
          redirect: 'manual',
          referrerPolicy: 'no-referrer',
        });
        assertPrivate(site);
      });

      for (const [title, fault] of faults) {
        it(`after ${title} the same events come again, and make one row each`, async () => {
          const { site, tab } = await visit();
          site.fail(fault);
          await tab.run((page) => page.start({ host: page.hurry(10) }) && 0);
          await tab.run(captureAndFlush, 1);
          await tab.run((page) => page.analytics.capture('app displayed', { file_count: 2 }));
          await site.rows(2);
          await until(() => site.posts().length >= 2);
          assert.deepEqual(numbers(site.receiver.events).sort(), [1, 2]);
          assert.deepEqual(site.receiver.lost, []);
          const uuids = site
            .bodies()
            .flatMap(({ batch }) => batch.map((/** @type {any} */ e) => e.uuid));
          // A broken connection leaves nothing to read.
          assert.equal(uuids.length, fault.reset ? 2 : 3);
          assert.equal(new Set(uuids).size, 2);
          assertPrivate(site);
        });
      }

      it('an answer that will not change is not asked for again', async () => {
        const { site, tab } = await visit();
        site.fail({ status: 400 });
        await tab.run((page) => page.start({ host: page.hurry(100) }) && 0);
        await tab.run(captureAndFlush, 1);
        await pause(200);
        assert.equal(site.posts().length, 1);
        assert.equal((await tab.run((page) => page.analytics.counts())).rejected, 1);
      });

      it('the moment a page is left, what waits is sent', async () => {
        const { site, tab } = await visit();
        await tab.run((page) => {
          page.start();
          setTimeout(() => {
            page.analytics.capture('app displayed', { file_count: 1 });
            location.assign('/w/acme/library');
          });
        });
        assert.deepEqual(numbers(await site.rows(1)), [1]);
        await until(() => site.wasAsked('/w/acme/library'));
        assertPrivate(site);
      });

      it('the moment a page is left, what is on its way is sent again so that it survives, and is the same', async () => {
        const { site, tab } = await visit();
        site.fail({ status: 503, until: pause(1000) });
        await tab.run((page) => {
          page.start();
          page.analytics.capture('app displayed', { file_count: 1 });
          void page.analytics.flush();
        });
        await until(() => site.posts().length === 1);
        await tab.run(() => void setTimeout(() => location.assign('/w/acme/library')));
        assert.deepEqual(numbers(await site.rows(1)), [1]);
        const uuids = site.bodies().map(({ batch }) => batch[0].uuid);
        assert.equal(uuids.length, 2);
        assert.equal(new Set(uuids).size, 1);
        assertPrivate(site);
      });

      it('the moment a page is hidden or put away, what waits is sent', async () => {
        const { site, tab } = await visit();
        await tab.run((page) => {
          page.start();
          page.analytics.capture('app displayed', { file_count: 1 });
          dispatchEvent(new Event('pagehide'));
          page.analytics.capture('app displayed', { file_count: 2 });
          Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
          document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        });
        assert.deepEqual(numbers(await site.rows(2, 1000)).sort(), [1, 2]);
        assert.equal(site.posts().length, 2);
      });

      it('a request that hangs holds up only its own events', async () => {
        const { site, tab } = await visit();
        let answer = () => {};
        site.fail({ until: new Promise((resolve) => void (answer = () => resolve(0))) });
        await tab.run((page) => {
          page.start({ host: page.hurry(50) });
          page.analytics.capture('app displayed', { file_count: 1 });
        });
        await until(() => site.posts().length === 1);
        await tab.run((page) => page.analytics.capture('app displayed', { file_count: 2 }));
        await until(() => site.posts().length === 2, 1000);
        answer();
        assert.equal((await site.rows(2)).length, 2);
      });

      it('what was switched off and on again still sends by itself', async () => {
        const { site, tab } = await visit();
        await tab.run(async (page) => {
          const analytics = page.start({ host: page.hurry(50) });
          analytics.capture('app displayed', { file_count: 1 });
          analytics.setSettings({ shareUsageData: false });
          await new Promise((resolve) => void setTimeout(resolve, 12000));
          analytics.setSettings({});
          analytics.capture('app displayed', { file_count: 2 });
        });
        assert.deepEqual(numbers(await site.rows(1, 1000)), [2]);
      });

      it('more than the browser lets survive a page still arrives (S8)', async () => {
        const { site, tab } = await visit();
        const settings = { anonymizeUsageData: false };
        site.state.session = { ...ann(), settings };
        await tab.run(async (page, choice) => {
          page.watchFetch();
          const clients = [1, 2].map(() =>
            page.createAnalytics({ plan: page.plan, user: { id: 'u-ann-7' }, settings: choice }),
          );
          for (const client of clients) {
            for (let i = 0; i < 2; i++) {
              client.capture('approval shown', { plan_overview: 'word '.repeat(3600) });
            }
          }
          dispatchEvent(new Event('pagehide'));
        }, settings);
        const rows = await site.rows(5);
        assert.equal(rows.filter(({ event }) => event === 'approval shown').length, 4);
        /** @type {Record<string, any>[]} */
        const fetches = await tab.run((page) => page.kept.fetches);
        const large = fetches.filter(({ bytes }) => bytes > 30000);
        assert.deepEqual(
          large.map(({ keepalive }) => keepalive),
          [true, false],
        );
      });

      it('a client that is closed sends what it has and stops', async () => {
        const { site, tab } = await visit();
        await tab.run((page) => {
          const analytics = page.start();
          analytics.capture('app displayed', { file_count: 1 });
          analytics.close();
          analytics.capture('app displayed', { file_count: 2 });
        });
        assert.deepEqual(numbers(await site.rows(1)), [1]);
        await tab.run((page) => {
          dispatchEvent(new Event('pagehide'));
          return page.settle();
        });
        assert.equal(site.posts().length, 1);
      });
    });
  }

  describeIn('chromium', ({ visit, open }) => {
    it('an event waits five seconds for others, no longer', async () => {
      const { site, tab } = await visit();
      const startedMs = Date.now();
      await tab.run((page) => page.start().capture('app displayed', { file_count: 1 }));
      await pause(1000);
      await tab.run((page) => page.analytics.capture('app displayed', { file_count: 2 }));
      assert.deepEqual(numbers(await site.rows(2, 7000)), [1, 2]);
      const waitedMs = site.posts()[0].atMs - startedMs;
      assert.ok(waitedMs > 4500 && waitedMs < 6500, `${waitedMs} ms`);
      assert.equal(site.posts().length, 1);
    });

    it('Retry-After is waited for', async () => {
      const { site, tab } = await visit();
      site.fail({ status: 503, headers: { 'Retry-After': '20' } });
      await tab.run((page) => page.start({ host: page.hurry(20) }) && 0);
      await tab.run(captureAndFlush, 1);
      await site.rows(1);
      const [first, second] = site.posts();
      assert.ok(second.atMs - first.atMs >= 950, `${second.atMs - first.atMs} ms`);
    });

    it('offline, events wait; online again, each makes one row', async () => {
      const { site, tab } = await visit();
      await tab.run((page) => page.start({ host: page.hurry(10) }) && 0);
      await tab.raw?.setOfflineMode(true);
      await tab.run(captureAndFlush, 1);
      await tab.run(captureAndFlush, 2);
      assert.equal(site.posts().length, 0);
      await tab.raw?.setOfflineMode(false);
      assert.deepEqual(numbers(await site.rows(2)).sort(), [1, 2]);
      assert.deepEqual(site.receiver.lost, []);
    });

    it('a tab that another one covers, and a tab that is closed, send what waits', async () => {
      const { site, tab } = await visit();
      await tab.run((page) => page.start().capture('app displayed', { file_count: 1 }));
      const other = await open(`${site.url}/w/acme`);
      await other.raw?.bringToFront();
      assert.deepEqual(numbers(await site.rows(1, 2000)), [1]);
      await other.run((page) => page.start().capture('app displayed', { file_count: 2 }));
      await other.raw?.close({ runBeforeUnload: true });
      assert.deepEqual(numbers(await site.rows(2, 2000)), [1, 2]);
    });
  });
});
