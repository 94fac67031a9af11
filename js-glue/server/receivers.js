/**
 * Who takes the events, and how a batch of them is written.
 *
 * @typedef {object} Receiver
 * @property {string} url
 * @property {'posthog' | 'collect'} format of the core's lines
 * @property {boolean} takesGzip
 * @property {(lines: string[], nowMs: number) => string} bodyOf The lines go out as they came from the core.
 */

/**
 * PostHog's `/batch/`. `sent_at` is made for each try, so that PostHog's clock correction is right however long a batch waited;
 * ids and timestamps in the lines stay, so that a repeated event is recognised.
 *
 * @param {{host: string, token: string}} posthog
 * @returns {Receiver}
 */
export function posthogReceiver({ host, token }) {
  return {
    url: `${host}/batch/`,
    format: 'posthog',
    takesGzip: true,
    bodyOf(lines, nowMs) {
      const head = JSON.stringify({
        api_key: token,
        sent_at: new Date(nowMs).toISOString(),
        historical_migration: false,
      });
      return `${head.slice(0, -1)},"batch":[${lines.join(',')}]}`;
    },
  };
}

/**
 * The receiver of analytics.v2, which takes an array of events and knows a repeated one by its `eventId` (V1-V7).
 *
 * @param {string} url
 * @returns {Receiver}
 */
export function collectReceiver(url) {
  return {
    url,
    format: 'collect',
    takesGzip: false,
    bodyOf: (lines) => `[${lines.join(',')}]`,
  };
}
