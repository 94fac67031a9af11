import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann } from '../support/site.js';

/** What a careless page is full of. */
const planted = [
  'ann@example.com',
  'Ann Example',
  'acme-corp',
  '0f8fad5b-d9cb-469f-a165-70867728950e',
  'tok_9f8e7d',
  'access_token',
  'utm_campaign',
];
const path =
  '/w/acme-corp/apps/0f8fad5b-d9cb-469f-a165-70867728950e/runs?email=ann@example.com&utm_campaign=tok_9f8e7d#access_token=tok_9f8e7d';
const html = `<h1>Ann Example</h1><a href="mailto:ann@example.com">acme-corp</a>
  <input name="email" value="ann@example.com"><meta name="user" content="Ann Example">`;

/** Runs in the page: a person works with it, and the call sites are careless. */
async function work(/** @type {import('../support/browser.js').Page} */ page) {
  const { analytics } = page;
  analytics.page();
  analytics.capture('build completed', {
    file_count: 3,
    total_bytes: 250000,
    has_warning: false,
    runtime: 'claude-code',
    duration_ms: 1234.4,
    title: document.title,
    href: location.href,
    owner: 'ann@example.com',
  });
  analytics.capture('sidebar clicked', { target: 'agents', $set: { email: 'ann@example.com' } });
  await analytics.flush();
}

/** What a page knows of itself before and after: nothing but the client's own keys may be new. */
async function ambient() {
  const databases = indexedDB.databases ? await indexedDB.databases() : [];
  return {
    cookie: document.cookie,
    cookieWrites: Reflect.get(window, 'cookieWrites'),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: databases.length,
    caches: (await caches.keys()).length,
    name: window.name,
    globals: Object.keys(window).filter((key) => /second|analytics|posthog/i.test(key)),
  };
}

/** Runs before anything else in the page. A cookie may be there from another port of this machine, so writes are counted. */
function countCookieWrites() {
  const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Reflect.set(window, 'cookieWrites', 0);
  Object.defineProperty(document, 'cookie', {
    get: () => own?.get?.call(document),
    set(value) {
      Reflect.set(window, 'cookieWrites', Reflect.get(window, 'cookieWrites') + 1);
      own?.set?.call(document, value);
    },
  });
}

describe('the whole path', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('anonymized: from a careless page to a row that names nobody (S17, S18, S20, S21, S23, S28, S29, S-128)', async () => {
        const { site, tab } = await visit({ html, path: '/login?email=ann@example.com' });
        await tab.goto(site.url + path);
        await tab.run(
          (page) => page.start({ user: { id: 'u-ann-7', workspaceId: 'acme-corp' } }) && 0,
        );
        await tab.run(work);
        const rows = await site.rows(3);
        const [body] = site.bodies();

        assert.deepEqual(
          rows.map(({ event }) => event),
          ['page viewed', 'build completed', 'sidebar clicked'],
        );
        for (const row of rows) {
          assert.equal(row.distinct_id, body.anonymousDistinctId);
          assert.equal(row.properties.$process_person_profile, false);
          assert.equal(row.properties.anonymized, true);
          assert.equal(row.properties.surface, 'app_chat');
          assert.equal(row.properties.route_shape, '/w/:workspace/apps/:objectId/runs');
        }
        const { properties } = body.batch[1];
        delete properties.viewport_class;
        assert.deepEqual(properties, {
          file_count: 3,
          total_bytes: 'medium',
          has_warning: false,
          runtime: 'claude-code',
          duration_ms: 1234,
          route_shape: '/w/:workspace/apps/:objectId/runs',
          surface: 'app_chat',
          app_section: 'runs',
          anonymized: true,
          analytics_consent_version: 1,
        });
        assert.equal(site.posts().length, 1);
        assertPrivate(site, planted);
      });

      it('identified: the server names the person, the page does not (S37, S38, S-127)', async () => {
        const { site, tab } = await visit({ html, path });
        site.state.session = { ...ann(), settings: { anonymizeUsageData: false } };
        await tab.run((page) => {
          const user = { id: 'u-ann-7', workspaceId: 'acme', email: 'ann@example.com' };
          page.start({ user, settings: { anonymizeUsageData: false } });
        });
        await tab.run(work);
        const rows = await site.rows(4);

        assert.equal(rows[0].event, '$identify');
        for (const row of rows) assert.equal(row.distinct_id, 'u-ann-7');
        for (const row of rows.slice(1)) {
          assert.equal(row.properties.$process_person_profile, false);
          assert.equal(row.properties.user_email, 'ann@example.com');
          assert.equal(row.properties.anonymized, false);
        }
        const identify = site.posts().filter(({ url }) => url.endsWith('/identify'));
        assert.deepEqual(
          identify.map(({ body }) => body),
          ['{"workspaceId":"acme"}'],
        );
        assertPrivate(site, planted);
      });

      it('a router that keeps its path in the hash is followed there, without its query (S18)', async () => {
        const { site, tab } = await visit({
          path: '/users/ann/app/index.html#!/w/acme-corp/apps/1?email=ann@example.com',
        });
        await tab.run(async (page) => {
          const analytics = page.start({ router: 'hash' });
          analytics.page();
          analytics.page();
          location.hash = '/w/acme-corp/library#ann@example.com';
          analytics.page();
          await analytics.flush();
        });
        const rows = await site.rows(2);
        assert.deepEqual(
          rows.map(({ properties }) => properties.route_shape),
          ['/w/:workspace/apps/:objectId', '/w/:workspace/library'],
        );
        assertPrivate(site, planted);
      });

      it('only its own origin is asked, by POST and as JSON (S2, S7, S8, S-125), with a token; the earlier page sent its cookies', async () => {
        const { site, tab } = await visit({ path });
        await tab.run((page) => page.start() && 0);
        await tab.run(work);
        await site.rows(3);

        const urls = await tab.urls();
        assert.ok(urls.includes(`${site.url}/api/analytics/capture`));
        // Not `every`: the one that is wrong should be seen.
        assert.deepEqual(
          urls.filter((url) => !url.startsWith(`${site.url}/`) && !url.startsWith('data:')),
          [],
        );
        assert.deepEqual(await tab.run((page) => page.foreign), []);
        const [{ method, headers }] = site.posts();
        assert.equal(method, 'POST');
        assert.equal(headers['content-type'], 'application/json');
        assert.equal(headers.cookie, undefined);
        assert.match(String(headers['x-analytics-token']), /^\d+\.[\w-]{43}$/);
      });

      it('nothing is left in the browser but the anonymous id and a choice that was made (S26, S36)', async () => {
        const { site, tab } = await visit({ path, before: countCookieWrites });
        await tab.run(() => {
          document.cookie = 'theme=dark';
        });
        const before = await tab.run(ambient);
        assert.deepEqual(before.local, []);
        assert.equal(before.cookieWrites, 1);
        await tab.run((page) => page.start({ user: { id: 'u-ann-7' } }) && 0);
        await tab.run(work);
        await site.rows(3);
        const after = await tab.run(ambient);
        assert.deepEqual(after, { ...before, local: ['second:analytics-anonymous-id:v1'] });

        await tab.run((page) => page.analytics.setSettings({ anonymizeUsageData: false }));
        const chosen = await tab.run(ambient);
        assert.deepEqual(chosen.local.sort(), [
          'second:analytics-anonymous-id:v1',
          'second:analytics-consent:v1',
        ]);
        assert.deepEqual({ ...chosen, local: [] }, before);
        const stored = await tab.run(() => JSON.stringify(localStorage));
        assert.doesNotMatch(stored, /u-ann-7/);
      });
    });
  }
});
