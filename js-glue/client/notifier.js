/** @typedef {import('./types.js').Notices} Notices */

/**
 * Listeners by type. One that throws does not keep the others from hearing.
 * @param {boolean} [debug] also names reasons on the console
 */
export function createNotifier(debug) {
  /** @type {Map<string, Set<(notice: any) => void>>} */
  const listeners = new Map();

  /** @param {unknown} error of which only the message of our own is shown */
  function warn(error) {
    if (debug)
      console.warn(error instanceof Error ? error.message : 'second-analytics: not available');
  }

  /**
   * @template {keyof Notices} T
   * @param {T} type
   * @param {Notices[T]} notice
   */
  function emit(type, notice) {
    if (debug && type === 'dropped') {
      console.warn(
        `second-analytics: dropped: ${/** @type {Notices['dropped']} */ (notice).reason}`,
      );
    }
    for (const listener of listeners.get(type) ?? []) {
      try {
        listener(notice);
      } catch (error) {
        warn(error);
      }
    }
  }

  /**
   * @template {keyof Notices} T
   * @param {T} type
   * @param {(notice: Notices[T]) => void} listener
   * @returns {() => void} stops listening
   */
  function on(type, listener) {
    const set = listeners.get(type) ?? new Set();
    listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }

  return { emit, on, warn };
}
