/** @typedef {import('./types.js').Endpoint} Endpoint */

/**
 * @typedef {object} Lifecycle
 * @property {() => Promise<void>} flush Delivers what waits; for platforms that freeze after a response.
 * @property {(deadlineMs?: number) => Promise<{left: number}>} close Takes no more and drains, 5 s by default; says how many
 *   events were left (M24).
 * @property {() => Counts} counts
 *
 * @typedef {import('./counters.js').CounterSnapshot & {queued: {events: number, bytes: number}, lagMs: number}} Counts
 *   `lagMs`: how long the oldest event that is queued has been here
 */

/**
 * What the owner of an endpoint does with its queue.
 *
 * @param {Pick<Endpoint, 'forwarder' | 'counters' | 'pending'>} endpoint
 * @returns {Lifecycle}
 */
export function createLifecycle({ forwarder, counters, pending }) {
  return {
    async flush() {
      if (pending.size > 0) await Promise.all(pending);
      await forwarder?.flush();
    },
    async close(deadlineMs) {
      if (pending.size > 0) await Promise.all(pending);
      return forwarder ? forwarder.close(deadlineMs) : { left: 0 };
    },
    counts: () => ({
      ...counters.snapshot(),
      queued: forwarder?.depth() ?? { events: 0, bytes: 0 },
      lagMs: forwarder?.lagMs() ?? 0,
    }),
  };
}
