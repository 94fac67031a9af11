import { followAddress } from './follow-address.js';
import { addresses, pathOf } from './page-path.js';
import { quietly } from './quietly.js';
import { watchLeaving } from './watch-leaving.js';

/** @typedef {import('../client/types.js').Analytics} Analytics */

/**
 * @typedef {object} PageOptions
 * @property {'section' | 'path' | ((path: string) => string)} [by] what makes another view: another shape of the address by the
 *   plan (default), so that ids make none; another path; or another result of a function of the path, which also counts for the
 *   paths that `view` is given
 * @property {'path' | 'hash' | 'none'} [router] where the path is, as given to `createAnalytics`; default `path`. `none`: the
 *   address is not followed, all views come by `view`
 * @property {string} [leave] what the end of a view is captured as, such as `$pageleave`, with `duration_ms`; default: nothing
 *
 * @typedef {object} PageWatch
 * @property {(path?: string) => void} view the page shows this path now, whatever its address says; without one, that of the
 *   address. For desktop shells. By section each other path is a view, for only the shape of the page's own is known
 * @property {() => void} stop
 */

/**
 * Captures a page view at once and whenever another page comes into view (A6, M3, M86, M88): `analytics.page()`. Views in a row
 * of one section are one (M2); A, B, A are three.
 * @param {Analytics} analytics
 * @param {PageOptions} [options]
 * @returns {PageWatch}
 */
export function watchPages(analytics, { by = 'section', router = 'path', leave } = {}) {
  if (typeof window === 'undefined') return { view() {}, stop() {} };
  const here = addresses[router] ?? addresses.path;
  let address = '';
  let viewed = ''; // path of the last view
  let section = ''; // of the last view; empty as long as nobody knows
  let sinceMs = 0;
  let isOpen = false; // a view whose end is to be told

  // While the core is loaded, the client knows no shapes. Its first event says that it does, once all that waited is captured.
  const learn = quietly(() => {
    section ||= analytics.routeShape();
  });
  const unlearn = analytics.on('queued', () => {
    if (by === 'section' && !section) queueMicrotask(learn);
  });

  /** @param {string} path @param {boolean} isAddress */
  function sectionOf(path, isAddress) {
    if (typeof by === 'function') return by(path);
    return by === 'section' && isAddress ? analytics.routeShape() : path;
  }

  function end() {
    if (!leave || !isOpen) return;
    isOpen = false;
    analytics.capture(leave, { duration_ms: Math.round(performance.now() - sinceMs) });
  }

  /** @param {string} path @param {boolean} isAddress */
  function show(path, isAddress) {
    const next = sectionOf(path, isAddress);
    if (path === viewed || (next && next === section)) return;
    // Of the page that is left, not of the one that comes: naming a path again that was viewed last captures nothing.
    if (leave && isOpen) analytics.page(viewed);
    end();
    viewed = path;
    sinceMs = performance.now();
    isOpen = true;
    section = '';
    analytics.page(path);
    section = by === 'section' ? analytics.routeShape() : next;
  }

  const move = quietly(() => {
    const now = here();
    if (now === address) return; // else a path that `view` was given would end with any query
    address = now;
    show(now, true);
  });
  const unfollow = router === 'none' ? () => {} : followAddress(move);
  const unleave = watchLeaving(end);
  if (router !== 'none') move();

  return {
    view: quietly((/** @type {string | undefined} */ path) => {
      if (path) show(pathOf(path), false);
      else if (router !== 'none') show(here(), true);
    }),
    stop() {
      unlearn();
      unfollow();
      unleave();
    },
  };
}
