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
 * Does what the core says, in its order.
 * @param {ModeState} state
 * @param {User | null} user
 * @param {string} endpoint
 * @param {Emit} emit
 */
function announce(state, user, endpoint, emit) {
  const { effects } = state;
  if (effects & effectStopRecording) emit('replay', { action: 'stop', user });
  emit('mode', state);
  if (effects & effectIdentify) {
    void post(`${endpoint}/identify`, JSON.stringify({ workspaceId: user?.workspaceId }));
  }
  if (effects & effectStartRecording) emit('replay', { action: 'start', user });
}

/** Global Privacy Control (S57, S58). */
const hasPrivacyControl = () => /** @type {any} */ (navigator).globalPrivacyControl === true;

/**
 * A choice as plain data. One that cannot be read counts as a refusal, because it may have been one.
 * @param {any} settings
 */
function readSettings(settings) {
  try {
    const text = JSON.stringify(settings, settingNames);
    return text && JSON.parse(text);
  } catch {
    return { shareUsageData: false };
  }
}

/**
 * Adds what every call site may leave out. The plan decides whether it is declared, the endpoint checks whose it is (S15).
 * @param {object | undefined} properties
 * @param {string | undefined} environment
 * @param {string | undefined} workspaceId of the user, in identified mode
 */
function complete(properties, environment, workspaceId) {
  if (!environment && !workspaceId) return properties;
  return { environment, workspace_id: workspaceId, ...properties };
}

/**
 * A page's work with one opened core. Its calls may throw; calls.js keeps that from the page.
 * @param {import('../core/core.js').LeanCore} core
 * @param {any} plan that this core opens
 * @param {Options} options
 * @param {Emit} emit
 * @throws when the plan cannot be opened
 */
export function createSession(core, plan, options, emit) {
  const { endpoint = '/api/analytics', pageEvent = 'page viewed', environment } = options;
  let user = options.user ?? null;
  let mode = /** @type {ModeState['mode']} */ ('off');
  let address = ''; // that the path below was given at
  let path = ''; // the one that the application gave, for as long as the address stays, or the address
  let knownPath = ''; // that the core was told of
  let viewedPath = ''; // that was captured as a page view
  core.open(plan);
  const delivery = createDelivery(core, `${endpoint}/capture`, (sent) => emit('sent', sent));

  /** @param {ModeState} state */
  function obey(state) {
    mode = state.mode;
    announce(state, user, endpoint, emit);
  }

  /** @param {{enabled?: boolean, settings?: unknown, reload?: boolean}} given */
  function configure({ settings, ...given }) {
    obey(core.configure({ gpc: hasPrivacyControl(), ...given, settings: readSettings(settings) }));
  }

  /** Tells the core of a new page. The viewport is only measured here, because that can cost a layout. */
  function follow() {
    if (location.pathname !== address) address = path = location.pathname;
    if (path !== knownPath) core.route((knownPath = path), innerWidth);
  }

  /** @type {import('./types.js').Analytics['capture']} */
  function capture(event, properties) {
    follow();
    const workspaceId = mode === 'identified' ? user?.workspaceId : undefined;
    const given = complete(properties, environment, workspaceId);
    const code = core.capture(JSON.stringify({ event, properties: given }));
    if (code >= 0) delivery.queued(code > 0);
    emit('queued', { event, properties, reason: code < 0 ? reasons[-code] : null });
  }

  if (user) core.signIn(user.id);
  configure({ enabled: options.enabled, settings: options.settings });
  return {
    capture,
    page(/** @type {string | undefined} */ given) {
      address = location.pathname;
      path = typeof given === 'string' ? given : address;
      follow();
      if (knownPath !== viewedPath) capture(pageEvent);
      viewedPath = knownPath;
    },
    configure,
    signIn(/** @type {User} */ next, /** @type {unknown} */ settings) {
      const state = core.signIn(next.id);
      user = next; // named by what follows
      obey(state);
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
