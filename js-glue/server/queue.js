import { ownText } from './text.js';

/** @typedef {{line: string, bytes: number, at: number}} QueuedLine `at`: when it came, ms */
/** @typedef {ReturnType<typeof createQueue>} Queue */

/**
 * Lines that wait for PostHog, in order, bounded by number and by UTF-8 bytes. A full queue refuses
 * the newest: what was accepted is kept, and the client still has the rest. A batch that was taken
 * counts until it is settled.
 *
 * @param {{queueEvents: number, queueBytes: number, batchEvents: number, batchBytes: number}}
 *   limits
 * @param {() => number} now
 */
export function createQueue({ queueEvents, queueBytes, batchEvents, batchBytes }, now) {
  const encoder = new TextEncoder();
  /** @type {QueuedLine[]} */
  const waiting = [];
  /** Taken and not settled, in order. @type {Set<QueuedLine>} */
  const taken = new Set();
  const held = { events: 0, bytes: 0 };
  let takenBytes = 0;

  return {
    /**
     * @param {string} line
     * @returns {boolean} false if it does not fit
     */
    push(line) {
      const bytes = encoder.encode(line).byteLength;
      if (held.events >= queueEvents || queueBytes - held.bytes < bytes) return false;
      waiting.push({ line: ownText(line), bytes, at: now() });
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
