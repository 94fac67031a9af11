/** @typedef {import('./types.js').Endpoint} Endpoint */

/**
 * @typedef {object} Lifecycle
 * @property {() => Promise<void>} flush Delivers what waits; for platforms that freeze after a response.
 * @property {(deadlineMs?: number) => Promise<{left: number}>} close Takes no more and drains, 5 s by default; says how many
 *   events were left (M24); a durable spool keeps them.
 * @property {() => Counts} counts
 *
 * @typedef {import('./counters.js').CounterSnapshot & {queued: {events: number, bytes: number}, lagMs: number}} Counts
 *   `lagMs`: how long the oldest event that is queued has been here
 */

/**
 * What the owner of an endpoint does with its queue.
 *
 * @param {Pick<Endpoint, 'forwarder' | 'spool' | 'counters' | 'pending'>} endpoint
 * @returns {Lifecycle}
 */
export function createLifecycle({ forwarder, spool, counters, pending }) {
  return {
    async flush() {
      if (pending.size > 0) await Promise.all(pending);
      await forwarder?.flush();
    },
    async close(deadlineMs) {
      if (pending.size > 0) await Promise.all(pending);
      const answer = forwarder ? await forwarder.close(deadlineMs) : { left: 0 };
      await spool.close().catch(() => {}); // what it could not write was told when it failed
      return answer;
    },
    counts: () => ({
      ...counters.snapshot(),
      queued: forwarder?.depth() ?? { events: 0, bytes: 0 },
      lagMs: forwarder?.lagMs() ?? 0,
    }),
  };
}
