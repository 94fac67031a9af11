import {
  effectIdentify,
  effectPurged,
  effectStartRecording,
  effectStopRecording,
} from '../../dist/constants.js';
import { hasPrivacyControl, readSettings } from './choice.js';
import { joinTabs } from './tabs.js';

/** @typedef {import('./types.js').User} User */
/** @typedef {import('./types.js').ModeState} ModeState */
/** @typedef {import('./session.js').Emit} Emit */
/** @typedef {ReturnType<typeof import('./delivery.js').createDelivery>} Delivery */

/**
 * Who is signed in and what that person chose: the core knows it, this page and the other tabs follow.
 * @param {import('../core/core.js').LeanCore} core
 * @param {import('./types.js').Options} options
 * @param {string} url of the endpoint, by which the tabs of one application find each other
 * @param {Delivery} delivery
 * @param {Emit} emit
 */
export function createConsent(core, options, url, delivery, emit) {
  let user = options.user ?? null;
  let mode = /** @type {ModeState['mode']} */ ('off');
  let recording = false;
  let chosen = false; // by the person, on this page, over Global Privacy Control

  /** @type {BroadcastChannel | null} */
  let channel = null;

  /**
   * Does what the core says, in its order; of what two calls said, what still holds after the second.
   * @param {ModeState} state
   * @param {boolean} [isOwn] whether a call of this page led to it: then other tabs are told
   */
  function obey(state, isOwn) {
    const { effects, settings } = state;
    ({ mode, recording } = state);
    if (effects & effectPurged) delivery.discard();
    if (isOwn) channel?.postMessage(effects & effectPurged ? settings : null);
    if (effects & effectStopRecording) emit('replay', { action: 'stop', user });
    emit('mode', state);
    if (effects & effectIdentify && mode === 'identified') {
      delivery.identify(JSON.stringify({ workspaceId: user?.workspaceId }));
    }
    if (effects & effectStartRecording && recording) emit('replay', { action: 'start', user });
  }

  /** @param {{enabled?: boolean, settings?: unknown, reload?: boolean, erase?: boolean}} given */
  function ask({ settings, ...given }) {
    const gpc = !chosen && hasPrivacyControl(options);
    return core.configure({ gpc, ...given, settings: readSettings(settings) });
  }

  /** @param {Parameters<typeof ask>[0]} given */
  const configure = (given) => obey(ask(given));
  if (user) core.signIn(user.id);
  configure({ enabled: (options.enabled ?? true) === true, settings: options.settings });
  channel = joinTabs(url, (settings) => configure({ reload: true, settings }));

  /**
   * @param {unknown} settings the person's own choice
   * @param {number} [before] effects of the call before, to be obeyed together
   */
  function choose(settings, before = 0) {
    chosen ||= options.privacyControl === 'until-chosen' && !!settings;
    const { effects, ...state } = ask({ settings });
    obey({ ...state, effects: effects | before }, true);
  }

  /** Whether the person withdrew in the browser, or in another tab of which this one has not heard. */
  function look() {
    const state = ask({});
    if (state.effects) obey(state);
  }

  return {
    configure,
    look,
    setSettings: (/** @type {unknown} */ settings) => choose(settings),
    signIn(/** @type {User} */ next, /** @type {unknown} */ settings) {
      const { effects } = core.signIn((user = next).id); // named by what follows
      choose(settings, effects);
    },
    signOut() {
      obey(core.signOut(), true);
      user = null;
    },
    eraseLocal() {
      chosen = false;
      obey(ask({ erase: true }), true);
    },
    end() {
      if (recording) emit('replay', { action: 'stop', user });
      channel?.close();
    },
    mode: () => mode,
    /** @returns {User | null} whose screen may be recorded, as far as anybody can know now */
    recording: () => (look(), recording ? user : null),
    /** @returns {User | null} whose workspace events may name */
    identified: () => (mode === 'identified' ? user : null),
  };
}
