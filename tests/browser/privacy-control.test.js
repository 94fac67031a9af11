import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { byNumber, chooseAndCapture, identified } from '../support/browser-choices.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann } from '../support/site.js';

const idKey = 'second:analytics-anonymous-id:v1';

/** Runs in the page, before any module. */
const haveControl = () =>
  void Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });

/** Runs in the page, before any module. */
const haveDoNotTrack = () => void Object.defineProperty(navigator, 'doNotTrack', { value: '1' });

/** @param {import('../support/browser.js').Page} page @param {object} [options] */
const startAsAnn = (page, options) => void page.start({ user: { id: 'u-ann-7' }, ...options });

describe('Global Privacy Control', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('outweighs the choice, and no id is kept', async () => {
        const { site, tab } = await visit({ before: haveControl });
        for (const number of [1, 2]) {
          await tab.goto(`${site.url}/w/acme`);
          await tab.run(startAsAnn);
          assert.equal(await tab.run(chooseAndCapture, identified, number), 'anonymized');
        }
        const ids = byNumber(await site.rows(2));
        assert.notEqual(ids[1], ids[2]);
        const stored = await tab.run(() => Object.keys(localStorage));
        assert.deepEqual(stored, ['second:analytics-consent:v1']);
        assertPrivate(site);
      });

      it('that appears while a page is open ends what was captured before, and removes the id', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        await tab.run(startAsAnn, { settings: identified });
        const mode = await tab.run(async (page) => {
          page.analytics.capture('app displayed', { file_count: 1 });
          Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
          await page.analytics.flush();
          page.analytics.capture('app displayed', { file_count: 2 });
          await page.analytics.flush();
          return page.analytics.mode();
        });
        assert.equal(mode, 'anonymized');
        const rows = (await site.rows(2)).filter(({ event }) => event !== '$identify');
        assert.deepEqual(Object.keys(byNumber(rows)), ['2']);
        assert.match(byNumber(rows)[2], /^anon_/);
        assert.equal(await tab.run((_page, key) => localStorage.getItem(key), idKey), null);
        assertPrivate(site);
      });

      it('gives way to a choice made on the page, where the application says so', async () => {
        const { site, tab } = await visit({ before: haveControl });
        site.state.session = { ...ann(), settings: identified };
        const modes = await tab.run(async (page, choice) => {
          const options = { privacyControl: 'until-chosen', user: { id: 'u-ann-7' } };
          /** @type {(more?: object) => any} */
          const start = (more) => page.start(/** @type {any} */ ({ ...options, ...more }));
          const seen = [];
          const first = start({ settings: choice });
          seen.push(first.mode());
          first.signIn(options.user);
          first.setSettings(undefined);
          seen.push(first.mode());
          first.setSettings(choice);
          seen.push(first.mode());
          first.eraseLocal();
          first.setSettings(null);
          first.capture('app displayed');
          seen.push(first.mode(), Object.keys(localStorage).length);
          first.close();
          const second = start({ user: null });
          second.signIn(options.user, choice);
          seen.push(second.mode());
          second.close();
          seen.push(start().mode());
          return seen;
        }, identified);
        const [a, i] = ['anonymized', 'identified'];
        assert.deepEqual(modes, [a, a, i, a, 0, i, a]);
      });

      it('counts as well where the browser asks not to be tracked, if the application says so', async () => {
        const { tab } = await visit({ before: haveDoNotTrack });
        const modes = await tab.run((page, choice) => {
          const user = { id: 'u-ann-7' };
          return [{}, { doNotTrack: false }, { doNotTrack: true }].map((options) => {
            const analytics = page.start({ user, settings: choice, ...options });
            const mode = analytics.mode();
            analytics.close();
            return mode;
          });
        }, identified);
        assert.deepEqual(modes, ['identified', 'identified', 'anonymized']);
      });
    });
  }
});
