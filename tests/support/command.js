/** Runs the command `second-analytics` as a shell would. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../js-glue/cli/main.js', import.meta.url));

/**
 * @param {string[]} args
 * @param {string} [input]
 */
export function runCommand(args, input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
