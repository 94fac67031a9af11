/**
 * Makes dist/ from build/wasm/core.wasm: the binary without what only the linker wanted, the same binary as text in a
 * module, the same binary as plain JavaScript for pages whose CSP forbids WebAssembly, the constants that C owns, and the
 * tracking plans without their descriptions. Refuses a binary whose exports or imports are not the frozen ones.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import binaryen from 'binaryen';
import { transformSync } from 'esbuild';
import { embedBytes } from './text.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8');

/**
 * @param {string} name below dist/
 * @param {string | Uint8Array} content
 */
function write(name, content) {
  writeFileSync(join(dist, name), content);
}

/** @param {string} path a file with a name a line */
const names = (path) => read(path).split('\n').filter(Boolean);

/**
 * Removes the exports that the frozen list does not have, and what only they needed.
 * @param {Uint8Array} bytes
 */
function trim(bytes) {
  const wanted = names('wasm/exports.txt');
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | NontrappingFPToInt);
  for (let i = module.getNumExports() - 1; i >= 0; i--) {
    const { name } = binaryen.getExportInfo(module.getExportByIndex(i));
    if (!wanted.includes(name)) module.removeExport(name);
  }
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  module.optimize();
  return module.emitBinary();
}

/** wasm/unpack.wat as a binary of some 100 bytes. */
function compileUnpacker() {
  const module = binaryen.parseText(read('wasm/unpack.wat'));
  module.optimize();
  return module.emitBinary();
}

/** @param {Uint8Array} bytes */
function checkBoundary(bytes) {
  const module = new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
  const found = {
    exports: WebAssembly.Module.exports(module).map(({ name }) => name),
    imports: WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`),
  };
  for (const [kind, list] of Object.entries(found)) {
    const frozen = names(`wasm/${kind}.txt`);
    const odd = [
      ...list.filter((name) => !frozen.includes(name)),
      ...frozen.filter((name) => !list.includes(name)),
    ];
    if (odd.length > 0)
      throw new Error(`the binary's ${kind} differ from wasm/${kind}.txt: ${odd.join(', ')}`);
  }
}

/** The binary as JavaScript, for pages that may not compile WebAssembly. */
function writeFallback() {
  const tool = join(root, 'node_modules', 'binaryen', 'bin', 'wasm2js');
  const features = ['--enable-bulk-memory', '--enable-nontrapping-float-to-int'];
  const args = [...features, '--emscripten', '-Oz', join(dist, 'core.wasm')];
  const text = execFileSync(process.execPath, [tool, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { code } = transformSync(`${text}\nexport { instantiate };`, {
    minify: true,
    format: 'esm',
    target: 'es2020',
  });
  write('core-fallback.js', code);
  write(
    'core-fallback.d.ts',
    'export declare function instantiate(imports: WebAssembly.Imports): WebAssembly.Exports;\n',
  );
}

/** What C owns: names and numbers of the reasons and effects, and the modes. */
function writeConstants() {
  const header = read('src/analytics.h');
  const reasons = [''];
  for (const [, number, name] of read('src/reasons.def').matchAll(
    /^SA_REASON\(\w+, (\d+), "(\w+)"/gm,
  )) {
    reasons[Number(number)] = name;
  }
  const effects = [...header.matchAll(/SA_EFFECT_(\w+) = (\d+)/g)].map(
    ([, name, bit]) => `  ${camel(name)}: ${bit},`,
  );
  const version = /SA_ABI_VERSION = (\d+)/.exec(header)?.[1];
  write(
    'constants.js',
    `/** Generated from src/analytics.h and src/reasons.def. */
export const abiVersion = ${version};
export const effects = {\n${effects.join('\n')}\n};
/** @type {readonly ('off' | 'anonymized' | 'identified')[]} */
export const modes = ['off', 'anonymized', 'identified'];
/** The name of each reason, by its number. */
export const reasons = ${JSON.stringify(reasons)};
`,
  );
}

/** @param {string} name STOP_RECORDING */
const camel = (name) => name.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

function writePlans() {
  mkdirSync(join(dist, 'plans'), { recursive: true });
  for (const file of readdirSync(join(root, 'src/plans')).filter((name) =>
    name.endsWith('.json'),
  )) {
    const name = file.slice(0, -'.json'.length);
    const plan = JSON.parse(read(`src/plans/${file}`), (key, value) =>
      key === 'description' || key[0] === '$' ? undefined : value,
    );
    const text = JSON.stringify(plan);
    write(`plans/${name}.json`, text);
    write(`plans/${name}.js`, `export default '${text.replace(/[\\']/g, '\\$&')}';\n`);
    write(`plans/${name}.d.ts`, 'declare const plan: string;\nexport default plan;\n');
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const binary = trim(readFileSync(join(root, 'build/wasm/core.wasm')));
checkBoundary(binary);
write('core.wasm', binary);
write('core-binary.js', embedBytes(binary, compileUnpacker()));
write('core-binary.d.ts', 'export declare function decodeBinary(): Uint8Array<ArrayBuffer>;\n');
writeFallback();
writeConstants();
writePlans();
