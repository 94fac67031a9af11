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
 * Does what the core says, in its order; of what two calls said, what still holds after the second.
 * @param {ModeState} state
 * @param {User | null} user
 * @param {Delivery} delivery
 * @param {Emit} emit
 */
function follow(state, user, delivery, emit) {
  const { effects } = state;
  if (effects & effectPurged) delivery.discard();
  if (effects & effectStopRecording) emit('replay', { action: 'stop', user });
  emit('mode', state);
  if (effects & effectIdentify && state.mode === 'identified') {
    void delivery.send('identify', JSON.stringify({ workspaceId: user?.workspaceId }));
  }
  if (effects & effectStartRecording && state.recording) emit('replay', { action: 'start', user });
}

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

  /** @param {ModeState} state */
  function obey(state) {
    ({ mode, recording } = state);
    follow(state, user, delivery, emit);
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
  const channel = joinTabs(url, (settings) => configure({ reload: true, settings }));

  /** @param {ModeState} state that a call of this page led to; the other tabs are told */
  function announce(state) {
    obey(state);
    channel?.postMessage(state.effects & effectPurged ? state.settings : null);
  }

  /**
   * @param {unknown} settings the person's own choice
   * @param {number} [before] effects of the call before, to be obeyed together
   */
  function choose(settings, before = 0) {
    chosen ||= options.privacyControl === 'until-chosen' && !!settings;
    const state = ask({ settings });
    announce({ ...state, effects: state.effects | before });
  }

  return {
    configure,
    /** Whether the person withdrew in the browser, or in another tab of which this one has not heard. */
    look() {
      const state = ask({});
      if (state.effects) obey(state);
    },
    setSettings: (/** @type {unknown} */ settings) => choose(settings),
    signIn(/** @type {User} */ next, /** @type {unknown} */ settings) {
      const { effects } = core.signIn(next.id);
      user = next; // named by what follows
      choose(settings, effects);
    },
    signOut() {
      announce(core.signOut());
      user = null;
    },
    eraseLocal() {
      chosen = false;
      announce(ask({ erase: true }));
    },
    end() {
      if (recording) emit('replay', { action: 'stop', user });
      channel?.close();
    },
    mode: () => mode,
    /** @returns {User | null} whose workspace events may name */
    identified: () => (mode === 'identified' ? user : null),
  };
}
