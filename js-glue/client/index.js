/**
 * The browser client: timers, network and page lifecycle around the core. It has no rules of its own, never throws into the
 * page, does nothing at import, and is inert where there is no window.
 */
import { effects as bits, reasons } from '../../dist/constants.js';
import { createLeanCore, loadLeanCore } from '../core/core.js';
import { createDelivery, post } from './delivery.js';
import { createNotifier } from './notifier.js';
import { pageStorage } from './storage.js';

/** @typedef {import('./types.js').Options} Options */
/** @typedef {import('./types.js').User} User */
/** @typedef {import('./types.js').Analytics} Analytics */
/** @typedef {import('./types.js').ModeState} ModeState */
/** @typedef {import('../core/core.js').LeanCore} LeanCore */

/** Calls that wait while the core is loaded the slow way; more are dropped. */
const pendingLimit = 200;

/**
 * @param {Options} options
 * @returns {Analytics}
 */
export function createAnalytics(options) {
  const { endpoint = '/api/analytics', pageEvent = 'page viewed', environment } = options;
  const notifier = createNotifier(options.debug);
  const { emit } = notifier;
  let user = options.user ?? null;
  /** @type {ModeState['mode']} */
  let mode = 'off';
  /** @type {LeanCore | undefined} */
  let core;
  /** @type {ReturnType<typeof createDelivery>} */
  let delivery;
  /** @type {string | undefined} the path that the core knows */
  let knownPath;
  /** @type {string | undefined} the last one captured as a page view */
  let viewedPath;
  /** @type {(() => void)[] | null} calls that wait for the core; null once it is there or will never be */
  let pending = [];
  let closed = false;

  /** @param {LeanCore} loaded */
  function start(loaded) {
    loaded.open(options.plan);
    core = loaded;
    delivery = createDelivery(core, `${endpoint}/capture`, (body, status) =>
      emit('sent', { body, status }),
    );
    if (user) core.signIn(user.id);
    configure({ enabled: options.enabled ?? true, settings: options.settings });
    addEventListener('visibilitychange', onHidden);
    addEventListener('pagehide', onHidden);
    addEventListener('storage', onStorage);
    const waiting = pending ?? [];
    pending = null;
    for (const call of waiting) call();
  }

  /** @param {{enabled?: boolean, settings?: unknown, reload?: boolean}} given */
  function configure(given) {
    if (!core) return;
    const gpc = Reflect.get(navigator, 'globalPrivacyControl') === true;
    obey(core.configure({ gpc, ...given }));
  }

  /** @param {ModeState} state */
  function obey(state) {
    mode = state.mode;
    if (state.effects & bits.stopRecording) emit('replay', { action: 'stop', user });
    emit('mode', state);
    if (state.effects & bits.identify) {
      void post(`${endpoint}/identify`, JSON.stringify({ workspaceId: user?.workspaceId }));
    }
    if (state.effects & bits.startRecording) emit('replay', { action: 'start', user });
  }

  function onHidden() {
    if (document.visibilityState === 'hidden') void delivery.sendAll();
  }

  /** @param {StorageEvent} event another tab signed out, chose, or made an id */
  function onStorage({ key }) {
    if (key === null || key.includes(':analytics-')) guard(() => configure({ reload: true }));
  }

  /** @param {string} [path] */
  function follow(path = location.pathname) {
    if (path === knownPath) return;
    knownPath = path;
    core?.route(path, innerWidth);
  }

  /**
   * @param {string} event
   * @param {object} [properties]
   */
  function capture(event, properties) {
    if (!core) return;
    follow();
    const code = core.capture(
      JSON.stringify({
        event,
        properties: environment ? { environment, ...properties } : properties,
      }),
    );
    if (code >= 0) delivery.queued(code > 0);
    emit('queued', { event, properties, reason: code < 0 ? reasons[-code] : null });
  }

  /**
   * Runs a call, now or when the core is there. Whatever goes wrong stays here.
   * @param {() => void} call
   */
  function guard(call) {
    if (closed) return;
    if (pending) {
      if (pending.length < pendingLimit) pending.push(() => guard(call));
      return;
    }
    try {
      call();
    } catch {
      emit('dropped', { reason: 'failed' });
    }
  }

  /** @param {() => Promise<void>} call */
  function guardLater(call) {
    /** @type {Promise<void>} */
    const done = new Promise((resolve) => {
      if (!core && !pending) resolve();
      guard(() => void call().then(resolve, () => resolve()));
    });
    return done;
  }

  /** The load ladder; no rung sends anything that the core has not seen. */
  function load() {
    if (typeof window === 'undefined') {
      pending = null;
      return;
    }
    const host = {
      storage: pageStorage,
      /** @param {string} reason */
      onReason: (reason) => emit('dropped', { reason }),
      ...options.host,
    };
    /** @param {unknown} error */
    const giveUp = (error) => {
      pending = null;
      notifier.warn(error);
    };
    let now;
    try {
      now = createLeanCore(host);
    } catch {
      loadLeanCore(host).then(start).catch(giveUp);
      return;
    }
    try {
      start(now);
    } catch (error) {
      giveUp(error);
    }
  }

  load();
  return {
    capture: (event, properties) => guard(() => capture(event, properties)),
    page: (path) =>
      guard(() => {
        follow(path);
        if (knownPath === viewedPath) return;
        viewedPath = knownPath;
        capture(pageEvent);
      }),
    setSettings: (settings) => guard(() => configure({ settings })),
    signIn: (next, settings) =>
      guard(() => {
        user = next;
        core?.signIn(next.id);
        configure({ settings });
      }),
    signOut: () =>
      guardLater(async () => {
        const sent = delivery.sendAll();
        if (core) obey(core.signOut());
        user = null;
        configure({});
        await sent;
      }),
    flush: () => guardLater(() => delivery.sendAll()),
    close: () =>
      guard(() => {
        closed = true;
        delivery.close();
        removeEventListener('visibilitychange', onHidden);
        removeEventListener('pagehide', onHidden);
        removeEventListener('storage', onStorage);
      }),
    on: notifier.on,
    mode: () => mode,
    counts: () => core?.counts() ?? {},
  };
}
