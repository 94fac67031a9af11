/**
 * The system tools the repository uses: how each is recognized, which Debian package brings it and what needs it.
 * Tests ask `skipReason(name)` so that what cannot run here is skipped by name.
 */
import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findExecutable } from './process.mjs';

/** @typedef {'start' | 'test' | 'bench'} Purpose */
/**
 * @typedef {object} Tool
 * @property {string} name as a skip names it; also its Debian package unless `packages` is given
 * @property {(env: NodeJS.ProcessEnv) => string[]} [packages] with what Debian only recommends and we cannot do without
 * @property {Purpose[]} purposes
 * @property {(env: NodeJS.ProcessEnv) => string | null} find path of its command or file, null when absent
 */

/** @type {readonly Purpose[]} */
export const purposes = ['start', 'test', 'bench'];

/** @type {Purpose[]} */
const always = ['start', 'test', 'bench'];
/** @type {Purpose[]} */
const measured = ['test', 'bench'];

/** @type {readonly Tool[]} */
export const tools = [
  { name: 'cmake', purposes: always, find: command('cmake') },
  { name: 'ninja-build', purposes: always, find: command('ninja') },
  { name: 'emscripten', purposes: always, find: command('emcc') },
  {
    name: 'gcc',
    packages: () => ['gcc', 'libc6-dev'],
    purposes: measured,
    find: command('gcc'),
  },
  { name: 'clang', purposes: ['test'], find: command('clang') },
  { name: 'clang-tidy', purposes: ['test'], find: command('clang-tidy') },
  { name: 'clang-format', purposes: ['test'], find: command('clang-format') },
  {
    name: 'libclang-rt',
    packages: sanitizerPackage,
    purposes: ['test'],
    find: sanitizerRuntime,
  },
  { name: 'chromium', purposes: measured, find: command('chromium') },
  { name: 'firefox-esr', purposes: measured, find: command('firefox-esr') },
  { name: 'webkit2gtk-driver', purposes: measured, find: command('WebKitWebDriver') },
  {
    name: 'xvfb',
    packages: () => ['xvfb', 'xauth'],
    purposes: measured,
    find: (env) => findExecutable('xauth', env) && findExecutable('xvfb-run', env),
  },
];

/**
 * @param {string} executable
 * @returns {Tool['find']}
 */
function command(executable) {
  return (env) => findExecutable(executable, env);
}

/**
 * The runtime of clang's fuzzer, which the same package brings as the sanitizers'. Looked for next to the clang that
 * would be used, as several versions may be installed.
 * @type {Tool['find']}
 */
function sanitizerRuntime(env) {
  const clang = findExecutable('clang', env);
  if (!clang) return null;
  const versions = join(dirname(dirname(realpathSync(clang))), 'lib', 'clang');
  for (const version of namesIn(versions)) {
    const platforms = join(versions, version, 'lib');
    for (const platform of namesIn(platforms)) {
      const folder = join(platforms, platform);
      const file = namesIn(folder).find((name) => /^libclang_rt\.fuzzer\b.*\.a$/.test(name));
      if (file) return join(folder, file);
    }
  }
  return null;
}

/**
 * The package bears the number of the clang it belongs to; before there is a clang, that of Debian 12.
 * @param {NodeJS.ProcessEnv} env
 */
function sanitizerPackage(env) {
  const clang = findExecutable('clang', env);
  const version = clang && /\/llvm-(\d+)\//.exec(realpathSync(clang))?.[1];
  return [`libclang-rt-${version || 14}-dev`];
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * @param {Purpose} purpose
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Tool[]} the tools the purpose wants and this machine lacks
 */
export function missingTools(purpose, env = process.env) {
  return tools.filter((tool) => tool.purposes.includes(purpose) && !tool.find(env));
}

/**
 * Path of a tool's command or file, null when it is not installed.
 * @param {string} name a name of `tools`
 * @param {NodeJS.ProcessEnv} [env]
 */
export function toolPath(name, env = process.env) {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`no tool is called ${name}`);
  return tool.find(env);
}

/**
 * Why something that needs these tools cannot run here, or null when it can.
 * @param {string[]} names names of `tools`
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} for example `firefox-esr (not installed), xvfb (not installed)`
 */
export function skipReason(names, env = process.env) {
  const absent = names.filter((name) => !toolPath(name, env));
  return absent.length === 0 ? null : absent.map((name) => `${name} (not installed)`).join(', ');
}
