/** @typedef {{line: string, bytes: number, key: number}} QueuedLine `key`: the spool's */
/** @typedef {ReturnType<typeof createQueue>} Queue */

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
 * @param {import('./spool/types.js').Spool} spool
 * @param {import('./spool/types.js').StoredLine[]} left
 */
export function createQueue({ queueEvents, queueBytes, batchEvents, batchBytes }, spool, left) {
  const encoder = new TextEncoder();
  /** @type {QueuedLine[]} */
  const waiting = left.map((row) => ({ ...row, bytes: encoder.encode(row.line).byteLength }));
  /** Taken and not settled, in order. @type {Set<QueuedLine>} */
  const taken = new Set();
  const held = {
    events: waiting.length,
    bytes: waiting.reduce((sum, { bytes }) => sum + bytes, 0),
  };

  return {
    /**
     * @param {string} line
     * @returns {boolean} false if it does not fit
     */
    push(line) {
      const bytes = encoder.encode(line).byteLength;
      if (held.events >= queueEvents || queueBytes - held.bytes < bytes) return false;
      waiting.push({ line, bytes, key: spool.append(line) });
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
      for (const row of batch) taken.add(row);
      return batch;
    },
    /** Lets what was taken wait again, before the rest. */
    restore() {
      waiting.unshift(...taken);
      taken.clear();
    },
    /** @param {QueuedLine[]} batch Lines taken before that are delivered or given up. */
    settle(batch) {
      held.events -= batch.length;
      for (const row of batch) {
        held.bytes -= row.bytes;
        taken.delete(row);
      }
      spool.remove(batch.map(({ key }) => key));
    },
    /** Lines that wait; without those taken. */
    waiting: () => waiting.length,
    /** Events and bytes held, those taken included. */
    depth: () => ({ ...held }),
  };
}
