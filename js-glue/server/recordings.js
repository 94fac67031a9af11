import { createBoundedMap } from './bounded-map.js';

/** @typedef {ReturnType<typeof createRecordings>} Recordings */

/** How long nothing of a recording that was stopped is taken: longer than any client tries. */
const STOPPED_TTL_MS = 24 * 60 * 60 * 1000;

/**
 * Which recordings have been stopped, and what of each is on its way: when one is stopped, that is
 * cut off. Of this process alone; what a person chose is asked of the session in any case.
 *
 * @param {{capacity: number, now: () => number}} options
 */
export function createRecordings({ capacity, now }) {
  /** @type {import('./bounded-map.js').BoundedMap<string, true>} */
  const stopped = createBoundedMap({ capacity, ttlMs: STOPPED_TTL_MS, now });
  /** @type {Map<string, Set<AbortController>>} */
  const inFlight = new Map();

  return {
    /** @param {string} key */
    isStopped: (key) => stopped.has(key),
    /** @param {string} key */
    stop(key) {
      stopped.set(key, true);
      for (const controller of inFlight.get(key) ?? []) controller.abort();
    },
    /**
     * Does something that ends when the recording is stopped.
     *
     * @template T
     * @param {string} key
     * @param {(signal: AbortSignal) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async during(key, work) {
      const controller = new AbortController();
      const others = inFlight.get(key) ?? new Set();
      inFlight.set(key, others.add(controller));
      try {
        return await work(controller.signal);
      } finally {
        others.delete(controller);
        if (others.size === 0) inFlight.delete(key);
      }
    },
  };
}
