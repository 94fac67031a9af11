/**
 * @typedef {object} CounterSnapshot
 * @property {number} accepted Events that were queued for PostHog, `$identify` included.
 * @property {number} forwarded Events that PostHog took.
 * @property {number} retried Events in tries that will be repeated.
 * @property {number} duplicates Events of a client's retry that were queued before.
 * @property {number} tokenRequests Captures that were let in by a token.
 * @property {number} replayBytes Of recordings, handed on to PostHog.
 * @property {number} planMismatches Requests from a page with another version of the plan.
 * @property {Record<string, number>} dropped Events by reason.
 * @property {Record<string, number>} refused Requests by error word.
 *
 * @typedef {Exclude<keyof CounterSnapshot, 'dropped' | 'refused'>} CounterName
 */

/** @typedef {ReturnType<typeof createCounters>} Counters */

/** Counts what the endpoint did. */
export function createCounters() {
  const totals = {
    accepted: 0,
    forwarded: 0,
    retried: 0,
    duplicates: 0,
    tokenRequests: 0,
    replayBytes: 0,
    planMismatches: 0,
  };
  /** @type {Map<string, number>} */
  const dropped = new Map();
  /** @type {Map<string, number>} */
  const refused = new Map();

  return {
    /**
     * @param {CounterName} name
     * @param {number} [count]
     */
    add(name, count = 1) {
      totals[name] += count;
    },
    /**
     * @param {string} reason
     * @param {number} [count]
     */
    drop(reason, count = 1) {
      dropped.set(reason, (dropped.get(reason) ?? 0) + count);
    },
    /** @param {string} error */
    refuse(error) {
      refused.set(error, (refused.get(error) ?? 0) + 1);
    },
    /** @returns {CounterSnapshot} */
    snapshot() {
      return {
        ...totals,
        dropped: Object.fromEntries(dropped),
        refused: Object.fromEntries(refused),
      };
    },
  };
}
