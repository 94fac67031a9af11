/** posthog-js as it records by itself, for the comparison of the benchmark. Runs in the browser only. */
import 'posthog-js/dist/posthog-recorder.js';
import { SessionReplayExtensions } from 'posthog-js/dist/extension-bundles.js';
import { posthog } from 'posthog-js/dist/module.slim.js';

const config = {
  hasFeatureFlags: false,
  supportedCompression: ['gzip-js'],
  sessionRecording: { endpoint: '/s/' },
};

export function start() {
  Object.assign(window, { _POSTHOG_REMOTE_CONFIG: { phc_test: { config, siteApps: [] } } });
  posthog.init('phc_test', {
    __extensionClasses: SessionReplayExtensions,
    api_host: '/api/analytics/replay',
    advanced_disable_flags: true,
    autocapture: false,
    bootstrap: { distinctID: 'u-ann-7', isIdentifiedID: true },
    capture_pageview: false,
    disable_external_dependency_loading: true,
    disable_surveys: true,
    opt_out_useragent_filter: true,
    persistence: 'memory',
  });
  posthog.startSessionRecording(true);
}
