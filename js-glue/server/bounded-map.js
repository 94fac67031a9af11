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
  /**
   * Stands behind what was forgotten; a new one would walk over the holes of that each time. It keeps every table that the map
   * outgrew since it last moved, so it ends where something else is taken out. @type {Iterator<K> | null}
   */
  let oldest = null;

  /** @param {K} key */
  function remove(key) {
    if (entries.delete(key)) oldest = null;
  }

  function forgetOldest() {
    oldest = oldest ?? entries.keys();
    entries.delete(oldest.next().value);
  }

  /** @param {K} key */
  function live(key) {
    const entry = entries.get(key);
    if (entry === undefined || now() < entry.expiresAt) return entry;
    remove(key);
    return undefined;
  }

  return {
    get(key) {
      const entry = live(key);
      if (entry === undefined) return undefined;
      remove(key);
      entries.set(key, entry);
      return entry.value;
    },
    has: (key) => live(key) !== undefined,
    set(key, value) {
      remove(key);
      entries.set(key, { value, expiresAt: now() + ttlMs });
      if (entries.size > capacity) forgetOldest();
    },
  };
}
