import { createJournal } from './journal.js';
import { loadLevel, openLevel } from './level.js';
import { salvage } from './salvage.js';
import { createStore } from './store.js';

export { SpoolError } from './error.js';

/** @typedef {import('./types.js').Spool} Spool */

/**
 * Opens a spool on disk, for one handler on one machine: `createAnalyticsHandler({ …, spool: await openSpool({ folder }) })`. An
 * event that was answered 204 or 200 outlives a crash of the process and of the machine, and is delivered after the next start, in
 * order and under its own uuid (V7).
 *
 * Needs the package `classic-level` 3, which nothing else loads.
 *
 * @param {object} options
 * @param {string} options.folder of this spool alone, on a local disk. Made, readable by its user alone, where it is missing.
 * @param {import('./level.js').LevelClass} [options.ClassicLevel] the package's class, where a bundle hides its name
 * @returns {Promise<Spool>}
 * @throws {TypeError} without a folder; {SpoolError} with `code` `spool_package`, `spool_folder`, `spool_locked` (another process
 *   has it) or `spool_unreadable`
 */
export async function openSpool({ folder, ClassicLevel }) {
  if (typeof folder !== 'string' || folder === '')
    throw new TypeError('folder must be the path of a folder');
  const opened = await openLevel(await loadLevel(ClassicLevel), folder);
  const left = await salvage(opened);
  return createSpool(createStore(opened.level, left.lines), left);
}

/**
 * @param {ReturnType<typeof createStore>} store
 * @param {Awaited<ReturnType<typeof salvage>>} left
 * @returns {Spool}
 */
function createSpool(store, { lines, corrupt, nextKey }) {
  let held = lines.length;
  let key = nextKey;
  /** @type {((count: number) => void) | null} */
  let tell = null;
  /** @type {Promise<void> | null} */
  let closing = null;

  const journal = createJournal(
    async (changes) => {
      await store.write(changes);
      if (held === 0) await store.compact().catch(() => {}); // it is done better the next time
    },
    (count) => tell?.(count),
  );

  async function close() {
    const isWritten = await journal.written();
    if (isWritten && held === 0) await store.compact(1).catch(() => {});
    await store.close();
  }

  return {
    begin(onFailure) {
      if (tell) throw new TypeError('a spool serves one handler');
      tell = onFailure;
      return { lines: lines.splice(0), corrupt };
    },
    append(line) {
      held += 1;
      journal.change(key, line);
      key += 1;
      return key - 1;
    },
    remove(keys) {
      held -= keys.length;
      for (const one of keys) journal.change(one, null);
    },
    saved: journal.written,
    close() {
      closing = closing ?? close();
      return closing;
    },
  };
}
