/** @typedef {import('./session.js').Session} Session */

/**
 * Sends what is queued when the page may be gone in a moment, and follows what other tabs do.
 * @param {(call: (session: Session) => void) => void} run
 * @returns {() => void} stops
 */
export function watchPage(run) {
  /** @param {Event} event */
  const leave = ({ type }) => {
    if (type === 'pagehide' || document.visibilityState === 'hidden')
      run((session) => session.leave());
  };
  /**
   * @param {{key?: string | null}} event another tab signed out, chose, or made an id; null: it cleared everything. Without a
   *   key the page was put away, comes back, and was told nothing meanwhile.
   */
  const follow = ({ key = null }) => {
    if (key === null || key.includes(':analytics-'))
      run(({ configure }) => configure({ reload: true }));
  };
  const watch = new AbortController();
  const { signal } = watch;
  addEventListener('visibilitychange', leave, { signal });
  addEventListener('pagehide', leave, { signal });
  addEventListener('storage', follow, { signal });
  addEventListener('pageshow', () => follow({}), { signal });
  return () => watch.abort();
}
