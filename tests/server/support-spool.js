/** Stores for the spool: one in memory that fails when it is told to, and the package, where it is installed. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../../js-glue/server/spool/level.js').LevelClass} LevelClass */
/** @typedef {import('../../js-glue/server/spool/level.js').Operation} Operation */

/** @returns {Promise<LevelClass | null>} `null` where the package is not installed */
export async function installedLevel() {
  const name = 'classic-level';
  return import(/** @type {string} */ (name)).then(
    (loaded) => loaded.ClassicLevel,
    () => null,
  );
}

/**
 * A store in memory, in place of classic-level: what a "disk" holds outlives its instances.
 */
export function createFakeLevel() {
  /** @type {Map<string, string>} */
  const disk = new Map();
  const state = {
    disk,
    /** Whether writes fail, as on a full disk. */
    isFull: false,
    /** @type {Promise<void> | null} holds writes up */
    gate: null,
    /** @type {{operations: Operation[], sync: boolean}[]} */
    writes: [],
    opened: 0,
    compacted: 0,
  };

  class FakeLevel {
    async open() {
      state.opened += 1;
    }
    async close() {}
    /** @param {Operation[]} operations @param {{sync: boolean}} options */
    async batch(operations, { sync }) {
      await state.gate;
      if (state.isFull) throw new Error('no space left on device');
      state.writes.push({ operations, sync });
      for (const operation of operations) {
        if (operation.type === 'put') disk.set(operation.key, operation.value);
        else disk.delete(operation.key);
      }
    }
    iterator() {
      return { all: async () => [...disk].sort(([a], [b]) => (a < b ? -1 : 1)) };
    }
    async compactRange() {
      state.compacted += 1;
    }
  }
  return { state, FakeLevel: /** @type {LevelClass} */ (FakeLevel) };
}

/**
 * What of a text is in the files of a folder.
 *
 * @param {string} folder
 * @param {string} text
 */
export const isInFiles = (folder, text) =>
  existsSync(folder) &&
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text));
