import assert from 'node:assert/strict';
import { withoutBinary } from '../../js-glue/core/builds.js';
import { captureBuild } from '../../js-glue/core/capture-build.js';
import { createLeanCore, loadLeanCore } from '../../js-glue/core/core.js';
import { createCore, loadFallbackCore } from '../../js-glue/core/index.js';
import { runVectors } from '../vectors/runner.js';
import { loadLeanSessions, loadPlans, loadVectors } from '../support/vectors.js';

/** @type {[string, (host: import('../../js-glue/core/types.js').CoreHost) => any][]} */
const runtimes = [
  ['WebAssembly in Node', createCore],
  ['the JavaScript build in Node', loadFallbackCore],
];

/** @type {[string, (host: import('../../js-glue/core/types.js').CoreHost) => any][]} */
const lean = [
  ['WebAssembly', (host) => createLeanCore(captureBuild, host)],
  ['JavaScript', (host) => loadLeanCore(withoutBinary(captureBuild), host)],
];

/** @param {any} plan */
function compile(plan) {
  const core = createCore();
  core.open(plan);
  return core.image();
}

describe('vectors', () => {
  const plans = loadPlans();
  for (const [name, create] of runtimes) {
    for (const [file, vectors] of Object.entries(loadVectors())) {
      it(`${file}: ${vectors.length} vectors pass in ${name}`, async () => {
        const { count, failures } = await runVectors({ [file]: vectors }, plans, create);
        assert.deepEqual(failures, []);
        assert.equal(count, vectors.length);
      });
    }
  }

  for (const [name, create] of lean) {
    it(`sessions pass in the browser's build as ${name}, with plans as images`, async () => {
      const sessions = loadLeanSessions();
      assert.ok(sessions.length > 150);
      const { failures } = await runVectors({ sessions }, plans, create, compile);
      assert.deepEqual(failures, []);
    });
  }

  it('of every kind pass with plans as images', async () => {
    const { json, numbers, plans: faults, ...files } = loadVectors();
    assert.ok(json && numbers && faults);
    const images = Object.fromEntries(
      Object.entries(plans).map(([name, plan]) => [name, compile(plan)]),
    );
    const { failures } = await runVectors(files, images, createCore);
    assert.deepEqual(failures, []);
  });

  it('an image cut short or made longer opens nowhere', () => {
    const core = createLeanCore(captureBuild);
    const image = compile(plans.session);
    core.open(image);
    for (let length = image.length - 1; length >= 0; length -= length > 200 ? 3 : 1) {
      assert.throws(() => core.open(image.slice(0, length)), /second-analytics/, `${length}`);
    }
    assert.throws(() => core.open(`${image} `), /second-analytics/);
    for (const [name, other] of [
      ['"session"', `"${'n'.repeat(150)}"`],
      ['"3fd428b27e94ae33"', '"3fd428b27e94ae330"'],
    ]) {
      assert.ok(image.includes(name));
      assert.throws(() => core.open(image.replace(name, other)), /second-analytics/, name);
    }
  });

  it('are at least 300, and each has a title of its own in its file', () => {
    const files = Object.entries(loadVectors());
    assert.ok(files.reduce((sum, [, vectors]) => sum + vectors.length, 0) >= 300);
    for (const [file, vectors] of files) {
      const titles = new Set(vectors.map(({ title }) => title));
      assert.equal(titles.size, vectors.length, file);
    }
  });
});
