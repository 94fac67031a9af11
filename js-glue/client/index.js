/**
 * The browser client: timers, network and page lifecycle around the core. It has no rules of its own, never throws into the
 * page, does nothing at import, and is inert where there is no window.
 */
import { captureBuild } from '../core/capture-build.js';
import { createLeanCore, loadLeanCore } from '../core/core.js';
import { createCalls } from './calls.js';
import { watchPage } from './lifecycle.js';
import { createNotifier } from './notifier.js';
import { createSession } from './session.js';
import { pageStorage } from './storage.js';

/** @typedef {import('./types.js').Options} Options */
/** @typedef {import('./types.js').Analytics} Analytics */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('../core/core.js').LeanCore} LeanCore */

/**
 * The options as they are now, read once. Options that cannot be read are those of a client that stays off.
 * @param {Options} options
 * @returns {Options}
 */
function readOptions(options) {
  try {
    return { ...options, host: { ...options.host } };
  } catch {
    return { plan: '' };
  }
}

/**
 * The analytics of a page. Never throws: without a window, or where nothing can be loaded, it is inert and `mode()` is `off`.
 * @param {Options} given
 * @returns {Analytics}
 */
export function createAnalytics(given) {
  const options = readOptions(given);
  const notifier = createNotifier(options.debug);
  const calls = createCalls((reason) => notifier.emit('dropped', { reason }));
  const { run, runLater, session } = calls;
  const unwatch = load(options, notifier, calls);
  /** @type {(name: keyof Session) => (...rest: any[]) => void} */
  const call =
    (name) =>
    (...rest) =>
      run((ready) => /** @type {any} */ (ready)[name](...rest));
  return {
    capture: call('capture'),
    page: call('page'),
    setSettings: (settings) => run(({ configure }) => configure({ settings })),
    signIn: call('signIn'),
    signOut: () => runLater(({ signOut }) => signOut()),
    flush: () => runLater(({ flush }) => flush()),
    close: () =>
      run(({ close }) => {
        close();
        unwatch();
        calls.settle(null);
      }),
    on: notifier.on,
    mode: () => session()?.mode() ?? 'off',
    counts: () => session()?.counts() ?? {},
  };
}

/**
 * The load ladder: at once, later, not at all. No rung sends anything that the core has not seen.
 * @param {Options} options
 * @param {ReturnType<typeof createNotifier>} notifier
 * @param {ReturnType<typeof createCalls>} calls
 * @returns {() => void} stops watching the page
 */
function load(options, { emit, warn }, calls) {
  if (typeof window === 'undefined') {
    calls.settle(null);
    return () => {};
  }
  /** @type {import('../core/types.js').CoreHost} */
  const host = {
    storage: pageStorage,
    // The core tells in the middle of a call, and a listener may call the core.
    onReason: (reason) => queueMicrotask(() => emit('dropped', { reason })),
    ...options.host,
  };
  /** @param {any} core a LeanCore or the whole one, which answers more */
  const start = (core) => calls.settle(createSession(core, options.plan, options, emit));
  try {
    start(createLeanCore(captureBuild, host));
  } catch {
    // WebAssembly is not to be had at once, or the plan needs the whole core: it is no image, or it filters.
    loadLeanCore(captureBuild, host)
      .then(async (core) => {
        try {
          start(core);
        } catch {
          start(await (await import('../core/index.js')).loadCore(host));
        }
      })
      .catch((error) => {
        calls.settle(null);
        warn(error);
      });
  }
  return watchPage(calls.run);
}
