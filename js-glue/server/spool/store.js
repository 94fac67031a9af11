import { encodeKey, encodeRecord } from './record.js';

/** Removed lines are in the store's files until these are written anew: when nothing is left, and this much was written since. */
const COMPACT_FROM_BYTES = 1024 * 1024;

/**
 * Writes changes into an open store.
 *
 * @param {import('./level.js').Level} level
 * @param {import('./types.js').StoredLine[]} left that it holds
 */
export function createStore(level, left) {
  let writtenBytes = left.reduce((sum, { line }) => sum + line.length, 0);
  let isDamaged = false;
  let isClosed = false;

  /** A write that failed may have left half of itself in the log, and the store takes no other: opening anew begins a new log. */
  async function recover() {
    await level.close();
    await level.open();
  }

  /** @param {boolean} is */
  const setDamaged = (is) => void (isDamaged = is);

  return {
    /**
     * @param {import('./journal.js').Changes} changes
     * @throws what the store throws; the changes are to be written again then
     */
    async write(changes) {
      if (isClosed) throw new Error('the spool is closed');
      if (isDamaged) await recover();
      setDamaged(true);
      const operations = [...changes].map(toOperation);
      // A removal need not be flushed: what comes back after a crash of the machine is delivered again under its uuid.
      await level.batch(operations, { sync: operations.some(({ type }) => type === 'put') });
      setDamaged(false);
      for (const line of changes.values()) writtenBytes += line?.length ?? 0;
    },
    /** @param {number} [fromBytes] Does nothing where less was written since the last time. */
    async compact(fromBytes = COMPACT_FROM_BYTES) {
      if (isDamaged || writtenBytes < fromBytes) return;
      writtenBytes = 0;
      await level.compactRange(encodeKey(0), encodeKey(Number.MAX_SAFE_INTEGER));
    },
    /** For good: what comes later is not written, and the folder is the next process's. */
    close() {
      isClosed = true;
      return level.close();
    },
  };
}

/**
 * @param {[key: number, line: string | null]} change
 * @returns {import('./level.js').Operation}
 */
function toOperation([number, line]) {
  const key = encodeKey(number);
  return line === null
    ? { type: 'del', key }
    : { type: 'put', key, value: encodeRecord(key, line) };
}
