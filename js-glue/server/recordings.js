import { createBoundedMap } from './bounded-map.js';

/** @typedef {ReturnType<typeof createRecordings>} Recordings */

/** How long nothing of a recording that was stopped is taken: longer than any client tries. */
const STOPPED_TTL_MS = 24 * 60 * 60 * 1000;

/**
 * Which recordings have been stopped, and what of each is on its way: when one is stopped, that is
 * cut off. Of this process alone; what a person chose is asked of the session in any case.
 *
 * Anybody may stop a recording, and so fill what is remembered of keys that nobody recorded with.
 * Those of recordings are remembered apart.
 *
 * @param {{capacity: number, now: () => number}} options `capacity` of each
 */
export function createRecordings({ capacity, now }) {
  const bounds = { capacity, ttlMs: STOPPED_TTL_MS, now };
  /** @type {import('./bounded-map.js').BoundedMap<string, {isStopped: boolean}>} */
  const known = createBoundedMap(bounds);
  /** @type {import('./bounded-map.js').BoundedMap<string, true>} */
  const unknown = createBoundedMap(bounds);
  /** @type {Map<string, Set<AbortController>>} */
  const inFlight = new Map();

  return {
    /** @param {string} key */
    isStopped: (key) => known.get(key)?.isStopped ?? unknown.has(key),
    /** @param {string} key */
    stop(key) {
      if (known.has(key)) known.set(key, { isStopped: true });
      else unknown.set(key, true);
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
      if (key && !known.has(key)) known.set(key, { isStopped: false });
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
