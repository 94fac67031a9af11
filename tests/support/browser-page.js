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
  /** @type {string[]} what the page asked of other origins */
  foreign: [],
  /** @type {Record<string, any>} */
  kept: {},
  /** @param {Partial<Options>} [options] */
  start(options) {
    page.analytics = createAnalytics({ plan, ...options });
    return page.analytics;
  },
  /** The plan as it was written. */
  planText: async () => (await fetch('/src/plans/second.json')).text(),
  /**
   * @param {string} path
   * @returns {Promise<any>}
   */
  load: (path) => import(path),
  /**
   * Makes the client's time pass faster: for tests of waiting.
   * @param {number} factor
   * @returns {import('../../js-glue/core/types.js').CoreHost} for the options of the client
   */
  hurry(factor) {
    const { setTimeout: real } = window;
    const startMs = Date.now();
    window.setTimeout = /** @type {any} */ (
      (/** @type {() => void} */ call, /** @type {number} */ ms) => real(call, ms / factor)
    );
    return { now: () => startMs + (Date.now() - startMs) * factor };
  },
  /** Notes the options of every fetch from now on, without the body. */
  watchFetch() {
    const { fetch: real } = window;
    /** @type {Record<string, any>[]} */
    const seen = [];
    window.fetch = (url, { body, signal, ...init } = {}) => {
      seen.push({ ...init, bytes: /** @type {any} */ (body)?.length });
      return real(url, { body, signal, ...init });
    };
    page.kept.fetches = seen;
  },
  /** Lets what the client does asynchronously come to pass. */
  settle: () => new Promise((resolve) => void setTimeout(resolve, 50)),
};

addEventListener('error', (event) => page.errors.push(String(event.message)));
addEventListener('unhandledrejection', ({ reason }) => page.errors.push(String(reason)));
addEventListener('securitypolicyviolation', (event) => page.foreign.push(event.blockedURI));
Object.assign(window, { page });
