import { effects as bits, reasons } from '../../dist/constants.js';
import { createDelivery, post } from './delivery.js';

/** @typedef {import('./types.js').Options} Options */
/** @typedef {import('./types.js').User} User */
/** @typedef {import('./types.js').ModeState} ModeState */
/** @typedef {ReturnType<typeof createSession>} Session */

/** @typedef {ReturnType<typeof import('./notifier.js').createNotifier>['emit']} Emit */

/**
 * Does what the core says, in its order.
 * @param {ModeState} state
 * @param {User | null} user
 * @param {string} endpoint
 * @param {Emit} emit
 */
function announce(state, user, endpoint, emit) {
  if (state.effects & bits.stopRecording) emit('replay', { action: 'stop', user });
  emit('mode', state);
  if (state.effects & bits.identify) {
    void post(`${endpoint}/identify`, JSON.stringify({ workspaceId: user?.workspaceId }));
  }
  if (state.effects & bits.startRecording) emit('replay', { action: 'start', user });
}

/**
 * A page's work with one opened core. Its calls may throw; calls.js keeps that from the page.
 * @param {import('../core/core.js').LeanCore} core
 * @param {Options} options
 * @param {Emit} emit
 * @throws when the plan cannot be opened
 */
export function createSession(core, options, emit) {
  const { endpoint = '/api/analytics', pageEvent = 'page viewed', environment } = options;
  let user = options.user ?? null;
  let mode = /** @type {ModeState['mode']} */ ('off');
  let knownPath = ''; // that the core was told of
  let viewedPath = ''; // that was captured as a page view
  core.open(options.plan);
  const delivery = createDelivery(core, `${endpoint}/capture`, (body, status) =>
    emit('sent', { body, status }),
  );

  /** @param {ModeState} state */
  function obey(state) {
    mode = state.mode;
    announce(state, user, endpoint, emit);
  }

  /** @param {{enabled?: boolean, settings?: unknown, reload?: boolean}} given */
  function configure(given) {
    const gpc = Reflect.get(navigator, 'globalPrivacyControl') === true;
    obey(core.configure({ gpc, ...given }));
  }

  /** Tells the core of a new page. The viewport is only measured here, because that can cost a layout. */
  function follow(path = location.pathname) {
    if (path !== knownPath) core.route((knownPath = path), innerWidth);
  }

  /** @type {import('./types.js').Analytics['capture']} */
  function capture(event, properties) {
    const given = environment ? { environment, ...properties } : properties;
    follow();
    const code = core.capture(JSON.stringify({ event, properties: given }));
    if (code >= 0) delivery.queued(code > 0);
    emit('queued', { event, properties, reason: code < 0 ? reasons[-code] : null });
  }

  if (user) core.signIn(user.id);
  configure({ enabled: options.enabled ?? true, settings: options.settings });
  return {
    capture,
    page(/** @type {string | undefined} */ path) {
      follow(path);
      if (knownPath === viewedPath) return;
      viewedPath = knownPath;
      capture(pageEvent);
    },
    configure,
    signIn(/** @type {User} */ next, /** @type {unknown} */ settings) {
      user = next;
      core.signIn(next.id);
      configure({ settings });
    },
    async signOut() {
      const sent = delivery.sendAll();
      obey(core.signOut());
      user = null;
      configure({});
      await sent;
    },
    flush: delivery.sendAll,
    close: delivery.close,
    mode: () => mode,
    counts: core.counts,
  };
}
