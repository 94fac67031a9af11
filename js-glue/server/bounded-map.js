/**
 * @template K, V
 * @typedef {object} BoundedMap
 * @property {(key: K) => V | undefined} get Also marks the entry as the newest.
 * @property {(key: K) => boolean} has Leaves the order as it is.
 * @property {(key: K, value: V) => void} set
 */

/**
 * A map that forgets: the entry that was not used for longest when it is full, and every entry some
 * time after it was set (use does not lengthen its life).
 *
 * @template K, V
 * @param {{capacity: number, ttlMs?: number, now?: () => number}} options
 * @returns {BoundedMap<K, V>}
 */
export function createBoundedMap({ capacity, ttlMs = Infinity, now = Date.now }) {
  /** @type {Map<K, {value: V, expiresAt: number}>} */
  const entries = new Map();
  // One iterator for good: it stands behind what was forgotten. A new one would walk over the holes that this left, each time.
  const oldest = entries.keys();

  /** @param {K} key */
  function live(key) {
    const entry = entries.get(key);
    if (entry === undefined || now() < entry.expiresAt) return entry;
    entries.delete(key);
    return undefined;
  }

  return {
    get(key) {
      const entry = live(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    has: (key) => live(key) !== undefined,
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, expiresAt: now() + ttlMs });
      if (entries.size > capacity) entries.delete(/** @type {K} */ (oldest.next().value));
    },
  };
}
