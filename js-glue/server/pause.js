/** @typedef {ReturnType<typeof createPause>} Pause */

/**
 * One timer that can be asked how long it still runs and be cut short. It does not keep a Node
 * process alive: what must not be lost is what `close()` is for.
 */
export function createPause() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {(() => void) | undefined} */
  let wake;
  let endsAt = 0;

  function cancel() {
    clearTimeout(timer);
    timer = undefined;
    const resolve = wake;
    wake = undefined;
    resolve?.();
  }

  /**
   * Starts it unless it runs already.
   *
   * @param {number} ms
   * @param {() => void} run
   */
  function start(ms, run) {
    if (timer !== undefined) return;
    endsAt = Date.now() + ms;
    timer = setTimeout(() => {
      timer = undefined;
      run();
    }, ms);
    if (typeof timer === 'object') timer.unref?.();
  }

  return {
    start,
    cancel,
    /**
     * @param {number} ms
     * @returns {Promise<void>} resolves after that time, or when it is cancelled
     */
    wait(ms) {
      return new Promise((resolve) => {
        wake = resolve;
        start(ms, cancel);
      });
    },
    /** @returns {number} 0 if it does not run */
    remainingMs: () => (timer === undefined ? 0 : Math.max(0, endsAt - Date.now())),
  };
}
