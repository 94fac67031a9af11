import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { begin, plan, propertiesOf } from '../support/page-watch.js';

/** @typedef {import('../support/browser.js').Page} Page */
/** @typedef {import('../../js-glue/page/index.js').ResponsivenessOptions} ResponsivenessOptions */

/**
 * Runs in the page: it does not answer for so long, each time.
 * @param {Page} page
 * @param {ResponsivenessOptions} options
 * @param {number[]} hangs in milliseconds
 */
async function hang(page, options, hangs) {
  const stop = page.kept.watchers.watchResponsiveness(page.analytics, options);
  /** @param {number} ms */
  const block = (ms) =>
    new Promise((resolve) => {
      setTimeout(() => {
        for (const untilMs = performance.now() + ms; performance.now() < untilMs;);
        setTimeout(resolve, 200); // the browser tells later
      });
    });
  for (const ms of hangs) await block(ms);
  stop();
  await block(Math.max(...hangs));
  page.analytics.capture('squad_created');
  await page.analytics.flush();
}

/** @type {[row: string, options: ResponsivenessOptions, hangs: number[], told: string[]][]} */
const rows = [
  ['two seconds, told once a minute', {}, [2100, 2100], ['2-5s']],
  ['less than two seconds', {}, [1500], []],
  [
    'told again when it has cooled down',
    { thresholdMs: 300, coolDownMs: 400 },
    [350, 100, 350],
    ['2-5s', '2-5s'],
  ],
];

/** @param {typeof rows[number]} given @returns {typeof rows[number]} */
const nothingTold = ([row, options, hangs]) => [`${row}, not here`, options, hangs.slice(1), []];

describe('a page that does not answer', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      // Only Chromium tells of long tasks.
      const here = name === 'chromium' ? rows : rows.slice(0, 1).map(nothingTold);
      for (const [row, options, hangs, told] of here) {
        it(`M112: ${row}`, async () => {
          const { site, tab } = await visit({ plan, path: '/acme/issues/MUL-123' });
          await tab.run(begin, plan);
          await tab.run(hang, options, hangs);
          const all = await site.rows(told.length + 1);
          await site.settled();
          const given = propertiesOf(all, 'client_unresponsive');
          assert.deepEqual(
            given.map(({ duration_ms: ms }) => ms),
            told,
          );
          assert.equal(all.length, told.length + 1);
          assert.doesNotMatch(JSON.stringify(site.bodies()), /acme|MUL-|path/);
        });
      }
    });
  }
});
