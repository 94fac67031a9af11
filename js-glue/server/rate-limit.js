import { createBoundedMap } from './bounded-map.js';

/** @typedef {ReturnType<typeof createRateLimiter>} RateLimiter */

/**
 * A token bucket for each key: `requests` at once, refilled evenly over `windowMs`. The buckets of
 * the keys that were idle for longest are forgotten, which only ever gives more. `requests:
 * Infinity`: no limit.
 *
 * @param {{requests: number, windowMs: number, capacity: number, now: () => number}} options
 */
export function createRateLimiter({ requests, windowMs, capacity, now }) {
  /** @type {import('./bounded-map.js').BoundedMap<string, {tokens: number, at: number}>} */
  const buckets = createBoundedMap({ capacity, now });
  const tokensPerMs = requests / windowMs;

  return {
    /**
     * @param {string} key
     * @returns {number} 0 if the request may pass, else the milliseconds until one may
     */
    take(key) {
      if (!Number.isFinite(tokensPerMs)) return 0;
      const at = now();
      const bucket = buckets.get(key) ?? { tokens: requests, at };
      const tokens = Math.min(requests, bucket.tokens + Math.max(0, at - bucket.at) * tokensPerMs);
      const passes = tokens >= 1;
      buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at });
      return passes ? 0 : (1 - tokens) / tokensPerMs;
    },
  };
}
