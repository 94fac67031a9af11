import { ownText } from './text.js';

/** @typedef {{line: string, bytes: number, at: number, key: number}} QueuedLine `at`: when it came, ms; `key`: the spool's */
/** @typedef {ReturnType<typeof createQueue>} Queue */

const encoder = new TextEncoder();

/** @param {string} line */
const bytesOf = (line) => encoder.encode(line).byteLength;

/**
 * Lines that wait for PostHog, in order, bounded by number and by UTF-8 bytes. A full queue refuses
 * the newest: what was accepted is kept, and the client still has the rest. A batch that was taken
 * counts until it is settled.
 *
 * Each line is in the spool, too, until it is settled. What is left there is queued first, also beyond the limits: it was
 * acknowledged, and nothing new is taken until it is less.
 *
 * @param {{queueEvents: number, queueBytes: number, batchEvents: number, batchBytes: number}}
 *   limits
 * @param {() => number} now
 * @param {import('./spool/types.js').Spool} spool
 * @param {import('./spool/types.js').StoredLine[]} left
 */
export function createQueue(limits, now, spool, left) {
  const { queueEvents, queueBytes, batchEvents, batchBytes } = limits;
  /** @type {QueuedLine[]} */
  const waiting = left.map((row) => ({ ...row, bytes: bytesOf(row.line), at: now() }));
  /** Taken and not settled, in order. @type {Set<QueuedLine>} */
  const taken = new Set();
  const held = { events: waiting.length, bytes: waiting.reduce((sum, row) => sum + row.bytes, 0) };
  let takenBytes = 0;

  return {
    /**
     * @param {string} line
     * @returns {boolean} false if it does not fit
     */
    push(line) {
      const bytes = bytesOf(line);
      if (held.events >= queueEvents || queueBytes - held.bytes < bytes) return false;
      waiting.push({ line: ownText(line), bytes, at: now(), key: spool.append(line) });
      held.events += 1;
      held.bytes += bytes;
      return true;
    },
    /**
     * The next batch: at least one line, and no more than fit.
     *
     * @returns {QueuedLine[]} empty if nothing waits
     */
    take() {
      let count = 0;
      let bytes = 0;
      while (count < Math.min(waiting.length, batchEvents)) {
        bytes += waiting[count].bytes + 1;
        if (count > 0 && bytes > batchBytes) break;
        count += 1;
      }
      const batch = waiting.splice(0, count);
      for (const row of batch) {
        taken.add(row);
        takenBytes += row.bytes;
      }
      return batch;
    },
    /** Lets what was taken wait again, before the rest. */
    restore() {
      waiting.unshift(...taken);
      taken.clear();
      takenBytes = 0;
    },
    /** @param {QueuedLine[]} batch Lines taken before that are delivered or given up. */
    settle(batch) {
      held.events -= batch.length;
      for (const row of batch) {
        held.bytes -= row.bytes;
        takenBytes -= row.bytes;
        taken.delete(row);
      }
      spool.remove(batch.map(({ key }) => key));
    },
    /** Whether as many lines or bytes wait as a batch holds. */
    isBatchFull: () => waiting.length >= batchEvents || held.bytes - takenBytes >= batchBytes,
    /** Lines that wait; without those taken. */
    waiting: () => waiting.length,
    /** Events and bytes held, those taken included. */
    depth: () => ({ ...held }),
    /** How long the oldest of them has been here, in ms; 0 where nothing is held, or the clock was set back. */
    lagMs() {
      const [oldest = waiting[0]] = taken;
      return oldest ? Math.max(0, now() - oldest.at) : 0;
    },
  };
}
