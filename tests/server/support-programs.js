/** Runs the programs of `programs/`, as a shell would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @typedef {{code: number | null, signal: string | null, stdout: string, stderr: string, ms: number}} Ended */

/**
 * @param {'ends' | 'command'} program
 * @param {string[]} argv
 * @param {{signal?: NodeJS.Signals, options?: string[]}} [how] a signal that it is sent when it is ready; options of Node
 * @returns {Promise<Ended>} `ms` from when it was ready
 */
export async function runProgram(program, argv, { signal, options = [] } = {}) {
  const file = fileURLToPath(new URL(`programs/${program}.js`, import.meta.url));
  const child = spawn(process.execPath, [...options, file, ...argv], {
    env: { PATH: process.env.PATH },
  });
  const output = { stdout: '', stderr: '' };
  let readyAt = 0;
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
    if (readyAt > 0 || !output.stdout.includes('ready')) return;
    readyAt = performance.now();
    if (signal) setTimeout(() => child.kill(signal), 50);
  });
  child.stderr.on('data', (chunk) => void (output.stderr += chunk));
  const [code, by] = await once(child, 'close');
  return { code, signal: by, ...output, ms: performance.now() - readyAt };
}
