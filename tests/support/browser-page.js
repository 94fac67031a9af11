/** What every page of the test site loads: the client, and a place where a test keeps what it made. Runs in the browser only. */
import { createAnalytics } from '../../js-glue/client/index.js';
import plan from '../../dist/plans/second.js';

/** @typedef {import('../../js-glue/client/types.js').Options} Options */
/** @typedef {import('../../js-glue/client/types.js').Analytics} Analytics */

export const page = {
  createAnalytics,
  plan,
  /** @type {Analytics} */
  analytics: /** @type {any} */ (undefined),
  /** @type {string[]} what came out of the client into the page */
  errors: [],
  /** @type {Record<string, any>} */
  kept: {},
  /** @param {Partial<Options>} [options] */
  start(options) {
    page.analytics = createAnalytics({ plan, ...options });
    return page.analytics;
  },
  /**
   * @param {string} path
   * @returns {Promise<any>}
   */
  load: (path) => import(path),
  /** Lets what the client does asynchronously come to pass. */
  settle: () => new Promise((resolve) => void setTimeout(resolve, 50)),
};

addEventListener('error', (event) => page.errors.push(String(event.message)));
addEventListener('unhandledrejection', ({ reason }) => page.errors.push(String(reason)));
Object.assign(window, { page });
