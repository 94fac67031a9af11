/**
 * Makes a checkout ready: `node .ci/setup.mjs [--for start|test|bench]`.
 * Needs Node and nothing else, may be run again at any time, and does only what is missing.
 * SECOND_ANALYTICS_NO_INSTALL=1 makes it look and report only.
 */
import { existsSync, lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashFiles, readStamp, writeStamp } from './files.mjs';
import { fetchCjson, messageOf } from './fetch-cjson.mjs';
import { isMain, root, run, say, seconds } from './process.mjs';
import { installPackages } from './packages.mjs';
import { missingTools, purposes } from './tools.mjs';

const leastNodeMajor = 20;

/** @typedef {import('./tools.mjs').Purpose} Purpose */
/**
 * @typedef {object} SetupResult
 * @property {string[]} skipped what is not there, each with its reason; things that need it are skipped
 * @property {string[]} failed what nothing can do without and could not be had
 * @property {string | null} cjson folder of the cJSON sources
 */

/**
 * @param {Purpose} purpose
 * @param {{env?: NodeJS.ProcessEnv, folder?: string, log?: (text: string) => void, uid?: number}} [options]
 *   `folder`: the checkout to set up, this one when absent; `uid`: the user's, 0 may install packages
 * @returns {Promise<SetupResult>}
 */
export async function setup(purpose, options = {}) {
  const { env = process.env, folder = root, log = say, uid = process.getuid?.() } = options;
  const install = env.SECOND_ANALYTICS_NO_INSTALL !== '1';
  /** @type {SetupResult} */
  const result = { skipped: [], failed: [], cjson: null };
  await setUpNodeModules(folder, install, env, result, log);
  const missing = install ? missingTools(purpose, env) : [];
  const reasons = await installPackages(missing, { env, folder, log, uid });
  for (const { name } of missingTools(purpose, env)) {
    result.skipped.push(`${name} (${reasons.get(name) ?? 'not installed'})`);
  }
  await setUpCjson(folder, install, env, result, log);
  return result;
}

/**
 * @param {string} folder
 * @param {boolean} install
 * @param {NodeJS.ProcessEnv} env
 * @param {SetupResult} result
 * @param {(text: string) => void} log
 */
async function setUpNodeModules(folder, install, env, result, log) {
  if (nodeModulesAreCurrent(folder)) return;
  if (!install) {
    result.skipped.push('node modules (not installed)');
    return;
  }
  const modules = lstatSync(join(folder, 'node_modules'), { throwIfNoEntry: false });
  if (modules?.isSymbolicLink()) {
    result.failed.push(
      'node modules (node_modules is a link, and npm would empty what it leads to: remove the link)',
    );
    return;
  }
  log('set-up: node modules: npm ci, for the build tools and the test runner (about 10 s)');
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ];
  const { code } = await run('npm', args, { cwd: folder, env, heartbeat: 'set-up: npm ci' });
  if (code === 0) writeStamp(stampOf(folder), hashFiles([join(folder, 'package-lock.json')]));
  else result.failed.push(`node modules (npm ci ended with code ${code})`);
}

/** @param {string} folder */
function stampOf(folder) {
  return join(folder, 'node_modules', '.setup-stamp');
}

/**
 * Current when installed from exactly this lock file. Modules installed by hand bear no stamp: npm's own record,
 * which it writes last, must then be younger than the lock file.
 * @param {string} folder
 */
function nodeModulesAreCurrent(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  const lock = join(folder, 'package-lock.json');
  if (!existsSync(record)) return false;
  const stamp = readStamp(stampOf(folder));
  if (stamp !== null) return stamp === hashFiles([lock]);
  if (statSync(record).mtimeMs < statSync(lock).mtimeMs) return false;
  writeStamp(stampOf(folder), hashFiles([lock]));
  return true;
}

/**
 * @param {string} folder
 * @param {boolean} install
 * @param {NodeJS.ProcessEnv} env
 * @param {SetupResult} result
 * @param {(text: string) => void} log
 */
async function setUpCjson(folder, install, env, result, log) {
  try {
    result.cjson = await fetchCjson({ env, folder, log });
  } catch (error) {
    if (install) result.failed.push(messageOf(error));
    else result.skipped.push('cJSON (not fetched)');
  }
}

/**
 * @param {SetupResult} result
 * @returns {string}
 */
export function summaryOf({ skipped, failed }) {
  const parts = [];
  if (failed.length > 0) parts.push(`${failed.length} failed: ${failed.join(', ')}`);
  if (skipped.length > 0) parts.push(`${skipped.length} skipped: ${skipped.join(', ')}`);
  return `set-up: ${parts.join('; ') || 'ready, nothing skipped'}`;
}

async function main() {
  const given = process.argv[process.argv.indexOf('--for') + 1];
  const purpose = process.argv.includes('--for') ? given : 'test';
  if (!purposes.includes(/** @type {Purpose} */ (purpose))) {
    say(`usage: node .ci/setup.mjs [--for ${purposes.join('|')}]`);
    return 2;
  }
  if (Number(process.versions.node.split('.')[0]) < leastNodeMajor) {
    say(`set-up: Node ${leastNodeMajor} or newer is needed; this is ${process.version}`);
    return 1;
  }
  const startedMs = Date.now();
  const result = await setup(/** @type {Purpose} */ (purpose));
  say(`${summaryOf(result)} (${seconds(Date.now() - startedMs)})`);
  return result.failed.length > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) process.exitCode = await main();
