/**
 * @typedef {object} CounterSnapshot
 * @property {number} accepted Events that were queued for PostHog, `$identify` included.
 * @property {number} forwarded Events that PostHog took.
 * @property {number} retried Events in tries that will be repeated.
 * @property {number} duplicates Events of a client's retry that were queued before.
 * @property {number} tokenRequests Captures that were let in by a token.
 * @property {number} replayBytes Of recordings, handed on to PostHog.
 * @property {number} planMismatches Requests from a page with another version of the plan.
 * @property {Record<string, number>} metrics Events of a plan's `"destination": "metrics"` or `"both"`, by name (M6, M7).
 * @property {Record<string, number>} dropped Events by reason.
 * @property {Record<string, number>} refused Requests by error word.
 *
 * @typedef {Exclude<keyof CounterSnapshot, 'metrics' | 'dropped' | 'refused'>} CounterName
 */

/** @typedef {ReturnType<typeof createCounters>} Counters */

/** Counts by name. */
function createTally() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return {
    /** @param {string} name @param {number} [count] */
    add: (name, count = 1) => void counts.set(name, (counts.get(name) ?? 0) + count),
    /** @returns {Record<string, number>} */
    read: () => Object.fromEntries(counts),
  };
}

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
  const metrics = createTally();
  const dropped = createTally();
  const refused = createTally();

  return {
    /**
     * @param {CounterName} name
     * @param {number} [count]
     */
    add(name, count = 1) {
      totals[name] += count;
    },
    /** @param {string} event of the plan, so that there are no more names than it has */
    meter: (event) => metrics.add(event),
    /**
     * @param {string} reason
     * @param {number} [count]
     */
    drop: (reason, count) => dropped.add(reason, count),
    /** @param {string} error */
    refuse: (error) => refused.add(error),
    /** @returns {CounterSnapshot} */
    snapshot() {
      return {
        ...totals,
        metrics: metrics.read(),
        dropped: dropped.read(),
        refused: refused.read(),
      };
    },
  };
}
