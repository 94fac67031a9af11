/** What a page with session replay loads, as a bundler makes it of the package. Runs in the browser only. */
export { attachReplay } from '../../replay/index.js';

/** Each loaded when a recording is about to start. */
export const recorders = {
  posthog: () => import('../../replay/posthog.js'),
  rrweb: () => import('../../replay/rrweb.js'),
};
