import assert from 'node:assert/strict';
import { describeIn, everyBrowser } from '../support/browser.js';
import { loadLeanSessions, loadPlans, loadVectors } from '../support/vectors.js';

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

/**
 * Runs in the page: the build that pages load, which opens images and does not explain.
 * @param {import('../support/browser.js').Page} page
 * @param {import('../vectors/runner.js').Vector[]} sessions
 * @param {Record<string, unknown>} given the plans
 */
async function runSessions(page, sessions, given) {
  const { runVectors } = await page.load('/tests/vectors/runner.js');
  const { createCore } = await page.load('/js-glue/core/index.js');
  const { createLeanCore } = await page.load('/js-glue/core/core.js');
  const { captureBuild } = await page.load('/js-glue/core/capture-build.js');
  const compiler = createCore();
  /** @param {unknown} plan */
  const compile = (plan) => {
    compiler.open(plan);
    return compiler.image();
  };
  /** @param {unknown} host */
  const create = (host) => createLeanCore(captureBuild, host);
  return runVectors({ sessions }, given, create, compile);
}

const sessions = loadLeanSessions();

describe('the vectors', () => {
  for (const name of everyBrowser) {
    describeIn(name, ({ visit }) => {
      it(`all ${total} of them give the same bytes in WebAssembly`, async () => {
        const { tab } = await visit();
        const { count, failures } = await tab.run(runInPage, files, plans, 'createCore');
        assert.deepEqual(failures.slice(0, 5), []);
        assert.equal(count, total);
      });

      it(`the ${sessions.length} sessions give the same bytes in the browser's own build`, async () => {
        const { tab } = await visit();
        const { count, failures } = await tab.run(runSessions, sessions, plans);
        assert.deepEqual(failures.slice(0, 5), []);
        assert.equal(count, sessions.length);
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
