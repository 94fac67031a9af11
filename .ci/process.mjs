/** Child processes and progress lines, shared by every script in this folder. Nothing here needs a dependency. */
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] working directory; the repository root when absent
 * @property {NodeJS.ProcessEnv} [env] whole environment of the child
 * @property {string} [log] file that receives the output instead of the terminal
 * @property {boolean} [capture] keep stdout and return it; stderr still goes to the terminal
 * @property {boolean} [quiet] with capture: drop stderr too
 * @property {string} [heartbeat] print this text with the elapsed time every ten seconds
 */

/**
 * Runs a command to its end. Never throws: a command that cannot be started has code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, stdout: string}>}
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = process.env, log, capture, quiet, heartbeat } = options;
  const file = log ? openLog(log) : undefined;
  const out = file ?? (capture ? 'pipe' : 'inherit');
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', out, file ?? (quiet ? 'ignore' : 'inherit')],
  });
  const startedMs = Date.now();
  const timer = heartbeat
    ? setInterval(() => say(`${heartbeat} … ${seconds(Date.now() - startedMs)}`), 10_000)
    : undefined;
  return new Promise((resolve) => {
    let stdout = '';
    /** @param {number} code */
    const finish = (code) => {
      clearInterval(timer);
      if (file !== undefined) closeSync(file);
      resolve({ code, stdout });
    };
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    let failed = false;
    child.on('error', (error) => {
      failed = true;
      if (!quiet) say(`${command}: ${error.message}`);
      finish(127);
    });
    child.on('close', (code) => {
      if (!failed) finish(code ?? 1);
    });
  });
}

/** @param {string} path */
function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a');
}

/**
 * Path of an executable, or null. Walks PATH itself, as `which` is missing on small systems.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findExecutable(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(':')) {
    if (folder === '') continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Whether this module is the script Node was started with.
 * @param {string} moduleUrl its `import.meta.url`
 */
export function isMain(moduleUrl) {
  return process.argv[1] === fileURLToPath(moduleUrl);
}
