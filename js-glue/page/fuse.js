/** How many kinds of errors are counted; in the storage of the tab, and beside it. */
const mostKinds = 50;
const storageKey = 'analytics-errors';

/** @typedef {Pick<Storage, 'getItem' | 'setItem'>} TabStorage */

/**
 * 64 bits that know a text again and tell nothing of it.
 * @param {readonly unknown[]} parts
 */
function hash(parts) {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const unit of JSON.stringify(parts)) {
    const code = unit.codePointAt(0) ?? 0;
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}

/**
 * @param {string | null | undefined} text
 * @returns {Map<string, number>} empty where it is not what was stored
 */
function parse(text) {
  try {
    const rows = Object.entries(JSON.parse(text ?? '{}'));
    return new Map(rows.filter(([, count]) => typeof count === 'number').slice(0, mostKinds));
  } catch {
    return new Map();
  }
}

/**
 * Keeps an error that happens again and again from being told each time (M110): so many of a kind in a session of the tab. Where
 * the storage fails, or holds fifty kinds, it counts in memory, up to fifty more: then nothing more is told.
 * @param {() => TabStorage} storageOf is asked at each use, and may throw
 * @param {number} limit how many of a kind are told
 * @param {() => boolean} [mayStore] whether the storage may be written now
 */
export function createFuse(storageOf, limit, mayStore = () => true) {
  /** @type {Map<string, number>} */
  const memory = new Map();

  /** @returns {Map<string, number> | null} null where it cannot be read */
  function stored() {
    try {
      return parse(storageOf().getItem(storageKey));
    } catch {
      return null;
    }
  }

  /** @param {Map<string, number>} counts @param {string} kind */
  const hasRoom = (counts, kind) => counts.has(kind) || counts.size < mostKinds;

  /**
   * @param {Map<string, number> | null} counts @param {string} kind @param {number} count
   * @returns {boolean} whether it is stored
   */
  function store(counts, kind, count) {
    try {
      if (!counts || !hasRoom(counts, kind) || !mayStore()) return false;
      const rows = Object.fromEntries(counts.set(kind, count));
      storageOf().setItem(storageKey, JSON.stringify(rows));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Counts an error.
   * @param {import('./problem.js').Problem} problem its kind is type, redacted message and place; only a hash of them is stored
   * @returns {boolean} whether it must not be told any more
   */
  return function isSpent({ type, message, frame: { file, call, line, column } }) {
    const kind = hash([type, message, file, call, line, column]);
    const counts = stored();
    const count = 1 + Math.max(counts?.get(kind) ?? 0, memory.get(kind) ?? 0);
    if (count > limit) return true;
    if (store(counts, kind, count)) return false;
    if (!hasRoom(memory, kind)) return true;
    memory.set(kind, count);
    return false;
  };
}
