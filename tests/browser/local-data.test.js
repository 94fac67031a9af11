import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { off } from '../support/browser-choices.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { pause, until } from '../support/site.js';

/** @param {import('../support/site.js').Site} site */
const numbers = (site) =>
  site
    .bodies()
    .flatMap(({ batch }) => batch.map((/** @type {any} */ e) => e.properties.file_count));

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {number} number
 */
const captureAndFlush = (page, number) => {
  page.analytics.capture('app displayed', { file_count: number });
  return page.analytics.flush();
};

/** @param {import('../support/browser.js').Page} page */
const modeOf = (page) => page.analytics.mode();

describe('what a browser has stored', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit, open }) => {
      it('what is stored can be read, and erased with all that is in memory', async () => {
        const { site, tab } = await visit();
        await tab.run((page) => page.start({ host: page.hurry(50) }) && 0);
        await tab.run(captureAndFlush, 1);
        const seen = await tab.run((page) => {
          const { analytics } = page;
          localStorage.setItem('theirs', 'x');
          analytics.setSettings({ dismissed: true });
          analytics.capture('app displayed', { file_count: 2 });
          void analytics.flush();
          analytics.capture('app displayed', { file_count: 3 });
          const exported = analytics.exportLocal();
          const stored = { ...localStorage };
          analytics.eraseLocal();
          const erased = [analytics.exportLocal(), { ...localStorage }, analytics.mode()];
          return { exported, stored, erased };
        });
        assert.deepEqual({ theirs: 'x', ...seen.exported }, seen.stored);
        assert.deepEqual(Object.keys(seen.exported), [
          'second:analytics-consent:v1',
          'second:analytics-anonymous-id:v1',
        ]);
        assert.deepEqual(seen.erased, [{}, { theirs: 'x' }, 'anonymized']);
        await tab.run(captureAndFlush, 4);
        await pause(300);
        assert.deepEqual(
          numbers(site).filter((number) => number !== 2),
          [1, 4],
        );
        const ids = site.bodies().map((body) => body.anonymousDistinctId);
        assert.notEqual(ids[0], ids.at(-1));
        assertPrivate(site);
      });

      it("erasing takes a refusal along, in other tabs too; the operator's switch stays", async () => {
        const { site, tab } = await visit();
        const other = await open(`${site.url}/w/acme/library`);
        await Promise.all([tab, other].map((each) => each.run((page) => page.start() && 0)));
        await tab.run((page, choice) => page.analytics.setSettings(choice), off);
        await until(async () => (await other.run(modeOf)) === 'off');
        await tab.run((page) => page.analytics.eraseLocal());
        assert.equal(await tab.run(modeOf), 'anonymized');
        await until(async () => (await other.run(modeOf)) === 'anonymized');
        const mode = await tab.run((page) => {
          const analytics = page.createAnalytics({ plan: page.plan, enabled: false });
          analytics.eraseLocal();
          return analytics.mode();
        });
        assert.equal(mode, 'off');
        assert.deepEqual(await tab.run(() => ({ ...localStorage })), {});
      });

      it('where nothing can be read, nothing is returned, and nothing is thrown', async () => {
        const { tab } = await visit({
          before: () => void Object.defineProperty(window, 'localStorage', { value: null }),
        });
        const stored = await tab.run((page) => {
          const analytics = page.start();
          analytics.eraseLocal();
          return [analytics.exportLocal(), analytics.mode(), page.errors];
        });
        assert.deepEqual(stored, [{}, 'anonymized', []]);
      });
    });
  }
});
