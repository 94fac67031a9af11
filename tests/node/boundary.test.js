import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { allReasons } from '../../dist/all-reasons.js';
import { effectStartRecording, inputSize, reasons } from '../../dist/constants.js';
import { captureBuild } from '../../js-glue/core/capture-build.js';
import { createCore } from '../../js-glue/core/index.js';
import { wholeBuild } from '../../js-glue/core/whole-build.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));
/** @param {string} path a list with a name a line */
const names = (path) => read(path).toString().split('\n').filter(Boolean).sort();

const builds = [
  { name: 'core', list: 'wasm/exports.txt', decodeBinary: wholeBuild.decodeBinary },
  { name: 'capture', list: 'wasm/exports-capture.txt', decodeBinary: captureBuild.decodeBinary },
];

const header = read('src/analytics.h').toString();

for (const { name, list, decodeBinary } of builds) {
  describe(`the boundary of ${name}.wasm`, () => {
    const module = new WebAssembly.Module(read(`dist/${name}.wasm`));
    const imports = WebAssembly.Module.imports(module);

    it('exports exactly the frozen names', () => {
      const exported = WebAssembly.Module.exports(module).map((row) => row.name);
      assert.deepEqual(exported.sort(), names(list));
    });

    it('imports nothing but the frozen names of the host port', () => {
      const known = names('wasm/imports.txt');
      const asked = imports.map((row) => `${row.module}.${row.name}`);
      assert.ok(asked.length > 0);
      assert.deepEqual(
        asked.filter((row) => !known.includes(row)),
        [],
      );
    });

    it('has the same bytes inlined as text', () => {
      assert.deepEqual(Buffer.from(decodeBinary()), read(`dist/${name}.wasm`));
    });

    it('inlines them in pure ASCII, so that every bundler and every charset leaves them alone', () => {
      assert.ok(read(`dist/${name}-binary.js`).every((byte) => byte < 0x80));
    });

    it('has a memory that cannot grow, so that no view is ever detached', () => {
      const env = Object.fromEntries(imports.map((row) => [row.name, () => 0]));
      const { exports } = new WebAssembly.Instance(module, { env });
      const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
      assert.throws(() => memory.grow(1), RangeError);
      assert.ok(memory.buffer.byteLength <= 8 << 20);
    });
  });
}

describe('the boundary', () => {
  it('tells other glue its version and the room for input', () => {
    const { call } = createCore();
    assert.equal(String(call.sa_abi_version()), /SA_ABI_VERSION = (\d+)/.exec(header)?.[1]);
    assert.equal(call.sa_input_capacity(), inputSize);
  });

  it('takes its constants from C', () => {
    assert.equal(
      effectStartRecording,
      Number(/SA_EFFECT_START_RECORDING = (\d+)/.exec(header)?.[1]),
    );
    const rows = [
      ...read('src/reasons.def')
        .toString()
        .matchAll(/^SA_REASON(?:_WHOLE)?\(\w+, (\d+), "(\w+)"/gm),
    ];
    assert.ok(rows.length > 40);
    for (const [, number, name] of rows) assert.equal(allReasons[Number(number)], name);
    const known = reasons.filter(Boolean);
    assert.ok(known.length > 20);
    for (const name of known) assert.equal(reasons.indexOf(name), allReasons.indexOf(name));
  });

  it('gives each core a memory of its own', () => {
    const [first, second] = [createCore(), createCore()];
    first.open({ format: 1, name: 'one', events: {} });
    assert.throws(() => second.configure({}), /not_open/);
    assert.notEqual(first.memory.buffer, second.memory.buffer);
  });
});
