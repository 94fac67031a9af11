import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann, until } from '../support/site.js';

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {number} number
 */
async function capture(page, number) {
  page.analytics.capture('app displayed', { file_count: number });
  await page.analytics.flush();
}

/** @param {import('../support/browser.js').Page} page */
const modeOf = (page) => page.analytics.mode();

/** @param {import('../support/browser.js').Page} page */
const startAsAnn = (page) => page.start({ user: { id: 'u-ann-7', workspaceId: 'acme' } }) && 0;

describe('two tabs', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit, open }) => {
      /** Two tabs on one site, in which the same person is signed in. */
      async function twoTabs() {
        const { site, tab } = await visit();
        const other = await open(`${site.url}/w/acme/library`);
        await Promise.all([tab.run(startAsAnn), other.run(startAsAnn)]);
        /** @param {number} number */
        const idOf = async (number) => {
          const has = (/** @type {any} */ row) => row.properties.file_count === number;
          await until(() => site.receiver.events.some(has));
          return site.receiver.events.find(has)?.distinct_id;
        };
        return { site, tab, other, idOf };
      }

      it('converge on one anonymous id, whoever was first (S26, S29)', async () => {
        const { site, tab, other, idOf } = await twoTabs();
        await Promise.all([tab.run(capture, 1), other.run(capture, 2)]);
        // Each browser process has a copy of the storage, and the last to write wins.
        const stored = () => localStorage['second:analytics-anonymous-id:v1'].slice(0, 41);
        await until(async () => (await tab.run(stored)) === (await other.run(stored)));
        await Promise.all([tab, other].map((each) => each.run((page) => page.settle())));
        await Promise.all([tab.run(capture, 3), other.run(capture, 4)]);
        assert.equal(await idOf(3), await idOf(4));
        assert.equal(await tab.run(stored), await idOf(3));
        assertPrivate(site);
      });

      it('a choice made in one holds in the other (S36)', async () => {
        const { site, tab, other, idOf } = await twoTabs();
        site.state.session = { ...ann(), settings: { anonymizeUsageData: false } };
        await tab.run((page) => page.analytics.setSettings({ anonymizeUsageData: false }));
        await until(async () => (await other.run(modeOf)) === 'identified');
        await other.run(capture, 1);
        assert.equal(await idOf(1), 'u-ann-7');

        await other.run((page) => page.analytics.capture('app displayed', { file_count: 2 }));
        await tab.run((page) => page.analytics.setSettings({ shareUsageData: false }));
        await until(async () => (await other.run(modeOf)) === 'off');
        await other.run(capture, 3);
        const numbers = site.receiver.events.map(({ properties }) => properties.file_count);
        assert.ok(!numbers.includes(2) && !numbers.includes(3));
        assertPrivate(site);
      });

      it('a sign-out in one ends identified mode in the other, and both get a new id (S59, S60)', async () => {
        const { site, tab, other, idOf } = await twoTabs();
        await tab.run(capture, 1);
        site.state.session = { ...ann(), settings: { anonymizeUsageData: false } };
        await tab.run((page) => page.analytics.setSettings({ anonymizeUsageData: false }));
        await until(async () => (await other.run(modeOf)) === 'identified');
        await other.run((page) => page.analytics.capture('app displayed', { file_count: 2 }));
        await tab.run((page) => page.analytics.signOut());
        await until(async () => (await other.run(modeOf)) === 'anonymized');
        await other.run(capture, 3);
        await tab.run(capture, 4);
        assert.notEqual(await idOf(3), await idOf(1));
        assert.equal(await idOf(4), await idOf(3));
        const numbers = site.receiver.events.map(({ properties }) => properties.file_count);
        assert.ok(!numbers.includes(2), 'what waited under the name of the person is gone');
        assertPrivate(site);
      });
    });
  }
});
