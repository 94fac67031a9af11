import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodeBinary } from '../../dist/core-binary.js';
import { abiVersion, effects, reasons } from '../../dist/constants.js';
import { createCore } from '../../js-glue/core/index.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
/** @param {string} path a list with a name a line */
const names = (path) => read(path).toString().split('\n').filter(Boolean).sort();

describe('the boundary', () => {
  const module = new WebAssembly.Module(read('dist/core.wasm'));

  it('exports exactly the frozen names', () => {
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    assert.deepEqual(exported.sort(), names('wasm/exports.txt'));
  });

  it('imports exactly the frozen names, all of the host port', () => {
    const imported = WebAssembly.Module.imports(module).map(
      ({ module: from, name }) => `${from}.${name}`,
    );
    assert.deepEqual(imported.sort(), names('wasm/imports.txt'));
  });

  it('has the same bytes inlined as text', () => {
    assert.deepEqual(Buffer.from(decodeBinary()), read('dist/core.wasm'));
  });

  it('inlines them in pure ASCII, so that every bundler and every charset leaves them alone', () => {
    assert.ok(read('dist/core-binary.js').every((byte) => byte < 0x80));
  });

  it('has a memory that cannot grow, so that no view is ever detached', () => {
    const imports = WebAssembly.Module.imports(module).map(({ name }) => [name, () => 0]);
    const { exports } = new WebAssembly.Instance(module, { env: Object.fromEntries(imports) });
    const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
    assert.throws(() => memory.grow(1), RangeError);
    assert.ok(memory.buffer.byteLength <= 8 << 20);
  });

  it('takes its constants from C', () => {
    const header = read('src/analytics.h').toString();
    assert.equal(abiVersion, Number(/SA_ABI_VERSION = (\d+)/.exec(header)?.[1]));
    assert.equal(
      effects.startRecording,
      Number(/SA_EFFECT_START_RECORDING = (\d+)/.exec(header)?.[1]),
    );
    const rows = [
      ...read('src/reasons.def')
        .toString()
        .matchAll(/^SA_REASON\(\w+, (\d+), "(\w+)"/gm),
    ];
    assert.ok(rows.length > 40);
    for (const [, number, name] of rows) assert.equal(reasons[Number(number)], name);
  });

  it('gives each core a memory of its own', () => {
    const [first, second] = [createCore(), createCore()];
    first.open({ format: 1, name: 'one', events: {} });
    assert.throws(() => second.configure({}), /not_open/);
    assert.notEqual(first.memory.buffer, second.memory.buffer);
  });
});
