/** The stages of the test run. Each returns its counts; a stage that ends badly without a count has failed once. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build, distIsThere, presetSkip } from './build.mjs';
import { listFiles } from './files.mjs';
import { root, run, say } from './process.mjs';
import { skipReason } from './tools.mjs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} [notes] names of what was skipped or why something failed
 */
/** @typedef {{name: string, group: string, run: () => Promise<Counts>}} Stage */

const results = join(root, 'build', 'test-results');
const sourceFolders = ['src', 'wasm', 'tests', 'examples'];

/** @type {readonly Stage[]} in the order they run; `--only` picks by group */
export const stages = [
  { name: 'build: gcc', group: 'native', run: () => buildStage('native') },
  { name: 'build: wasm', group: 'wasm', run: () => buildStage('wasm') },
  { name: 'build: dist', group: 'wasm', run: () => buildStage('dist') },
  { name: 'build: types', group: 'wasm', run: () => buildStage('types') },
  { name: 'eslint', group: 'static', run: () => nodeTool('eslint', ['.']) },
  { name: 'prettier', group: 'static', run: () => nodeTool('prettier', ['--check', '.']) },
  { name: 'type check', group: 'static', run: typeCheck },
  { name: 'clang-format', group: 'static', run: clangFormat },
  { name: 'build: clang, sanitizers', group: 'asan', run: () => buildStage('asan') },
  { name: 'native tests', group: 'asan', run: nativeTests },
  { name: 'clang-tidy', group: 'tidy', run: clangTidy },
  { name: 'tests/node', group: 'node', run: () => mochaTests('node') },
  { name: 'tests/server', group: 'server', run: () => mochaTests('server') },
  { name: 'tests/browser', group: 'browser', run: () => mochaTests('browser') },
  { name: 'tests/replay', group: 'replay', run: () => mochaTests('replay') },
];

/**
 * @param {boolean} good
 * @param {string[]} [notes]
 * @returns {Counts}
 */
function one(good, notes) {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, notes };
}

/**
 * @param {string} reason
 * @returns {Counts}
 */
function skip(reason) {
  return { passed: 0, failed: 0, skipped: 1, notes: [reason] };
}

/** @param {import('./build.mjs').Part} part */
async function buildStage(part) {
  const { code, skipped } = await build(part);
  return skipped ? skip(skipped) : one(code === 0);
}

/**
 * @param {string} command a command of node_modules
 * @param {string[]} args
 */
async function nodeTool(command, args) {
  const path = join(root, 'node_modules', '.bin', command);
  if (!existsSync(path)) return skip('node modules (not installed)');
  return one((await run(path, args)).code === 0);
}

/** What is checked imports what is made. */
async function typeCheck() {
  const skipped = withoutDist();
  return skipped ? skip(skipped) : nodeTool('tsc', ['-p', '.', '--noEmit']);
}

/** @returns {string | undefined} why dist/ is not there and cannot be made */
function withoutDist() {
  const skipped = presetSkip('wasm');
  return skipped && !distIsThere() ? `no dist/: ${skipped}` : undefined;
}

async function clangFormat() {
  const skipped = skipReason(['clang-format']);
  if (skipped) return skip(skipped);
  const files = listFiles(sourceFolders, /\.[ch]$/);
  if (files.length === 0) return one(false, ['there are no C files']);
  return one((await run('clang-format', ['--dry-run', '-Werror', ...files])).code === 0);
}

async function nativeTests() {
  const skipped = presetSkip('asan');
  if (skipped) return skip(skipped);
  const report = freshResult('ctest.xml');
  const jobs = String(availableParallelism());
  const args = ['--preset', 'asan', '--output-on-failure', '-j', jobs, '--output-junit', report];
  const { code } = await run('ctest', args, { heartbeat: 'ctest' });
  const counts = existsSync(report) ? junitCounts(readFileSync(report, 'utf8')) : null;
  return settled(counts, code, 'ctest');
}

/**
 * @param {string} xml what `ctest --output-junit` wrote
 * @returns {Counts}
 */
export function junitCounts(xml) {
  /** @param {string} name */
  const number = (name) =>
    Number(new RegExp(`<testsuite\\b[^>]*\\s${name}="(\\d+)"`).exec(xml)?.[1]);
  const failed = number('failures');
  const skipped = number('skipped') + number('disabled');
  return { passed: number('tests') - failed - skipped, failed, skipped };
}

/**
 * Counts nobody can be misled by: none at all, none passed or failed, or a bad end after good counts is a failure.
 * @param {Counts | null} counts
 * @param {number} code the exit code of what counted
 * @param {string} what
 * @returns {Counts}
 */
export function settled(counts, code, what) {
  if (!counts || Number.isNaN(counts.passed)) return one(false, [`${what} ended without a count`]);
  if (counts.passed + counts.failed + counts.skipped === 0)
    return one(false, [`${what} ran no test`]);
  if (code === 0 || counts.failed > 0) return counts;
  const notes = [...(counts.notes ?? []), `${what} ended with code ${code} after its tests`];
  return { ...counts, failed: 1, notes };
}

async function clangTidy() {
  const database = join(root, 'build', 'native', 'compile_commands.json');
  const skipped = skipReason(['clang-tidy']) || presetSkip('native');
  if (skipped) return skip(skipped);
  if (!existsSync(database)) return one(false, ['build/native/compile_commands.json is missing']);
  const known = readFileSync(database, 'utf8');
  const files = listFiles(['src'], /\.c$/).filter((file) => known.includes(`/${file}"`));
  if (files.length === 0) return one(false, ['no file of src/ is in the native build']);
  let failures = 0;
  const queue = [...files];
  const work = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const args = ['-p', join('build', 'native'), '--quiet', file];
      const { code, stdout } = await run('clang-tidy', args, { capture: true, quiet: true });
      if (stdout.trim()) say(stdout.trim());
      if (code === 0) continue;
      failures += 1;
      say(`clang-tidy: ${file} ended with code ${code}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  say(`clang-tidy: ${files.length} files, ${failures} with findings`);
  return one(failures === 0);
}

/** @type {{pattern: string}} set by `--grep` */
export const mochaOptions = { pattern: '-' };

/** @param {string} suite a folder of tests/ */
async function mochaTests(suite) {
  if (!existsSync(join(root, 'node_modules', 'mocha'))) return skip('node modules (not installed)');
  const skipped = withoutDist();
  if (skipped) return skip(skipped);
  const files = listFiles([join('tests', suite)], /\.test\.js$/);
  if (files.length === 0) return one(false, [`tests/${suite} holds no test`]);
  const report = freshResult(`mocha-${suite}.json`);
  const script = join('.ci', 'mocha.mjs');
  const { code } = await run(process.execPath, [script, report, mochaOptions.pattern, ...files]);
  const written = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  const counts = written && { ...written, notes: written.names };
  return settled(counts, code, `mocha tests/${suite}`);
}

/** @param {string} name */
function freshResult(name) {
  mkdirSync(results, { recursive: true });
  const path = join(results, name);
  // A crash must not be hidden behind the counts of an earlier run.
  rmSync(path, { force: true });
  return path;
}
