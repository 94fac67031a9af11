/**
 * Builds what is out of date: `node .ci/build.mjs [native|asan|fuzz|wasm|dist|types …]`; without names, all but asan
 * and fuzz. native: C library and tools (gcc) · asan: the same with sanitizers (clang) · fuzz: the same optimised, and
 * with libFuzzer · wasm: the binary (Emscripten)
 * dist: the binary, the plans and their types as the package ships them · types: declarations of the JavaScript
 */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fetchCjson, messageOf, missingCjson } from './fetch-cjson.mjs';
import { hashFiles, listFiles, readStamp, writeStamp } from './files.mjs';
import { isMain, root, run, say, seconds } from './process.mjs';
import { skipReason, toolPath } from './tools.mjs';

/** @typedef {'native' | 'asan' | 'fuzz' | 'wasm' | 'dist' | 'types'} Part */
/** @typedef {{code: number, skipped?: string}} BuildResult code 0 is good; `skipped` names what is not installed */

/** @type {readonly Part[]} */
export const parts = ['native', 'asan', 'fuzz', 'wasm', 'dist', 'types'];

/** What each CMake preset cannot do without. */
const presetTools = {
  native: ['cmake', 'ninja-build', 'gcc'],
  asan: ['cmake', 'ninja-build', 'clang', 'libclang-rt'],
  fuzz: ['cmake', 'ninja-build', 'clang', 'libclang-rt'],
  wasm: ['cmake', 'ninja-build', 'emscripten'],
};
const compilers = { native: 'gcc', asan: 'clang', fuzz: 'clang', wasm: 'emscripten' };
/** Built on demand alone. */
const onDemand = ['asan', 'fuzz'];

/**
 * @param {keyof typeof presetTools} preset
 * @returns {string | undefined} what it cannot do without and is not installed
 */
export const presetSkip = (preset) => skipReason(presetTools[preset]) || missingCjson();

/** Debian keeps the modules of Emscripten's own JavaScript tools here, outside Node's search path. */
const debianModules = '/usr/share/nodejs';

/**
 * @param {Part} part
 * @returns {Promise<BuildResult>}
 */
export async function build(part) {
  if (part === 'dist') return buildDist();
  if (part === 'types') return buildTypes();
  const skipped = presetSkip(part);
  if (skipped) return { code: 0, skipped };
  if (!existsSync(join(root, 'CMakePresets.json'))) {
    say('build: CMakePresets.json is missing, so there is nothing to build');
    return { code: 1 };
  }
  return buildPreset(part);
}

/**
 * Configures when the preset, the compiler or the place of cJSON changed; ninja knows everything else.
 * @param {keyof typeof presetTools} preset
 * @returns {Promise<BuildResult>}
 */
async function buildPreset(preset) {
  const cjson = await fetchCjson();
  const env = environmentOf(preset);
  const stampPath = stampOf(`configure-${preset}`);
  const stamp = hashFiles(['CMakePresets.json'], [cjson, compilerIdentity(preset)]);
  const ninjaFile = join(root, 'build', preset, 'build.ninja');
  if (readStamp(stampPath) !== stamp || !existsSync(ninjaFile)) {
    // Objects of another compiler must not be linked with new ones, and ninja does not look at the compiler.
    const fresh = readStamp(stampPath) !== null ? ['--fresh'] : [];
    const args = ['--preset', preset, ...fresh, `-DCJSON_SOURCE_DIR=${cjson}`];
    const { code } = await run('cmake', args, { env });
    if (code !== 0) return { code };
    if (fresh.length > 0)
      await run('cmake', ['--build', '--preset', preset, '--target', 'clean'], { env });
    writeStamp(stampPath, stamp);
  }
  const heartbeat = `build: ${preset}`;
  return run('cmake', ['--build', '--preset', preset], { env, heartbeat });
}

/** @param {keyof typeof presetTools} preset */
function compilerIdentity(preset) {
  const path = toolPath(compilers[preset]) ?? '';
  const { mtimeMs, size } = statSync(path);
  return `${path} ${mtimeMs} ${size}`;
}

/**
 * npm puts node_modules/.bin first on the path, where Emscripten would find a wasm-opt that is not its own: the same
 * sources would give one binary under `npm run` and another without.
 * @param {string} preset
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(preset, base = process.env) {
  const folders = (base.PATH ?? '')
    .split(':')
    .filter((path) => !path.endsWith('node_modules/.bin'));
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...base, PATH: folders.join(':') };
  if (preset === 'wasm' && existsSync(debianModules)) {
    env.NODE_PATH = [env.NODE_PATH, debianModules].filter(Boolean).join(':');
  }
  return env;
}

/** @param {string} name */
function stampOf(name) {
  return join(root, 'build', 'stamps', name);
}

/** Whether the package's binary has ever been made, by this build or an earlier one. */
export function distIsThere() {
  return existsSync(join(root, 'dist', 'core.wasm'));
}

/** @returns {Promise<BuildResult>} */
async function buildDist() {
  const script = join('wasm', 'embed.mjs');
  if (!existsSync(join(root, script))) {
    say(`build: ${script} is missing, so dist/ cannot be made`);
    return { code: 1 };
  }
  const binaries = listFiles([join(root, 'build', 'wasm')], /\.wasm$/);
  if (binaries.length === 0) {
    const skipped = presetSkip('wasm');
    if (skipped) return { code: 0, skipped };
    say('build: build/wasm holds no binary; build the part wasm first');
    return { code: 1 };
  }
  const inputs = [
    ...binaries,
    ...listFiles(['wasm', 'src', 'js-glue/cli/types'], /./),
    ...listFiles(
      ['js-glue/cli'],
      /^(plan|route-templates|json-position|text-position)[a-z-]*\.js$/,
    ),
    'package.json',
    'package-lock.json',
  ];
  const stamp = hashFiles(inputs);
  if (distIsThere() && readStamp(stampOf('dist')) === stamp) return { code: 0 };
  mkdirSync(join(root, 'dist'), { recursive: true });
  const { code } = await run(process.execPath, [script]);
  if (code === 0) writeStamp(stampOf('dist'), stamp);
  return { code };
}

/** @returns {Promise<BuildResult>} */
async function buildTypes() {
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  if (!existsSync(compiler)) return { code: 0, skipped: 'node modules (not installed)' };
  const project = join('.ci', 'tsconfig.types.json');
  const sources = listFiles(['js-glue', 'replay'], /\.(js|d\.ts)$/);
  const generatedSources = listFiles([join(root, 'dist')], /(?<!\.d)\.js$|(?<!\.d)\.ts$/);
  const inputs = [...sources, ...generatedSources, project, 'tsconfig.json', 'package-lock.json'];
  const stamp = hashFiles(inputs);
  const made = existsSync(join(root, 'dist', 'types'));
  if (made && readStamp(stampOf('types')) === stamp) return { code: 0 };
  // The declarations of a file that is gone must not be shipped.
  rmSync(join(root, 'dist', 'types'), { recursive: true, force: true });
  const { code } = await run(compiler, ['-p', project]);
  if (code === 0) writeStamp(stampOf('types'), stamp);
  return { code };
}

/**
 * @param {string[]} names
 * @returns {Promise<number>} exit code
 */
async function main(names) {
  const unknown = names.find((name) => !parts.includes(/** @type {Part} */ (name)));
  if (unknown) {
    say(`usage: node .ci/build.mjs [${parts.join('|')} …]; there is no ${unknown}`);
    return 2;
  }
  const wanted = names.length > 0 ? names : parts.filter((part) => !onDemand.includes(part));
  for (const part of /** @type {Part[]} */ (wanted)) {
    const startedMs = Date.now();
    const { code, skipped } = await build(part);
    const outcome = skipped
      ? `skipped: ${skipped}`
      : code === 0
        ? 'done'
        : `failed with code ${code}`;
    say(`build: ${part}: ${outcome} (${seconds(Date.now() - startedMs)})`);
    if (code !== 0) return code;
    if (part === 'dist' && !distIsThere()) return 1;
  }
  return 0;
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    say(`build: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}
