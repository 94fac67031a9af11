import assert from 'node:assert/strict';
import { readSource, sourceLabel } from '../../js-glue/server/index.js';
import { describeIn, everyBrowser } from '../support/browser.js';
import { anonymized, off } from '../support/browser-choices.js';
import { begin, plan } from '../support/page-watch.js';
import { createSite, until } from '../support/site.js';

/** @typedef {import('../support/browser.js').Page} Page */

/** Runs before all else: what is assigned to the page's cookie is written down, and assigned. */
function noteCookies() {
  const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  /** @type {string[]} */
  const notes = [];
  Reflect.set(window, 'cookieNotes', notes);
  Object.defineProperty(document, 'cookie', {
    get: () => own?.get?.call(document),
    set(value) {
      notes.push(value);
      own?.set?.call(document, value);
    },
  });
}

/** Runs before all else: a browser that asks for privacy, and a page that notes cookies. */
function askForPrivacy() {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
}

/**
 * Runs in the page. Cookies know no ports, so each test has a name of its own.
 * @param {Page} page
 * @param {string} name
 */
const remember = (page, name) => {
  page.kept.stop = page.kept.watchers.rememberSource(page.analytics, { name });
};

/** Runs in the page. @param {Page} _ @param {string} name */
const cookieOfName = (_, name) =>
  document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`)) ?? null;

/** @param {import('../support/browser.js').Tab} tab @param {string} path */
const arrived = (tab, path) =>
  until(() =>
    tab
      .run((page) => page && location.pathname)
      .then(
        (at) => at === path,
        () => false,
      ),
  );

let count = 0;
const freshName = () => `from_${process.pid}_${(count += 1)}`;

/** Runs before all else, one for each row. @type {[row: string, before: () => void, type: string][]} */
const shells = [
  ['M-186: a browser', () => {}, 'web'],
  ['M-187: window.electron', () => void Reflect.set(window, 'electron', {}), 'desktop'],
  ['window.desktopAPI', () => void Reflect.set(window, 'desktopAPI', {}), 'desktop'],
  [
    'M-189: the user agent',
    () => {
      const value = `${navigator.userAgent} Electron/33.0.0`;
      Object.defineProperty(navigator, 'userAgent', { value });
    },
    'desktop',
  ],
];

describe('what a page knows of a visitor', () => {
  for (const browser of everyBrowser) {
    describeIn(browser, ({ visit }) => {
      /** @param {{path: string, before?: () => void, settings?: object}} given */
      async function start({ path, before = noteCookies, settings }) {
        const name = freshName();
        const { site, tab } = await visit({ plan, path, before });
        await tab.run(begin, plan, { settings });
        await tab.run(remember, name);
        await tab.run((page) => page.analytics.flush());
        return { name, site, tab };
      }

      it('M99-M101, M103: a campaign is remembered, and the endpoint reads it', async () => {
        const path = '/?utm_source=Twitter&utm_medium=%E4%BD%A0&utm_content=ann@x.org&gclid=abc';
        const { name, site, tab } = await start({ path });
        const notes = await tab.run(() => Reflect.get(window, 'cookieNotes'));
        assert.equal(notes.length, 1);
        assert.match(notes[0], /; path=\/; max-age=2592000; samesite=lax$/);
        await tab.goto(`${site.url}/signup`);
        const request = site.requests.find(({ url }) => url === '/signup');
        const source = readSource(request?.headers.cookie, name);
        assert.deepEqual(source, { utm_source: 'Twitter', utm_medium: '你' });
        assert.equal(sourceLabel(source), 'twitter');
      });

      it('M99, M-205: what is remembered stays', async () => {
        const { name, site, tab } = await start({ path: '/?utm_source=github' });
        const first = await tab.run(cookieOfName, name);
        assert.deepEqual(readSource(first, name), { utm_source: 'github' });
        await tab.goto(`${site.url}/?utm_source=twitter`);
        await tab.run(begin, plan);
        await tab.run(remember, name);
        await tab.run((page) => page.analytics.flush());
        assert.deepEqual(await tab.run(() => Reflect.get(window, 'cookieNotes')), []);
        assert.equal(await tab.run(cookieOfName, name), first);
      });

      it('M99: of another site its origin, and nothing of one’s own', async () => {
        const elsewhere = await createSite();
        try {
          const { name, tab, site } = await start({ path: '/' });
          assert.equal(await tab.run(cookieOfName, name), null);
          await tab.goto(`${elsewhere.url}/secret/path?code=SECRET`);
          await tab.run((_, to) => void setTimeout(() => location.assign(to)), `${site.url}/login`);
          await arrived(tab, '/login');
          await tab.run(begin, plan);
          await tab.run(remember, name);
          await tab.run((page) => page.analytics.flush());
          const cookie = await tab.run(cookieOfName, name);
          assert.deepEqual(readSource(cookie, name), { referrer_origin: elsewhere.url });
        } finally {
          await elsewhere.close();
        }
      });

      it('M99: nothing is remembered while analytics is off; when the choice allows it, then', async () => {
        const { name, tab } = await start({ path: '/?utm_source=github', settings: off });
        assert.deepEqual(await tab.run(() => Reflect.get(window, 'cookieNotes')), []);
        await tab.run((page, settings) => {
          history.replaceState(null, '', '/');
          page.analytics.setSettings(settings);
        }, anonymized);
        const cookie = await tab.run(cookieOfName, name);
        assert.deepEqual(readSource(cookie, name), { utm_source: 'github' });
      });

      it('M99: what was stopped waits for no choice', async () => {
        const { name, tab } = await start({ path: '/?utm_source=github', settings: off });
        await tab.run((page, settings) => {
          page.kept.stop();
          page.analytics.setSettings(settings);
        }, anonymized);
        assert.equal(await tab.run(cookieOfName, name), null);
      });

      it('M99: under Global Privacy Control nothing is remembered', async () => {
        const before = askForPrivacy;
        const { name, tab } = await start({ path: '/?utm_source=github', before });
        await tab.run((page, settings) => {
          const options = {
            plan: page.plan,
            privacyControl: /** @type {const} */ ('until-chosen'),
          };
          page.start(options).setSettings(settings); // a choice that outweighs it for events
        }, anonymized);
        await tab.run(remember, name);
        assert.equal(await tab.run((page) => page.analytics.mode()), 'anonymized');
        assert.equal(await tab.run(cookieOfName, name), null);
      });

      for (const [row, before, type] of shells) {
        it(`M56, ${row}: ${type}`, async () => {
          const { tab } = await visit({ before });
          const found = await tab.run(async (page) =>
            (await page.load('/js-glue/page/index.js')).clientType(),
          );
          assert.equal(found, type);
        });
      }
    });
  }
});
