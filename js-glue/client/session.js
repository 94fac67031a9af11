import {
  effectIdentify,
  effectStartRecording,
  effectStopRecording,
  reasons,
  settingNames,
} from '../../dist/constants.js';
import { createDelivery, post } from './delivery.js';

/** @typedef {import('./types.js').Options} Options */
/** @typedef {import('./types.js').User} User */
/** @typedef {import('./types.js').ModeState} ModeState */
/** @typedef {ReturnType<typeof createSession>} Session */
/** @typedef {ReturnType<typeof import('./notifier.js').createNotifier>['emit']} Emit */

/**
 * Does what the core says, in its order; of what two calls said, what still holds after the second.
 * @param {ModeState} state
 * @param {User | null} user
 * @param {string} endpoint
 * @param {Emit} emit
 */
function announce(state, user, endpoint, emit) {
  const { effects } = state;
  if (effects & effectStopRecording) emit('replay', { action: 'stop', user });
  emit('mode', state);
  if (effects & effectIdentify && state.mode === 'identified') {
    void post(`${endpoint}/identify`, JSON.stringify({ workspaceId: user?.workspaceId }));
  }
  if (effects & effectStartRecording && state.recording) emit('replay', { action: 'start', user });
}

/** Global Privacy Control: the person said no before the application asked. */
const hasPrivacyControl = () => /** @type {any} */ (navigator).globalPrivacyControl === true;

/**
 * A choice as plain data: what is neither true nor false is null, which is the more private of the two. One that cannot be
 * read counts as a refusal, because it may have been one; without one, what is stored counts.
 * @param {any} settings
 */
function readSettings(settings) {
  if (settings === undefined || settings === null) return undefined;
  try {
    return Object.fromEntries(
      settingNames.map((name) => {
        const value = Reflect.get(settings, name);
        return [name, typeof value === 'boolean' || value === undefined ? value : null];
      }),
    );
  } catch {
    return { shareUsageData: false };
  }
}

/**
 * Adds what every call site may leave out. The plan decides whether it is declared, the endpoint checks whose it is (S15).
 * @param {object | undefined} properties
 * @param {string | undefined} environment
 * @param {User | null} user in identified mode
 */
function complete(properties, environment, user) {
  const workspaceId = user?.workspaceId;
  if (!environment && !workspaceId) return properties;
  return { environment, workspace_id: workspaceId, ...properties };
}

/**
 * A page's work with one opened core. Its calls may throw; calls.js keeps that from the page.
 * @param {import('../core/core.js').LeanCore} core
 * @param {Options} options
 * @param {Emit} emit
 */
export function createSession(core, options, emit) {
  const { endpoint = '/api/analytics', pageEvent = 'page viewed', environment } = options;
  let user = options.user ?? null;
  let mode = /** @type {ModeState['mode']} */ ('off');
  let address = ''; // that the path below was given at
  let path = ''; // the one that the application gave, for as long as the address stays, or the address
  let knownPath = ''; // that the core was told of
  let viewedPath = ''; // that was captured as a page view
  const delivery = createDelivery(core, `${endpoint}/capture`, (sent) => emit('sent', sent));

  /** @param {ModeState} state */
  function obey(state) {
    mode = state.mode;
    announce(state, user, endpoint, emit);
  }

  /**
   * @param {{enabled?: boolean, settings?: unknown, reload?: boolean}} given
   * @param {number} [before] effects of the call before, to be obeyed together
   */
  function configure({ settings, ...given }, before = 0) {
    const gpc = hasPrivacyControl();
    const state = core.configure({ gpc, ...given, settings: readSettings(settings) });
    obey({ ...state, effects: state.effects | before });
  }

  /** Tells the core of a new page. The viewport is only measured here, because that can cost a layout. */
  function follow() {
    if (location.pathname !== address) address = path = location.pathname;
    if (path !== knownPath) core.route((knownPath = path), innerWidth);
  }

  /** @type {import('./types.js').Analytics['capture']} */
  function capture(event, properties) {
    follow();
    const given = complete(properties, environment, mode === 'identified' ? user : null);
    const code = core.capture(JSON.stringify({ event, properties: given }));
    if (code >= 0) delivery.queued(code > 0);
    emit('queued', { event, properties, reason: code < 0 ? reasons[-code] : null });
  }

  if (user) core.signIn(user.id);
  configure({ enabled: (options.enabled ?? true) === true, settings: options.settings });
  return {
    capture,
    page(/** @type {string | undefined} */ given) {
      address = location.pathname;
      path = typeof given === 'string' ? given : address;
      follow();
      if (knownPath === viewedPath) return;
      viewedPath = knownPath;
      capture(pageEvent);
    },
    configure,
    signIn(/** @type {User} */ next, /** @type {unknown} */ settings) {
      const { effects } = core.signIn(next.id);
      user = next; // named by what follows
      configure({ settings }, effects);
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
