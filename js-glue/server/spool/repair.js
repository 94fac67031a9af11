import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where a repair puts what it could not read. */
const SET_ASIDE = 'lost';

/**
 * Keeps what is whole of a store that cannot be opened, and deletes the rest, as nobody would ever look after it. In a process of
 * its own: LevelDB believes damaged logs when it repairs, and ends the process by an assertion where they contradict themselves.
 *
 * @param {string} folder
 * @throws {Error} where there is nothing to be done
 */
export async function repair(folder) {
  const program = fileURLToPath(new URL('./repair-process.js', import.meta.url));
  await promisify(execFile)(process.execPath, [program, folder]);
  await rm(join(folder, SET_ASIDE), { recursive: true, force: true });
}
