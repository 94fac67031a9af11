import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { assertPrivate } from '../support/browser-privacy.js';
import { ann } from '../support/site.js';

/**
 * Runs in the page: values that nobody should pass, and some that are merely odd.
 * @param {import('../support/browser.js').Page} page
 */
function makeValues(page) {
  /** @type {Record<string, unknown>} */
  const cyclic = { file_count: 1 };
  cyclic.self = cyclic;
  const refuse = () => {
    throw new Error('secret of the page');
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  let deep = {};
  for (let i = 0; i < 20000; i++) deep = { deep };
  page.kept.values = [
    ...[undefined, null, true, 0, -0, NaN, Infinity, 10n, '', '\ud800', '\0', 'x'.repeat(6e5)],
    ...[Symbol('secret of the page'), () => 'secret of the page', class {}, /x/, new Date(NaN)],
    ...[[], new Array(2e5), {}, Object.create(null), new Map([['a', 1]]), new Error('no')],
    ...[new Uint8Array(9), Promise.resolve(), document, window, document.body, globalThis.crypto],
    ...[cyclic, { n: 10n }, deep, revoked.proxy, { toJSON: refuse }, { toString: refuse }],
    { id: {}, event: {}, length: -1, then: refuse },
    Object.defineProperty({}, 'file_count', { get: refuse, enumerable: true }),
    Object.defineProperty({}, 'id', { get: refuse, enumerable: true }),
    new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse }),
    Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`secret of the page ${i}`, i])),
  ];
  page.kept.thrown = [];
  /** @param {string} what @param {() => unknown} call */
  page.kept.attempt = (what, call) => {
    try {
      return call();
    } catch (error) {
      page.kept.thrown.push(`${what}: ${error}`);
      return undefined;
    }
  };
}

describe('a hostile page', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it('no argument of any call throws into the page, and the next event arrives (S8)', async () => {
        const { site, tab } = await visit();
        await tab.run(makeValues);
        const { thrown, errors } = await tab.run(async (page) => {
          const { values, attempt, thrown: seen } = page.kept;
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          for (const [i, value] of values.entries()) {
            attempt(`capture name ${i}`, () => analytics.capture(value, { file_count: 1 }));
            attempt(`capture ${i}`, () => analytics.capture('build completed', value));
            attempt(`value ${i}`, () =>
              analytics.capture('build completed', { file_count: value, prompt: value }),
            );
            attempt(`page ${i}`, () => analytics.page(value));
            attempt(`on ${i}`, () => analytics.on(value, value)());
            attempt(`on sent ${i}`, () => analytics.on('sent', value));
            attempt(`setSettings ${i}`, () => analytics.setSettings(value));
            attempt(`signIn ${i}`, () => analytics.signIn(value, value));
          }
          for (const call of [
            'flush',
            'exportLocal',
            'eraseLocal',
            'signOut',
            'counts',
            'mode',
            'close',
            'close',
            'flush',
            'exportLocal',
            'eraseLocal',
          ]) {
            await attempt(call, () => Reflect.get(analytics, call)('x', {}));
          }
          const next = page.start();
          next.capture('app displayed', { file_count: 7 });
          await next.flush();
          await page.settle();
          return { thrown: seen, errors: page.errors };
        });
        assert.deepEqual(thrown, []);
        assert.deepEqual(errors, []);
        const rows = site.receiver.events;
        await site.rows(1);
        assert.equal(rows.filter(({ properties }) => properties.file_count === 7).length, 1);
        assertPrivate(site, ['secret of the page']);
      });

      it('no option throws, and without a plan that opens nothing leaves', async () => {
        const { site, tab } = await visit();
        await tab.run(makeValues);
        const { thrown, modes, errors } = await tab.run(async (page) => {
          const { values, attempt, thrown: seen } = page.kept;
          const text = await page.planText();
          const image = page.plan;
          const plans = [
            '{',
            '{}',
            text.slice(1),
            text.slice(0, -9),
            image.slice(1),
            image.slice(0, -1),
          ];
          plans.push(text.replace(/"format": ?1/, '"format":2'));
          /** @type {any[]} */
          const options = [...values, ...values.map((/** @type {any} */ plan) => ({ plan }))];
          options.push(...plans.map((plan) => ({ plan })), { user: { id: 'u' } }, { settings: {} });
          const results = [];
          for (const [i, option] of options.entries()) {
            const analytics = attempt(`options ${i}`, () => page.createAnalytics(option));
            if (!analytics) continue;
            attempt(`capture ${i}`, () => analytics.capture('build completed', { file_count: 1 }));
            attempt(`page ${i}`, () => analytics.page());
            await analytics.flush();
            results.push(analytics.mode());
          }
          await page.settle();
          return { thrown: seen, modes: [...new Set(results)], errors: page.errors };
        });
        assert.deepEqual(thrown, []);
        assert.deepEqual(errors, []);
        assert.deepEqual(modes, ['off']);
        assert.deepEqual(site.analytics(), []);
      });

      it('odd values of the other options throw nothing either', async () => {
        const { site, tab } = await visit();
        await tab.run(makeValues);
        const { thrown, errors } = await tab.run(async (page) => {
          const { values, attempt, thrown: seen } = page.kept;
          for (const option of [
            'user',
            'settings',
            'enabled',
            'environment',
            'debug',
            'host',
            'endpoint',
            'privacyControl',
            'doNotTrack',
          ]) {
            for (const [i, value] of values.entries()) {
              const analytics = attempt(`${option} ${i}`, () => page.start({ [option]: value }));
              if (!analytics) continue;
              attempt(`${option} ${i}, page`, () => analytics.page());
              await analytics.signOut();
              analytics.close();
            }
          }
          return { thrown: seen, errors: page.errors };
        });
        assert.deepEqual(thrown, []);
        assert.deepEqual(errors, []);
        assertPrivate(site, ['secret of the page']);
      });

      it('a choice that cannot be read is a refusal, not the choice before (S3)', async () => {
        const { site, tab } = await visit();
        site.state.session = { ...ann(), settings: { anonymizeUsageData: false } };
        await tab.run(makeValues);
        const modes = await tab.run((page) => {
          const { values } = page.kept;
          const unreadable = [
            { anonymizeUsageData: true, ...values.find((/** @type {any} */ v) => v?.self) },
            { shareUsageData: false, n: 10n },
            { shareUsageData: 10n },
            10n,
            new Proxy({}, { get: () => values.find((/** @type {any} */ v) => v?.toJSON).toJSON() }),
            Object.assign([], { shareUsageData: false }),
            Object.assign(() => {}, { shareUsageData: false }),
            Object.assign(new Date(0), { shareUsageData: false }),
            { shareUsageData: false, toJSON: () => ({}) },
            { shareUsageData: () => false },
            { shareUsageData: Symbol('no') },
            { shareUsageData: { toJSON: () => true } },
            'no',
            false,
          ];
          return unreadable.map((choice) => {
            const chosen = { anonymizeUsageData: false };
            const analytics = page.start({ user: { id: 'u-ann-7' }, settings: chosen });
            const before = analytics.mode();
            analytics.setSettings(choice);
            const after = analytics.mode();
            analytics.close();
            return `${before} → ${after}`;
          });
        });
        assert.equal(modes[0], 'identified → anonymized');
        assert.deepEqual(new Set(modes.slice(1)), new Set(['identified → off']));
      });

      it('a choice made while the core is still loading is not lost behind many events (M33)', async () => {
        const { site, tab } = await visit();
        const { mode, counts } = await tab.run(async (page) => {
          const analytics = page.createAnalytics({ plan: await page.planText() });
          for (let i = 0; i < 300; i++) analytics.capture('app displayed', { file_count: i });
          analytics.setSettings({ shareUsageData: false });
          await analytics.flush();
          await page.settle();
          return { mode: analytics.mode(), counts: analytics.counts() };
        });
        assert.equal(mode, 'off');
        assert.equal(counts.purged + (counts.queue_full ?? 0), 200);
        assert.deepEqual(site.posts(), []);
      });

      it('listeners that call page() or listen again are called once for what happened once', async () => {
        const { site, tab } = await visit({ path: '/w/acme/library' });
        const told = await tab.run(async (page) => {
          const analytics = page.start();
          const seen = { queued: 0, again: 0 };
          analytics.on('queued', () => {
            seen.queued += 1;
            analytics.page();
          });
          const again = () => {
            seen.again += 1;
            analytics.on('queued', again);
          };
          analytics.on('queued', again);
          analytics.page();
          await analytics.flush();
          return seen;
        });
        await site.rows(1);
        assert.deepEqual(told, { queued: 1, again: 1 });
      });

      it('a broken fetch loses nothing (S-129): the events leave when it works again, once; the earlier client lost them', async () => {
        const { site, tab } = await visit();
        const { errors, sent } = await tab.run(async (page) => {
          const real = window.fetch;
          const statuses = /** @type {number[]} */ ([]);
          const analytics = page.start();
          analytics.on('sent', ({ status }) => void statuses.push(status));
          analytics.capture('app displayed', { file_count: 7 });
          /** @type {any[]} */
          const broken = [
            () => {
              throw new Error('replaced');
            },
            () => undefined,
            () => ({ status: 204 }),
            async () => ({ status: 204, headers: null }),
            () => Promise.reject(null),
            null,
          ];
          for (const fake of broken) {
            window.fetch = fake;
            await analytics.flush();
          }
          window.fetch = real;
          await analytics.flush();
          await page.settle();
          return { errors: page.errors, sent: statuses };
        });
        assert.deepEqual(errors, []);
        assert.deepEqual(sent, [0, 0, 0, 0, 0, 0, 204]);
        assert.equal((await site.rows(1)).length, 1);
      });

      it('listeners that throw or call back in the middle of a call harm no event', async () => {
        // A write that fails is told of while the event is on its way into the queue.
        const before = () => {
          Storage.prototype.setItem = () => {
            throw new Error('full');
          };
        };
        const { site, tab } = await visit({ path: '/w/acme/library', before });
        const errors = await tab.run(async (page) => {
          const analytics = page.start({ user: { id: 'u-ann-7' } });
          let left = 40;
          for (const type of /** @type {const} */ (['dropped', 'queued', 'sent', 'mode'])) {
            analytics.on(type, () => {
              if (left-- > 0) {
                analytics.capture('client error', { error_code: 'E1', error: 'x', secret: 1 });
              }
              throw new Error('listener');
            });
          }
          for (let i = 1; i <= 3; i++) {
            const odd = { secret_a: 1, secret_b: [2], user_email: 'ann@example.com' };
            analytics.capture('build completed', { ...odd, file_count: i, total_bytes: 9 });
          }
          await analytics.flush();
          await analytics.flush();
          await page.settle();
          return page.errors;
        });
        const rows = await site.rows(43);
        assert.deepEqual(errors, []);
        const builds = rows.filter(({ event }) => event === 'build completed');
        assert.deepEqual(
          builds.map(({ properties }) => [properties.file_count, properties.total_bytes]),
          [1, 2, 3].map((i) => [i, 'small']),
        );
        for (const { properties } of rows) {
          assert.equal(properties.route_shape, '/w/:workspace/library');
          assert.equal(properties.surface, 'library');
        }
        assertPrivate(site, ['secret', 'ann@example.com']);
      });
    });
  }
});
