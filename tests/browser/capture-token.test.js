import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { identified } from '../support/browser-choices.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann, bob, pause, until } from '../support/site.js';

/** @typedef {import('../support/site.js').Site} Site */

/** @param {import('../support/browser.js').Page} page @param {number} number */
const captureAndFlush = (page, number) => {
  const analytics = page.analytics ?? page.start();
  analytics.capture('app displayed', { file_count: number });
  return analytics.flush();
};

/**
 * One event before and one after something, on a page whose time passes fast.
 * @param {Site} site
 * @param {import('../support/browser.js').Tab} tab
 * @param {() => Promise<void>} [between]
 */
async function captureTwice(site, tab, between) {
  await tab.run((page) => page.start({ host: page.hurry(10) }) && 0);
  await tab.run(captureAndFlush, 1);
  await site.rows(1);
  await between?.();
  await tab.run(captureAndFlush, 2);
  await site.rows(2);
}

/** @param {Site} site */
const numbers = (site) => site.receiver.events.map(({ properties }) => properties.file_count);

/** @param {Site} site @returns {string[]} of each capture, who vouches for it */
const vouchers = (site) =>
  site
    .posts()
    .filter(({ url }) => url.endsWith('/capture'))
    .map(({ headers }) => {
      const hasToken = headers['x-analytics-token'] !== undefined;
      const hasCookie = headers.cookie?.includes(site.cookie) === true;
      return [hasToken && 'token', hasCookie && 'cookie'].filter(Boolean).join(' and ');
    });

/** @param {Site} site */
const asked = (site) => site.analytics().filter(({ url }) => url.endsWith('/config')).length;

describe('capture tokens', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('anonymized events leave with a token and no cookie; a page asks for it once', async () => {
        const { site, tab } = await visit();
        await tab.run(captureAndFlush, 1);
        await tab.run(captureAndFlush, 2);
        await site.rows(2);
        assert.deepEqual(vouchers(site), ['token', 'token']);
        assert.equal(asked(site), 1);
        assertPrivate(site);
      });

      it('two persons send the same one (S29)', async () => {
        const { site, tab } = await visit({ limits: { captureTokenMs: 3_600_000 } });
        await tab.run(captureAndFlush, 1);
        site.state.session = bob();
        await tab.goto(`${site.url}/w/beta`);
        await tab.run(captureAndFlush, 2);
        await site.rows(2);
        const tokens = site.posts().map(({ headers }) => headers['x-analytics-token']);
        assert.equal(tokens.length, 2);
        assert.ok(tokens[0]);
        assert.equal(tokens[0], tokens[1]);
      });

      it('identified events leave with the session, and no token is asked for', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        const options = { user: { id: 'u-ann-7' }, settings: identified };
        await tab.run((page, given) => page.start(given) && 0, options);
        await tab.run(captureAndFlush, 1);
        await site.rows(2);
        assert.deepEqual(vouchers(site), ['cookie']);
        assert.equal(asked(site), 0);
      });

      it('what was captured before somebody lets themselves be named still leaves without a name', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: identified };
        await tab.run(async (page, choice) => {
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          analytics.capture('app displayed', { file_count: 1 });
          analytics.setSettings(choice);
          analytics.capture('app displayed', { file_count: 2 });
          await analytics.flush();
        }, identified);
        await site.rows(3);
        assert.deepEqual(vouchers(site).sort(), ['cookie', 'token']);
        assertPrivate(site);
      });

      it('while off, no token is asked for', async () => {
        const { site, tab } = await visit();
        await tab.run((page) => page.start({ settings: { shareUsageData: false } }) && 0);
        await tab.run(captureAndFlush, 1);
        assert.deepEqual(site.analytics(), []);
      });

      it('one that has come to its end is replaced', async () => {
        const { site, tab } = await visit({ limits: { captureTokenMs: 1000 } });
        await tab.run(captureAndFlush, 1);
        await pause(2100);
        await tab.run(captureAndFlush, 2);
        await site.rows(2);
        assert.deepEqual(vouchers(site), ['token', 'token']);
        assert.equal(asked(site), 2);
      });

      it('an endpoint with other keys takes the same events once more, with the session', async () => {
        const { site, tab } = await visit();
        await captureTwice(site, tab, site.restart);
        assert.deepEqual(vouchers(site), ['token', 'token', 'cookie']);
        assert.deepEqual(numbers(site), [1, 2]);
        assert.equal((await tab.run((page) => page.analytics.counts())).rejected, undefined);
      });

      for (const gate of [302, 401, 403]) {
        it(`where a ${gate} demands cookies of every request, the events leave with them`, async () => {
          const { site, tab } = await visit({ gate });
          await captureTwice(site, tab);
          assert.deepEqual(vouchers(site), ['token', 'cookie', 'cookie']);
          assert.ok(!site.wasAsked('/login'));
        });
      }

      it('where config has none to give, the session vouches, and config is not asked again and again', async () => {
        const { site, tab } = await visit();
        site.failConfig({ status: 404 });
        await tab.run(captureAndFlush, 1);
        await tab.run(captureAndFlush, 2);
        await site.rows(2);
        assert.deepEqual(vouchers(site), ['cookie', 'cookie']);
        assert.equal(asked(site), 1);
      });

      it('a page that is left before it has a token sends with the session', async () => {
        const { site, tab } = await visit();
        site.failConfig({ until: pause(2000) });
        await tab.run((page) => {
          page.start().capture('app displayed', { file_count: 1 });
          setTimeout(() => location.assign('/w/acme/library'));
        });
        await site.rows(1);
        assert.deepEqual(vouchers(site), ['cookie']);
      });

      it('nothing leaves when somebody withdraws while a token is waited for', async () => {
        const { site, tab } = await visit();
        site.failConfig({ until: pause(500) });
        await tab.run((page) => {
          page.start().capture('app displayed', { file_count: 1 });
          void page.analytics.flush();
        });
        await until(() => asked(site) === 1);
        await tab.run((page) => page.analytics.setSettings({ shareUsageData: false }));
        await pause(800);
        assert.deepEqual(site.posts(), []);
      });

      it('nothing leaves when somebody withdrew elsewhere, unheard, while a token is waited for', async () => {
        const { site, tab } = await visit();
        site.failConfig({ until: pause(500) });
        await tab.run((page) => {
          page.start().capture('app displayed', { file_count: 1 });
          void page.analytics.flush();
        });
        await until(() => asked(site) === 1);
        // As another tab would; but no event tells the page of what it did itself.
        await tab.run(() =>
          localStorage.setItem('second:analytics-consent:v1', '{"shareUsageData":false}'),
        );
        await pause(800);
        assert.deepEqual(site.posts(), []);
        assert.equal(await tab.run((page) => page.analytics.mode()), 'off');
      });
    });
  }
});
