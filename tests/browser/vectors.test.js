import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { loadPlans, loadVectors } from '../support/vectors.js';

const files = Object.keys(loadVectors());
const plans = loadPlans();
const total = Object.values(loadVectors()).reduce((sum, vectors) => sum + vectors.length, 0);

/**
 * Runs in the page.
 * @param {import('../support/browser.js').Page} page
 * @param {string[]} names
 * @param {Record<string, unknown>} given the plans
 * @param {'createCore' | 'loadFallbackCore'} build
 */
async function runInPage(page, names, given, build) {
  const { runVectors } = await page.load('/tests/vectors/runner.js');
  const core = await page.load('/js-glue/core/index.js');
  /** @type {Record<string, any>} */
  const vectors = {};
  for (const name of names) {
    vectors[name] = await (await fetch(`/tests/vectors/${name}.json`)).json();
  }
  return runVectors(vectors, given, core[build]);
}

describe('the vectors', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it(`all ${total} of them give the same bytes in WebAssembly`, async () => {
        const { tab } = await visit();
        const { count, failures } = await tab.run(runInPage, files, plans, 'createCore');
        assert.deepEqual(failures.slice(0, 5), []);
        assert.equal(count, total);
      });

      if (name !== 'chromium') return;
      it(`all ${total} of them give the same bytes in the JavaScript build`, async () => {
        const { site, tab } = await visit({ csp: "script-src 'self'" });
        const { count, failures } = await tab.run(runInPage, files, plans, 'loadFallbackCore');
        assert.deepEqual(failures.slice(0, 5), []);
        assert.equal(count, total);
        assert.ok(site.wasAsked('/dist/core-fallback.js'));
      });
    });
  }
});
