/** Records by posthog-js. Loaded when a recording is about to start, and by nobody else. */
import { sampling } from './sampling.js';

/** @typedef {import('./types.js').Recorder} Recorder */
/** @typedef {import('./types.js').RecorderOptions} RecorderOptions */

/** Everything that posthog-js would do beside recording, switched off by name. */
const nothingElse = {
  advanced_disable_flags: true,
  autocapture: false,
  capture_dead_clicks: false,
  capture_exceptions: false,
  capture_heatmaps: false,
  capture_pageleave: false,
  capture_pageview: false,
  capture_performance: false,
  disable_conversations: true,
  disable_external_dependency_loading: true,
  disable_product_tours: true,
  disable_scroll_properties: true,
  disable_surveys: true,
  disable_web_experiments: true,
  disableDeviceModel: true,
  enable_recording_console_log: false,
  person_profiles: /** @type {const} */ ('identified_only'),
  rageclick: false,
  save_campaign_params: false,
  save_referrer: false,
};

/**
 * posthog-js starts to record only with a remote configuration, which it looks for here first, and again every hour.
 * @param {string} token
 */
function provideRemoteConfig(token) {
  const config = {
    hasFeatureFlags: false,
    supportedCompression: ['gzip-js'],
    sessionRecording: { endpoint: '/s/' },
  };
  Object.assign(window, { _POSTHOG_REMOTE_CONFIG: { [token]: { config, siteApps: [] } } });
}

/** The recorder first: the SDK looks for it when it starts. */
async function loadPosthog() {
  try {
    await import('posthog-js/dist/posthog-recorder.js');
    const [{ posthog }, { SessionReplayExtensions }] = await Promise.all([
      import('posthog-js/dist/module.slim.js'),
      import('posthog-js/dist/extension-bundles.js'),
    ]);
    return { posthog, extensions: SessionReplayExtensions };
  } catch {
    throw new Error(
      'second-analytics: session replay needs posthog-js, which could not be loaded: npm install posthog-js@1.434.18',
    );
  }
}

/** There is one posthog-js in a page, however often somebody attaches to it: it begins once, and hands out to who recorded last. */
let isReady = false;
/** @type {(snapshot: import('./types.js').Snapshot) => void} */
let handOut = () => {};

/**
 * posthog-js as a recorder and as nothing else. What it would send is taken away from it before (`before_send`), so that it makes
 * no request of its own: none that could outlive a withdrawal, and none that is tried again.
 * @param {RecorderOptions} options
 * @returns {Promise<Recorder>}
 */
export async function createRecorder({ token, masking, onSnapshot }) {
  const { posthog, extensions } = await loadPosthog();

  /**
   * @param {import('./types.js').User} user
   * @param {import('posthog-js').SessionRecordingOptions} recording
   */
  function prepare({ id }, recording) {
    const bootstrap = { distinctID: id, isIdentifiedID: true };
    handOut = onSnapshot;
    if (isReady) {
      posthog.reset({ resetDeviceID: true, bootstrap });
      posthog.set_config({ session_recording: recording });
      return;
    }
    provideRemoteConfig(token);
    posthog.init(token, {
      ...nothingElse,
      __extensionClasses: extensions,
      api_host: location.origin, // asked for nothing
      before_send: (event) => {
        if (event?.event === '$snapshot') handOut(/** @type {any} */ (event));
        return null;
      },
      bootstrap,
      disable_session_recording: true, // until it is started below
      opt_out_useragent_filter: true, // people decide, not their user agent
      persistence: 'memory',
      request_batching: false,
      session_recording: recording,
    });
    isReady = true;
  }

  return {
    start(user, pace) {
      prepare(user, {
        ...masking.options,
        captureCanvas: { recordCanvas: false },
        compress_events: false, // so that what leaves can be looked at
        /** Only asked for the address of the page: no other is recorded. */
        maskCapturedNetworkRequestFn: (request) => ({
          ...request,
          name: masking.address(String(request.name)),
        }),
        sampling: sampling[pace],
        strictMinimumDuration: false,
      });
      // Nothing to override (S47): the configuration above has no sampling, flags or triggers, and each override costs a look
      // at the whole page.
      posthog.startSessionRecording();
    },
    stop() {
      if (handOut !== onSnapshot) return; // somebody else records
      handOut = () => {};
      posthog.stopSessionRecording();
      posthog.reset({ resetDeviceID: true });
    },
  };
}
