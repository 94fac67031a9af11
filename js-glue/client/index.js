/**
 * The browser client: timers, network and page lifecycle around the core. It has no rules of its own, never throws into the
 * page, does nothing at import, and is inert where there is no window.
 */
import { captureBuild } from '../core/capture-build.js';
import { createLeanCore, loadLeanCore } from '../core/core.js';
import { createCalls, waitingLimit } from './calls.js';
import { watchPage } from './lifecycle.js';
import { createNotifier } from './notifier.js';
import { createSession } from './session.js';
import { pageStorage } from './storage.js';

/** @typedef {import('./types.js').AnyEvents} AnyEvents */
/** @template Events @typedef {import('./types.js').Plan<Events>} Plan */
/** @template [Events=any] @typedef {import('./types.js').Options<Events>} Options */
/** @template [Events=any] @typedef {import('./types.js').Analytics<Events>} Analytics */
/** @typedef {import('./session.js').Session} Session */

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
 * @template {object} [Events=AnyEvents] those of the plan
 * @param {Options<Events>} given
 * @returns {Analytics<Events>}
 */
export function createAnalytics(given) {
  const options = readOptions(given);
  const notifier = createNotifier(options.debug);
  const calls = createCalls((reason) => notifier.emit('dropped', { reason }));
  const { run, runLater, session } = calls;
  const unwatch = load(options, notifier, calls);
  /** @type {(name: keyof Session, limit?: number) => (...rest: any[]) => void} */
  const call =
    (name, limit) =>
    (...rest) =>
      run((ready) => /** @type {any} */ (ready)[name](...rest), undefined, limit);
  return {
    capture: call('capture', waitingLimit),
    page: call('page', waitingLimit),
    setSettings: call('setSettings'),
    signIn: call('signIn'),
    signOut: () => runLater(async ({ signOut }) => signOut()),
    flush: () => runLater(({ flush }) => flush()),
    close: () =>
      run(({ close }) => {
        close();
        unwatch();
        calls.settle(null);
      }),
    exportLocal: () => session()?.exportLocal() ?? {},
    eraseLocal: call('eraseLocal'),
    on: notifier.on,
    mode: () => session()?.mode() ?? 'off',
    recording: () => session()?.recording() ?? null,
    routeShape: () => session()?.routeShape() ?? '',
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
  // Runs at once up to the first thing that it has to wait for: where WebAssembly can be had, to the end.
  const begin = async () => {
    const { plan } = options;
    const text = typeof plan === 'string' ? plan : JSON.stringify(plan);
    let core;
    try {
      core = createLeanCore(captureBuild, host);
    } catch {
      core = await loadLeanCore(captureBuild, host);
    }
    try {
      core.open(text);
    } catch {
      // It is no image, or it filters: that takes the whole core.
      const { openWhole } = await import('../core/whole-build.js');
      core = await openWhole(loadLeanCore, host, text);
    }
    calls.settle(createSession(core, options, emit));
  };
  begin().catch((error) => {
    calls.settle(null);
    warn(error);
  });
  return watchPage(calls.run);
}
