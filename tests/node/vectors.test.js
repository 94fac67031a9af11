import assert from 'node:assert/strict';
import { createCore, loadFallbackCore } from '../../js-glue/core/index.js';
import { runVectors } from '../vectors/runner.js';
import { loadPlans, loadVectors } from '../support/vectors.js';

/** @type {[string, (host: import('../../js-glue/core/types.js').CoreHost) => any][]} */
const runtimes = [
  ['WebAssembly in Node', createCore],
  ['the JavaScript build in Node', loadFallbackCore],
];

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

  it('are at least 300, and each has a title of its own in its file', () => {
    const files = Object.entries(loadVectors());
    assert.ok(files.reduce((sum, [, vectors]) => sum + vectors.length, 0) >= 300);
    for (const [file, vectors] of files) {
      const titles = new Set(vectors.map(({ title }) => title));
      assert.equal(titles.size, vectors.length, file);
    }
  });
});
