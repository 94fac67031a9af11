import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { byNumber, chooseAndCapture, identified } from '../support/browser-choices.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann, bob } from '../support/site.js';

describe('people who share a browser', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('after a sign-out the next person inherits neither the choice nor the id (S52, S59, S60, S-122)', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        const stored = await tab.run(async (page) => {
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          analytics.capture('app displayed', { file_count: 1 });
          analytics.setSettings({ anonymizeUsageData: false });
          analytics.capture('app displayed', { file_count: 2 });
          await analytics.flush(); // a sign-out throws away what waits
          analytics.capture('app displayed', { file_count: 9 });
          await analytics.signOut();
          return Object.keys(localStorage);
        });
        assert.deepEqual(stored, []);
        await site.rows(3);
        site.state.session = bob();
        const mode = await tab.run(async (page) => {
          page.analytics.signIn({ id: 'u-bob-8' });
          page.analytics.capture('app displayed', { file_count: 3 });
          await page.analytics.flush();
          return page.analytics.mode();
        });
        const ids = byNumber(await site.rows(4));
        assert.equal(mode, 'anonymized');
        assert.equal(ids[2], 'u-ann-7');
        assert.match(ids[3], /^anon_/);
        assert.notEqual(ids[3], ids[1]);
        assertPrivate(site);
      });

      it('another person who signs in without a sign-out before is another one, too (S60)', async () => {
        const { site, tab } = await visit();
        await tab.run(async (page) => {
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          analytics.setSettings({ anonymizeUsageData: false });
          analytics.capture('app displayed', { file_count: 1 });
          analytics.signIn({ id: 'u-bob-8' });
          page.kept.mode = analytics.mode();
          analytics.capture('app displayed', { file_count: 2 });
          await analytics.flush();
          analytics.signIn({ id: 'u-ann-7' });
          analytics.capture('app displayed', { file_count: 3 });
          await analytics.flush();
        });
        assert.equal(await tab.run((page) => page.kept.mode), 'anonymized');
        const ids = byNumber(await site.rows(2));
        assert.deepEqual(Object.keys(ids), ['2', '3']);
        assert.notEqual(ids[2], ids[3]);
        assertPrivate(site);
      });

      it('a person who signs in again finds the choice made before, and is named with the right workspace', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        await tab.run((page) => page.start({ user: { id: 'u-ann-7' } }) && 0);
        await tab.run(chooseAndCapture, identified, 1);
        await tab.goto(`${site.url}/login`);
        const modes = await tab.run(async (page) => {
          const analytics = page.start();
          const before = analytics.mode();
          analytics.signIn({ id: 'u-ann-7', workspaceId: 'beta' });
          analytics.capture('app displayed', { file_count: 2 });
          await analytics.flush();
          return [before, analytics.mode()];
        });
        const ids = byNumber(await site.rows(4));
        assert.deepEqual(modes, ['anonymized', 'identified']);
        assert.deepEqual(ids, { 1: 'u-ann-7', 2: 'u-ann-7' });
        const identify = site.posts().filter(({ url }) => url.endsWith('/identify'));
        assert.deepEqual(
          identify.map(({ body }) => body),
          ['{}', '{"workspaceId":"beta"}'],
        );
        assertPrivate(site);
      });
    });
  }
});
