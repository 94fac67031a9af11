import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { begin, plan, propertiesOf, viewsOf } from '../support/page-watch.js';

/** @typedef {import('../support/browser.js').Page} Page */
/** @typedef {import('../../js-glue/page/index.js').PageOptions} PageOptions */

const list = '/:workspace/issues';
const issue = '/:workspace/issues/:issue';
const projects = '/:workspace/projects';

/** Runs before all else: a browser as it was before there was a Navigation API. */
function forgetNavigation() {
  Object.defineProperty(window, 'navigation', { value: undefined, configurable: true });
}

/**
 * Runs in the page: moves through the application as a router does, and waits after each step for what it leads to.
 * @param {Page} page
 * @param {[how: 'push' | 'replace' | 'hash' | 'back' | 'view', where?: string][]} steps
 */
async function move(page, steps) {
  /** @type {Record<string, (where: string) => void>} */
  const ways = {
    push: (where) => history.pushState(null, '', where),
    replace: (where) => history.replaceState(null, '', where),
    hash: (where) => void (location.hash = where),
    back: () => history.back(),
    view: (where) => page.kept.watch.view(where),
  };
  for (const [how, where = ''] of steps) {
    ways[how](where);
    await page.settle();
  }
  await page.analytics.flush();
}

/** Runs in the page. @param {Page} page @param {PageOptions} options */
async function watch(page, options) {
  page.kept.watch = page.kept.watchers.watchPages(page.analytics, options);
  await page.analytics.flush();
}

/**
 * What a person does, and the views that leave.
 * @typedef {object} Walk
 * @property {string} row
 * @property {string} [path] where it begins
 * @property {PageOptions} [options]
 * @property {object} [client] options of the client
 * @property {Parameters<typeof move>[1]} steps
 * @property {string[]} views
 */

/** @type {Walk[]} */
const walks = [
  {
    row: 'M-022: the first page, and the next one',
    path: '/',
    steps: [['push', '/acme/issues']],
    views: ['/', list],
  },
  {
    row: 'M-023: another query is no other page, nor is another fragment',
    path: '/acme/issues',
    steps: [
      ['push', '/acme/issues?view=board'],
      ['hash', '#top'],
      ['replace', '/acme/issues#end'],
    ],
    views: [list],
  },
  {
    row: 'M-011: another issue is the same section',
    path: '/acme/issues/a1b2c3d4-0035-4c62-9f14-1ad4215736a5',
    steps: [
      ['push', '/acme/issues/b2c3d4e5-0035-4c62-9f14-1ad4215736a5'],
      ['replace', '/acme/projects'],
    ],
    views: [issue, projects],
  },
  {
    row: 'M-191: A, B, A are three; a list and one of it are two sections, which were one before',
    path: '/acme/issues/MUL-1',
    steps: [
      ['push', '/acme/issues/MUL-2'],
      ['push', '/acme/issues?x=1'],
      ['push', '/acme/projects'],
      ['back'],
      ['back'],
    ],
    views: [issue, list, projects, list, issue],
  },
  {
    row: 'M86: by path each issue is a view',
    path: '/acme/issues/MUL-1',
    options: { by: 'path' },
    steps: [['push', '/acme/issues/MUL-2'], ['push', '/acme/issues/MUL-2?x=1'], ['back'], ['back']],
    views: [issue, issue, issue],
  },
  {
    row: 'M88: the path is in the fragment',
    path: '/index.html#/acme/issues/1',
    options: { router: 'hash' },
    client: { router: 'hash' },
    steps: [['hash', '#/acme/issues/2?view=board'], ['hash', '#!/acme/projects'], ['back']],
    views: [issue, projects, issue],
  },
  {
    row: 'M88: a shell names a page, until the address is another one',
    path: '/acme/issues',
    steps: [
      ['view', '/onboarding'],
      ['replace', '/acme/issues?x=1'],
      ['push', '/acme/projects'],
      ['view', '/acme/projects?x=2#y'],
    ],
    views: [list, '/onboarding', projects],
  },
  {
    row: 'M3, M88: a page that a shell named ends with no query, by path neither',
    path: '/acme/issues',
    options: { by: 'path' },
    steps: [
      ['view', '/onboarding'],
      ['replace', '/acme/issues?x=1'],
    ],
    views: [list, '/onboarding'],
  },
  {
    row: 'M-191, M-140: a view without a path is that of the address, and no second one',
    path: '/acme/issues',
    steps: [['view'], ['view', '']],
    views: [list],
  },
];

/**
 * What a desktop shell tells: a tab that it knows, on the path that it had, is silent; that knowledge is the shell's.
 * @type {[row: string, steps: [tab: string, path: string][], views: string[]][]}
 */
const shells = [
  [
    'M-024: known tabs, back and forth',
    [
      ['tA', '/acme/issues'],
      ['tB', '/acme/inbox'],
      ['tA', '/acme/issues'],
    ],
    [],
  ],
  ['M-025: a new tab', [['tC', '/acme/agents']], ['/:workspace/agents']],
  ['M-026: a new tab of another workspace', [['tD', '/butter/inbox']], ['/:workspace/inbox']],
  [
    'M-027: a tab goes on',
    [
      ['tA', '/acme/issues'],
      ['tA', '/acme/issues/123'],
    ],
    [issue],
  ],
  [
    'M-028: an overlay, the tab below it, a sign-out',
    [
      ['', '/onboarding'],
      ['tA', '/acme/issues'],
      ['', '/login'],
    ],
    ['/onboarding', '/login'],
  ],
  ['M-029: a tab that was restored', [['tA', '/acme/issues']], []],
];

describe('views of a page', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      /** @param {Partial<Walk> & {before?: () => void}} walk */
      async function start({ path = '/acme/issues', options = {}, client, before }) {
        const { site, tab } = await visit({ plan, path, before });
        await tab.run(begin, plan, client);
        await tab.run(watch, options);
        return { site, tab };
      }

      for (const before of [undefined, forgetNavigation]) {
        const how = before ? 'by history' : 'as the browser tells it';
        for (const walk of walks) {
          it(`M2, M3, A6, ${walk.row} (${how})`, async () => {
            const { site, tab } = await start({ ...walk, before });
            await tab.run(move, walk.steps);
            const rows = await site.rows(walk.views.length);
            await site.settled();
            assert.deepEqual(viewsOf(rows), walk.views);
            assert.doesNotMatch(JSON.stringify(site.bodies()), /acme|MUL-|view=/);
          });
        }
      }

      for (const [row, steps, views] of shells) {
        it(`M88, ${row}`, async () => {
          const { site, tab } = await start({ options: { router: 'none' } });
          await tab.run(async (page, moves) => {
            const known = new Map([
              ['tA', '/acme/issues'],
              ['tB', '/acme/inbox'],
            ]);
            for (const [id, path] of moves) {
              if (known.get(id) !== path) page.kept.watch.view(path);
              if (id) known.set(id, path);
            }
            page.analytics.capture('squad_created');
            await page.analytics.flush();
          }, steps);
          const rows = await site.rows(views.length + 1);
          assert.deepEqual(viewsOf(rows), views);
        });
      }

      it('M2: by a function of the path, paths that a shell names have sections, too', async () => {
        const { site, tab } = await visit({ plan });
        await tab.run(begin, plan);
        await tab.run(async (page) => {
          const by = (/** @type {string} */ path) => path.split('/')[2];
          page.kept.watch = page.kept.watchers.watchPages(page.analytics, { router: 'none', by });
          for (const path of ['/acme/issues', '/acme/issues/7', '/acme/inbox', '/acme/issues/8'])
            page.kept.watch.view(path);
          await page.analytics.flush();
        });
        const rows = await site.rows(3);
        await site.settled();
        assert.deepEqual(viewsOf(rows), [list, '/:workspace/inbox', issue]);
      });

      // The earlier system forgot the last view when somebody signed out; here the page that stays open is the same view.
      it('M2, M-012: the same page is viewed once, also after a sign-out', async () => {
        const { site, tab } = await start({ path: '/acme/inbox', client: { user: { id: 'u1' } } });
        await tab.run(async (page) => {
          page.kept.watch.view();
          await page.analytics.signOut();
          page.kept.watch.view();
          page.kept.watch.view('/login');
          await page.analytics.flush();
        });
        const rows = await site.rows(2);
        await site.settled();
        assert.deepEqual(viewsOf(rows), ['/:workspace/inbox', '/login']);
      });

      it('M2: while the core is loaded no page is missed', async () => {
        const { site, tab } = await visit({ plan, path: '/' });
        await tab.run(async (page, given) => {
          const { watchPages } = await page.load('/js-glue/page/index.js');
          page.start({ plan: given, pageEvent: '$pageview' });
          watchPages(page.analytics);
          history.pushState(null, '', '/acme/issues/1');
          await page.analytics.flush();
          history.pushState(null, '', '/acme/issues/2'); // the same section as the one that waited
          history.pushState(null, '', '/acme/projects');
          await page.analytics.flush();
        }, plan);
        const rows = await site.rows(3);
        await site.settled();
        assert.deepEqual(viewsOf(rows), ['/', issue, projects]);
      });

      it('M87: nothing else makes page views, however much happens in the page', async () => {
        const { site, tab } = await visit({ plan, path: '/acme/issues' });
        await tab.run(begin, plan);
        await tab.run(move, [['push', '/acme/projects'], ['hash', '#top'], ['back']]);
        await tab.run((page) => page.analytics.capture('issue_created', { source: 'manual' }));
        await tab.run((page) => page.analytics.flush());
        assert.deepEqual(
          (await site.rows(1)).map(({ event }) => event),
          ['issue_created'],
        );
      });

      it('M86: the end gives the history back, and nothing is told any more', async () => {
        const { site, tab } = await start({ before: forgetNavigation });
        const found = await tab.run(async (page) => {
          const isOwn = () => Object.prototype.hasOwnProperty.call(history, 'pushState');
          const whileOn = isOwn();
          page.kept.watch.stop();
          const afterwards = isOwn();
          history.pushState(null, '', '/acme/projects');
          history.back();
          await page.settle();
          page.kept.watch = page.kept.watchers.watchPages(page.analytics);
          const { pushState } = history;
          const onTop = function (/** @type {Parameters<typeof pushState>} */ ...rest) {
            return pushState.apply(history, rest);
          };
          history.pushState = onTop;
          page.kept.watch.stop();
          history.pushState(null, '', '/acme/inbox');
          page.analytics.capture('squad_created');
          await page.analytics.flush();
          return [whileOn, afterwards, history.pushState === onTop, location.pathname];
        });
        assert.deepEqual(found, [true, false, true, '/acme/inbox']);
        const rows = await site.rows(2);
        assert.deepEqual(viewsOf(rows), [list]);
        assert.deepEqual(await tab.run((page) => page.errors), []);
      });

      it('M86: what a router throws is the router’s', async () => {
        const { tab } = await start({ before: forgetNavigation });
        const message = await tab.run(() => {
          try {
            history.pushState(null, '', 'https://elsewhere.example/');
            return '';
          } catch (error) {
            return /** @type {Error} */ (error).name;
          }
        });
        assert.equal(message, 'SecurityError');
      });

      it('A7: the end of a view is told once, of the page that was left', async () => {
        const { site, tab } = await start({
          path: '/acme/issues/1',
          options: { leave: '$pageleave' },
        });
        await tab.run(move, [
          ['push', '/acme/issues/2'],
          ['push', '/acme/projects'],
          ['push', '/acme/projects?x=1'],
        ]);
        await tab.goto(`${site.url}/login`);
        const rows = await site.rows(4);
        await site.settled();
        const told = rows.map(({ event, properties }) => [event, properties.route_shape]);
        assert.deepEqual(told, [
          ['$pageview', issue],
          ['$pageleave', issue],
          ['$pageview', projects],
          ['$pageleave', projects],
        ]);
        const surfaces = rows.map(({ properties }) => properties.surface);
        assert.deepEqual(surfaces, ['issues', 'issues', 'projects', 'projects']);
        const [first, last] = propertiesOf(rows, '$pageleave').map((given) => given.duration_ms);
        assert.ok(first >= 45 && first < 20_000, `${first} ms`); // a step of 50 ms, and more
        assert.ok(last >= 45 && last < 20_000, `${last} ms`);
      });

      it('A7: a view that was hidden ends once, at once, whatever comes then', async () => {
        const { site, tab } = await start({ options: { leave: '$pageleave' } });
        const sent = await tab.run(async (page) => {
          page.watchFetch();
          Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
          document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
          const atOnce = page.kept.fetches.filter((/** @type {any} */ { keepalive }) => keepalive);
          document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
          history.pushState(null, '', '/acme/projects');
          await page.analytics.flush();
          return atOnce.length;
        });
        assert.equal(sent, 1, 'the page may be gone in a moment');
        const rows = await site.rows(3);
        await site.settled();
        assert.deepEqual(
          rows.map(({ event, properties }) => [event, properties.route_shape]),
          [
            ['$pageview', list],
            ['$pageleave', list],
            ['$pageview', projects],
          ],
        );
      });
    });
  }
});
