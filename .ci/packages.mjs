/** Installs the Debian packages of missing tools, or says how a person can. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutable, run } from './process.mjs';

/** @typedef {import('./tools.mjs').Tool} Tool */

const logPath = join('build', 'setup.log');

/**
 * @typedef {object} InstallOptions
 * @property {NodeJS.ProcessEnv} env
 * @property {string} folder the checkout, whose build folder receives the log
 * @property {(text: string) => void} log
 * @property {number | undefined} uid 0 may install
 */

/**
 * Never throws; a package that cannot be had does not keep the others away.
 * @param {Tool[]} missing
 * @param {InstallOptions} options
 * @returns {Promise<Map<string, string>>} tool name → why it is still missing
 */
export async function installPackages(missing, options) {
  const { env, folder, log, uid } = options;
  /** @type {Map<string, string>} */
  const reasons = new Map();
  if (missing.length === 0) return reasons;
  const names = missing.flatMap((tool) => packagesOf(tool, env));
  if (!findExecutable('apt-get', env)) {
    log(`set-up: missing: ${names.join(', ')} (names of Debian packages; no apt-get here)`);
    return reasons;
  }
  if (uid !== 0) {
    log('set-up: not root, so system packages are left as they are. To install what is missing:');
    log(
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
    return reasons;
  }
  rmSync(join(folder, logPath), { force: true });
  log(`set-up: system packages: ${names.join(', ')} (compilers and browsers of the tests)`);
  log(`set-up: up to some minutes, as the connection allows; output in ${logPath}`);
  await apt(['update'], options);
  if ((await apt(['install', ...names], options)) === 0) return reasons;
  log('set-up: not all could be installed together; trying one by one');
  for (const tool of missing) {
    if (tool.find(env)) continue;
    const code = await apt(['install', ...packagesOf(tool, env)], options);
    if (code !== 0) reasons.set(tool.name, `apt-get ended with code ${code}, see ${logPath}`);
  }
  return reasons;
}

/**
 * @param {Tool} tool
 * @param {NodeJS.ProcessEnv} env
 */
function packagesOf(tool, env) {
  return tool.packages?.(env) ?? [tool.name];
}

/**
 * @param {string[]} args
 * @param {InstallOptions} options
 */
async function apt([verb, ...names], { env, folder }) {
  const flags = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=60'];
  const { code } = await run('apt-get', [verb, ...flags, ...names], {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    log: join(folder, logPath),
    heartbeat: `set-up: apt-get ${verb} ${names.join(' ')}`.trimEnd(),
  });
  return code;
}
