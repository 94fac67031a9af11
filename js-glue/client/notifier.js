/** @typedef {import('./types.js').Notices} Notices */

/**
 * Listeners by type. One that throws does not keep the others from hearing.
 * @param {boolean} [debug] also names reasons on the console
 */
export function createNotifier(debug) {
  /** @type {Set<[string, (notice: any) => void]>} */
  const listeners = new Set();

  /** @param {string} text without any value */
  function say(text) {
    // eslint-disable-next-line no-console -- asked for by the option `debug`
    if (debug) console.warn(`second-analytics: ${text}`);
  }

  /** @param {unknown} error of which only a message of our own is shown: others may hold values */
  function warn(error) {
    const { message } = /** @type {any} */ (error ?? '');
    say(/^second-analytics: (.*)/.exec(message)?.[1] ?? 'failed');
  }

  /**
   * @template {keyof Notices} T
   * @param {T} type
   * @param {Notices[T]} notice
   */
  function emit(type, notice) {
    if (type === 'dropped') say(`dropped: ${/** @type {Notices['dropped']} */ (notice).reason}`);
    for (const [wanted, listener] of [...listeners]) {
      try {
        if (wanted === type) listener(notice);
      } catch {
        say('a listener failed');
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
    /** @type {[string, (notice: any) => void]} */
    const entry = [type, listener];
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  return { emit, on, warn };
}
