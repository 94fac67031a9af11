import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describeIn, everyBrowser } from '../support/browser.js';
import { anonymized, identified } from '../support/browser-choices.js';
import { ann, until } from '../support/site.js';

/** @typedef {import('../support/browser.js').Page} Page */

/** @param {string} name */
const planOf = (name) =>
  readFileSync(new URL(`../../src/plans/${name}.json`, import.meta.url), 'utf8');

/**
 * Runs in the page: a visitor, whom nobody knows.
 * @param {Page} page
 * @param {string} plan
 * @param {string} event
 */
async function visitAs(page, plan, event) {
  const { joinIdentity } = await page.load('/js-glue/page/index.js');
  const { default: image } = await page.load(`/dist/plans/${plan}.js`);
  page.start({ plan: image });
  page.kept.stop = joinIdentity(page.analytics, { workspaceId: 'beta' });
  page.analytics.capture(event);
  await page.analytics.flush();
}

/** Runs in the page. @param {Page} page @param {string} id @param {object} settings */
const signIn = (page, id, settings) => page.analytics.signIn({ id, workspaceId: 'beta' }, settings);

/** Runs in the page. @param {Page} page @param {object} settings */
const choose = (page, settings) => page.analytics.setSettings(settings);

describe('what was done before somebody signed in', () => {
  for (const browser of everyBrowser) {
    describeIn(browser, ({ visit }) => {
      /** @param {string} name */
      async function open(name, event = '$pageview') {
        const { site, tab } = await visit({ plan: planOf(name) });
        await tab.run(visitAs, name, event);
        const [{ distinct_id: anonymousId }] = await site.rows(1);
        assert.match(anonymousId, /^anon_/);
        const joins = () =>
          site
            .posts()
            .filter(({ url, body }) => url.endsWith('/identify') && body.includes('anon_'));
        return { site, tab, anonymousId, joins };
      }

      it('becomes part of that person, where the plan says so (M26)', async () => {
        const { site, tab, anonymousId, joins } = await open('multica');
        assert.equal(joins().length, 0, 'nobody is told of it before');
        site.state.session = { ...ann(), settings: identified };
        await tab.run(signIn, 'u-ann-7', identified);
        await until(() => site.receiver.events.some(({ event }) => event === '$identify'));
        await until(async () => joins().length === 1 && (await site.settled(), true));
        const told = site.receiver.events.filter(
          ({ properties }) => properties.$anon_distinct_id !== undefined,
        );
        assert.deepEqual(
          told.map(({ event, distinct_id: id, properties }) => [
            event,
            id,
            properties.$anon_distinct_id,
          ]),
          [['$identify', 'u-ann-7', anonymousId]],
        );
        assert.deepEqual(await tab.run((page) => page.errors), []);
      });

      it('is nobody’s with any other plan, whatever the page says (S31, S57)', async () => {
        const { site, tab, anonymousId, joins } = await open('second', 'page viewed');
        site.state.session = { ...ann(), settings: identified };
        await tab.run(signIn, 'u-ann-7', identified);
        await until(() => joins().length === 1);
        await site.settled();
        const upstream = site.receiver.requests.slice(1).map(({ text }) => text);
        assert.ok(upstream.length > 0);
        assert.ok(!upstream.join('').includes(anonymousId));
      });

      it('is not told of who stays anonymized, and of one id once', async () => {
        const { site, tab, joins } = await open('multica');
        await tab.run(signIn, 'u-ann-7', anonymized);
        await tab.run((page) => page.settle());
        assert.equal(joins().length, 0);
        site.state.session = { ...ann(), settings: identified };
        for (const settings of [identified, identified]) await tab.run(choose, settings);
        await until(() => joins().length === 1);
        await tab.run((page) => page.settle());
        assert.equal(joins().length, 1);
        await tab.run((page) => page.kept.stop());
      });
    });
  }
});
