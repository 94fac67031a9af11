import { quietly } from './quietly.js';

/**
 * @param {() => void} onLeave called when the page is hidden or put away: whether it comes back is not known. Before others hear
 *   of it, so that what is captured then goes along with what the client sends.
 * @returns {() => void} stops
 */
export function watchLeaving(onLeave) {
  const watch = new AbortController();
  const options = { signal: watch.signal, capture: true };
  const leave = quietly((/** @type {Event} */ { type }) => {
    if (type === 'pagehide' || document.visibilityState === 'hidden') onLeave();
  });
  addEventListener('visibilitychange', leave, options);
  addEventListener('pagehide', leave, options);
  return () => watch.abort();
}
