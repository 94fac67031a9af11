/** @typedef {'pushState' | 'replaceState'} HistoryCall */

/**
 * Hears of a call of the history, and leaves it as it was. Stopping gives it back, unless somebody has wrapped it since.
 * @param {HistoryCall} name
 * @param {() => void} onCall never throws
 * @returns {() => void} stops
 */
function wrap(name, onCall) {
  const isOwn = Object.prototype.hasOwnProperty.call(history, name);
  const before = history[name];
  /** @this {History} @param {Parameters<History[HistoryCall]>} rest */
  const wrapped = function (...rest) {
    const result = Reflect.apply(before, this, rest);
    onCall();
    return result;
  };
  Reflect.set(history, name, wrapped); // nothing happens where that is not allowed
  return () => {
    if (history[name] !== wrapped) return;
    if (isOwn) history[name] = before;
    else Reflect.deleteProperty(history, name);
  };
}

/**
 * Follows the page's address, however an application moves it without loading anew: by the Navigation API where there is one,
 * else by the history's own events and calls.
 * @param {() => void} onMove never throws; is also called when nothing has changed
 * @returns {() => void} stops
 */
export function followAddress(onMove) {
  const watch = new AbortController();
  const { signal } = watch;
  // A document without an origin has the API, and no entries to follow.
  const navigation = /** @type {any} */ (window).navigation;
  if (navigation?.currentEntry) {
    navigation.addEventListener('currententrychange', onMove, { signal });
    return () => watch.abort();
  }
  /** What somebody wrapped since goes on calling. */
  const onCall = () => {
    if (!signal.aborted) onMove();
  };
  addEventListener('popstate', onMove, { signal });
  addEventListener('hashchange', onMove, { signal }); // some tell of a fragment by this alone
  const unwrap = [wrap('pushState', onCall), wrap('replaceState', onCall)];
  return () => {
    watch.abort();
    for (const stop of unwrap) stop();
  };
}
