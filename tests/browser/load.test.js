import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { assertPrivate } from '../support/browser-privacy.js';

const fallback = '/dist/capture-fallback.js';
const planted = ['ann@example.com', '0f8fad5b', 'acme-corp'];
const path = '/w/acme-corp/apps/0f8fad5b-d9cb-469f-a165-70867728950e?owner=ann@example.com';

/**
 * The pages on which some rung of the ladder breaks; `now`: the core is there when the first event comes.
 * @type {{title: string, csp?: string, before?: () => void, missing?: string, now: boolean, asksFallback: boolean}[]}
 */
const pages = [
  {
    title: "script-src 'self' 'wasm-unsafe-eval' runs WebAssembly at once",
    csp: "script-src 'self' 'wasm-unsafe-eval'",
    now: true,
    asksFallback: false,
  },
  {
    title:
      "script-src 'self' takes the JavaScript build and loses no event of the first millisecond (M33)",
    csp: "default-src 'self'; script-src 'self'; img-src data:",
    now: false,
    asksFallback: true,
  },
  {
    title: 'a browser without WebAssembly takes the JavaScript build',
    before: () => void Reflect.deleteProperty(globalThis, 'WebAssembly'),
    now: false,
    asksFallback: true,
  },
  {
    // As Chromium once did above 4 KiB; what unpacks the binary is smaller.
    title: 'an engine that refuses large synchronous modules compiles asynchronously',
    before: () => {
      WebAssembly.Module = /** @type {any} */ (
        new Proxy(WebAssembly.Module, {
          construct(target, args) {
            if (args[0].byteLength > 4096) throw new RangeError('too large for the main thread');
            return Reflect.construct(target, args);
          },
        })
      );
    },
    now: false,
    asksFallback: false,
  },
];

/**
 * Runs in the page: the first thing that it does, with values that must not leave.
 * @param {import('../support/browser.js').Page} page
 */
async function firstMillisecond(page) {
  const analytics = page.start();
  analytics.page();
  analytics.capture('build completed', { file_count: 1, app_name: 'acme-corp' });
  analytics.capture('client error', { error_code: 'E1', error: 'mail ann@example.com bounced' });
  analytics.capture('ann@example.com', { file_count: 1 });
  const first = analytics.mode();
  await analytics.flush();
  return { first, mode: analytics.mode(), counts: analytics.counts(), errors: page.errors };
}

describe('the load ladder', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      for (const { title, now, asksFallback, ...options } of pages) {
        it(title, async () => {
          const { site, tab } = await visit({ ...options, path });
          const { first, mode, counts, errors } = await tab.run(firstMillisecond);
          const rows = await site.rows(3);

          assert.equal(first, now ? 'anonymized' : 'off');
          assert.equal(mode, 'anonymized');
          assert.equal(site.wasAsked(fallback), asksFallback);
          assert.deepEqual(
            rows.map(({ event }) => event),
            ['page viewed', 'build completed', 'client error'],
          );
          assert.equal(rows[1].properties.file_count, 1);
          assert.equal(rows[1].properties.route_shape, '/w/:workspace/apps/:objectId');
          assert.equal(counts.unknown_event, 1);
          assert.deepEqual(errors, []);
          assertPrivate(site, planted);
        });
      }

      it('where not even the JavaScript build can be loaded, nothing leaves and nothing breaks', async () => {
        const { site, tab } = await visit({ csp: "script-src 'self'", missing: fallback, path });
        const { mode, counts, errors } = await tab.run(firstMillisecond);
        const later = await tab.run(async (page) => {
          page.analytics.capture('build completed', { file_count: 1 });
          page.analytics.setSettings({ anonymizeUsageData: false });
          page.analytics.signIn({ id: 'u-ann-7' });
          await page.analytics.signOut();
          page.analytics.close();
          await page.settle();
          return { errors: page.errors, stored: localStorage.length };
        });

        assert.ok(site.wasAsked(fallback));
        assert.equal(mode, 'off');
        assert.deepEqual(counts, {});
        assert.deepEqual(errors, []);
        assert.deepEqual(later, { errors: [], stored: 0 });
        assert.deepEqual(site.analytics(), []);
      });

      for (const csp of ["script-src 'self' 'wasm-unsafe-eval'", "script-src 'self'"]) {
        it(`a plan as JSON and one that filters run on the whole core: ${csp}`, async () => {
          const { site, tab } = await visit({ csp });
          const { sent, errors } = await tab.run(async (page) => {
            const text = await page.planText();
            const filtering = text.replace('"undeclared": "drop"', '"undeclared": "filter"');
            const core = await (await page.load('/js-glue/core/index.js')).loadCore();
            core.open(filtering);
            /** @type {any[]} */
            const batches = [];
            for (const plan of [text, JSON.parse(text), filtering, core.image()]) {
              const analytics = page.createAnalytics({ plan });
              analytics.on('sent', ({ body }) =>
                batches.push(JSON.parse(new TextDecoder().decode(body)).batch),
              );
              const properties = { file_count: 1, colour: 'blue', mail: 'ann@example.com' };
              analytics.capture('build completed', properties);
              await analytics.flush();
            }
            await page.settle();
            return { sent: batches, errors: page.errors };
          });
          await site.rows(4);
          assert.deepEqual(errors, []);
          assert.deepEqual(
            sent.map(([event]) => [event.properties.file_count, event.properties.colour]),
            [1, 1, 1, 1].map((count, i) => [count, i < 2 ? undefined : 'blue']),
          );
          assertPrivate(site, planted);
        });
      }

      it('a page that makes a second client compiles nothing again and shares the id', async () => {
        const { site, tab } = await visit();
        await tab.run(async (page) => {
          const { Module } = WebAssembly;
          page.kept.compiled = 0;
          WebAssembly.Module = /** @type {any} */ (
            new Proxy(Module, {
              construct(target, args) {
                if (args[0].byteLength > 4096) page.kept.compiled += 1;
                return Reflect.construct(target, args);
              },
            })
          );
          for (let i = 0; i < 3; i++) {
            const analytics = page.start();
            analytics.page();
            await analytics.flush();
          }
        });
        const rows = await site.rows(3);
        assert.equal(await tab.run((page) => page.kept.compiled), 1);
        assert.equal(new Set(rows.map((row) => row.distinct_id)).size, 1);
      });
    });
  }
});
