/** What to write: a line by its key, or `null` to remove it. @typedef {Map<number, string | null>} Changes */

/** @typedef {ReturnType<typeof createJournal>} Journal */

/**
 * Writes changes behind the back of those who make them, one write at a time: all that comes up while one is under way goes into
 * the next, so that requests of the same moment share its flush. What could not be written stays with what is to be written.
 *
 * @param {(changes: Changes) => Promise<void>} write all of them or none
 * @param {(count: number) => void} onFailure is told how many lines could not be written
 */
export function createJournal(write, onFailure) {
  /** @type {Changes} */
  let pending = new Map();
  /** @type {Promise<boolean>} */
  let last = Promise.resolve(true);
  let isScheduled = false;

  async function writePending() {
    isScheduled = false;
    const changes = pending;
    pending = new Map();
    try {
      if (changes.size > 0) await write(changes);
      return true;
    } catch {
      pending = new Map([...changes, ...pending]);
      onFailure(linesIn(changes));
      return false;
    }
  }

  /** Begins when the write before it has ended, and takes all that there is by then. */
  function schedule() {
    if (isScheduled) return;
    isScheduled = true;
    last = last.then(writePending);
  }

  return {
    /** @param {number} key @param {string | null} line */
    change(key, line) {
      pending.set(key, line);
      schedule();
    },
    /** @returns {Promise<boolean>} whether all changes until now are written */
    written() {
      if (pending.size > 0) schedule();
      return last;
    },
  };
}

/** @param {Changes} changes */
const linesIn = (changes) => [...changes.values()].filter((line) => line !== null).length;
