/**
 * Makes dist/ from the two binaries of build/wasm (`core`: whole; `capture`: what a browser needs): each without what only
 * the linker wanted, as text in a module, and as plain JavaScript for pages whose CSP forbids WebAssembly; the constants
 * that C owns; the JSON Schema of tracking plans; and the plans, compiled. Refuses a binary whose exports or imports are not the frozen ones.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import binaryen from 'binaryen';
import { transformSync } from 'esbuild';
import { planSchema } from './plan-schema.mjs';
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

/** @typedef {'core' | 'capture'} Build */

/** @param {Build} build */
const exportsOf = (build) =>
  names(build === 'core' ? 'wasm/exports.txt' : 'wasm/exports-capture.txt');

/**
 * Removes the exports that the frozen list does not have, and what only they needed.
 * @param {Build} build
 * @param {Uint8Array} bytes
 */
function trim(build, bytes) {
  const wanted = exportsOf(build);
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, NontrappingFPToInt } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | NontrappingFPToInt);
  for (let i = module.getNumExports() - 1; i >= 0; i--) {
    const { name } = binaryen.getExportInfo(module.getExportByIndex(i));
    if (!wanted.includes(name)) module.removeExport(name);
  }
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  binaryen.setAlwaysInlineMaxSize(8); // a call and what it is given take as much
  binaryen.setLowMemoryUnused(true); // the linker's data begin at 1024
  module.optimize();
  return module.emitBinary();
}

/** wasm/unpack.wat as a binary of some 180 bytes. */
function compileUnpacker() {
  binaryen.setLowMemoryUnused(false);
  const module = binaryen.parseText(read('wasm/unpack.wat'));
  module.optimize();
  return module.emitBinary();
}

/**
 * @param {Build} build
 * @param {Uint8Array} bytes
 */
function checkBoundary(build, bytes) {
  const module = new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
  const found = WebAssembly.Module.exports(module).map(({ name }) => name);
  const asked = WebAssembly.Module.imports(module).map((row) => `${row.module}.${row.name}`);
  const known = names('wasm/imports.txt');
  const odd = [
    ...found.filter((name) => !exportsOf(build).includes(name)),
    ...exportsOf(build).filter((name) => !found.includes(name)),
    ...asked.filter((name) => !known.includes(name)),
  ];
  if (odd.length > 0) {
    throw new Error(
      `${build}.wasm: exports or imports are not those of wasm/*.txt: ${odd.join(', ')}`,
    );
  }
}

/**
 * The binary as JavaScript, for pages that may not compile WebAssembly.
 * @param {Build} build
 */
function writeFallback(build) {
  const tool = join(root, 'node_modules', 'binaryen', 'bin', 'wasm2js');
  const features = ['--enable-bulk-memory', '--enable-nontrapping-float-to-int'];
  const args = [...features, '--emscripten', '-Oz', join(dist, `${build}.wasm`)];
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
  write(`${build}-fallback.js`, code);
  write(
    `${build}-fallback.d.ts`,
    'export declare function instantiate(imports: WebAssembly.Imports): WebAssembly.Exports;\n',
  );
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function find(text, pattern) {
  const found = pattern.exec(text);
  if (!found) throw new Error(`embed.mjs: ${pattern} is no longer in the sources`);
  return found;
}

/** What C owns: sizes, bits, and the names of modes, settings and reasons. */
function writeConstants() {
  const header = read('src/analytics.h');
  const reasons = [''];
  const ofPages = [''];
  for (const [, whole, number, name] of read('src/reasons.def').matchAll(
    /^SA_REASON(_WHOLE)?\(\w+, (\d+), "(\w+)"/gm,
  )) {
    reasons[Number(number)] = name;
    ofPages[Number(number)] = whole ? '' : name;
  }
  const bits = [...header.matchAll(/SA_((?:EFFECT|STATE)_\w+) = (\d+)/g)].map(
    ([, name, bit]) => `export const ${camel(name)} = ${bit};`,
  );
  const [, modeNames] = find(header, /enum sa_mode \{([^}]*)\}/);
  const modes = [...modeNames.matchAll(/SA_MODE_(\w+)/g)].map(
    ([, name]) => `'${name.toLowerCase()}'`,
  );
  const [, settings] = find(read('src/mode.c'), /setting_names\[\] = "(.*)\\0";/);
  write(
    'constants.js',
    `/** Generated from src/analytics.h, src/mode.c, src/number.h and src/reasons.def. */
/** Bytes of the core's input buffer. */
export const inputSize = ${find(header, /SA_INPUT_SIZE = (\d+)/)[1]};
/** Bytes that hold the text of any number. */
export const numberText = ${find(read('src/number.h'), /SA_NUMBER_TEXT = (\d+)/)[1]};
/** Bits; effects are to be obeyed in their order. */
${bits.join('\n')}
/** The person's settings, in the order of their bits. */
export const settingNames = ${JSON.stringify(settings.split('\\0'))};
/** @type {readonly (${modes.join(' | ')})[]} */
export const modes = [${modes}];
/** The name of each reason that a page can get, by its number; empty for others. */
export const reasons = '${ofPages.join(' ').trimEnd()}'.split(' ');
`,
  );
  write(
    'all-reasons.js',
    `/** Generated from src/reasons.def: the name of each reason, by its number. */
export const allReasons = ${JSON.stringify(reasons)};
`,
  );
}

/** @param {string} name STOP_RECORDING */
const camel = (name) => name.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** Each plan as the image that both builds open, with its declarations; compiled here, by the core that has just been made. */
async function writePlans() {
  const { createCore } = await import('../js-glue/core/index.js');
  const { imageModule } = await import('../js-glue/cli/plan.js');
  const { modelOf } = await import('../js-glue/cli/plan-model.js');
  const { declarePlan } = await import('../js-glue/cli/types/declare-plan.js');
  const core = createCore();
  mkdirSync(join(dist, 'plans'), { recursive: true });
  for (const file of readdirSync(join(root, 'src/plans'))) {
    if (!file.endsWith('.json')) continue;
    const name = file.slice(0, -'.json'.length);
    const text = read(`src/plans/${file}`);
    const { fingerprint } = core.open(text);
    write(`plans/${name}.js`, imageModule(core.image()));
    write(`plans/${name}.d.ts`, declarePlan(modelOf(JSON.parse(text)), fingerprint));
  }
}

/** @param {Build} build */
function writeBuild(build) {
  const binary = trim(build, readFileSync(join(root, `build/wasm/${build}.wasm`)));
  checkBoundary(build, binary);
  write(`${build}.wasm`, binary);
  write(`${build}-binary.js`, embedBytes(binary, compileUnpacker()));
  write(
    `${build}-binary.d.ts`,
    'export declare function decodeBinary(): Uint8Array<ArrayBuffer>;\n',
  );
  writeFallback(build);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
writeConstants();
write('plan.schema.json', `${JSON.stringify(planSchema(read('src/plan_format.def')), null, 1)}\n`);
writeBuild('core');
writeBuild('capture');
await writePlans();
