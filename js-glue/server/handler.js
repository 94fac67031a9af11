import { createCapture } from './capture/index.js';
import { createEndpoint } from './endpoint.js';
import { createLifecycle } from './lifecycle.js';
import { Refusal } from './responses.js';
import { capture } from './routes/capture.js';
import { config } from './routes/config.js';
import { identify } from './routes/identify.js';
import { replaySnapshots, replayStop } from './routes/replay.js';
import { isCrossSite } from './same-origin.js';

/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {(endpoint: Endpoint, request: Request) => Promise<Response>} Answer */

/**
 * @template [Events=any]
 * @typedef {((request: Request) => Promise<Response>) & import('./lifecycle.js').Lifecycle &
 *   {analytics: import('./capture/types.js').ServerAnalytics<Events>}} AnalyticsHandler `analytics` captures what the
 *   application itself has to say, through the same queue
 */

/** @type {Map<string, {method: string, answer: Answer}>} */
const ROUTES = new Map([
  ['capture', { method: 'POST', answer: capture }],
  ['identify', { method: 'POST', answer: identify }],
  ['config', { method: 'GET', answer: config }],
  ['replay/s', { method: 'POST', answer: replaySnapshots }],
  ['replay/stop', { method: 'POST', answer: replayStop }],
]);

/**
 * The analytics endpoint: `POST …/capture`, `POST …/identify`, `GET …/config`, and for session replay
 * `POST …/replay/s/` and `POST …/replay/stop`, told apart by the end of the path, so that it can be
 * mounted anywhere (S8, S14, S37, S45).
 *
 * The answers: 204 or 200 with counts; 400 `invalid_payload` (with the `reason` of the JSON gate)
 * or `invalid_event`; 401 `identity_required`, `profile_required`, `token_invalid`; 403 `cross_site`,
 * `workspace_required`; 404 `not_found`, `workspace_not_found`; 405 with `Allow`; 413; 415; 429
 * with `Retry-After`; 500 `analytics_auth_failed`, `analytics_failed`; 503 with `Retry-After` when
 * the queue is full or the spool cannot write. It never throws and never waits for PostHog.
 *
 * @template [Events=any]
 * @param {import('./types.js').AnalyticsHandlerOptions<Events>} options
 * @returns {AnalyticsHandler<Events>}
 * @throws {TypeError} for a personal key or another option that cannot work; {Error} for a plan
 *   that does not compile
 */
export function createAnalyticsHandler(options) {
  const endpoint = createEndpoint(options);
  const lifecycle = createLifecycle(endpoint);

  /** @param {Request} request */
  async function handler(request) {
    const refusal = await answer(endpoint, request).catch((error) => {
      if (error instanceof Refusal) return error;
      endpoint.report('internal');
      return new Refusal(500, 'analytics_failed');
    });
    if (!(refusal instanceof Refusal)) return refusal;
    endpoint.counters.refuse(refusal.error);
    return refusal.toResponse();
  }

  return Object.assign(handler, {
    ...lifecycle,
    analytics: createCapture(endpoint, lifecycle, options.payloadMaxChars),
  });
}

/**
 * What can be told from the request line comes first, and which site asks; then the route asks who
 * it is (S9), and looks at the body last.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>}
 * @throws {Refusal}
 */
async function answer(endpoint, request) {
  const route = ROUTES.get(routeOf(new URL(request.url).pathname));
  if (!route) throw new Refusal(404, 'not_found');
  if (request.method !== route.method) {
    throw new Refusal(405, 'method_not_allowed', { headers: { Allow: route.method } });
  }
  if (isCrossSite(request, endpoint.allowedOrigins)) throw new Refusal(403, 'cross_site');
  return route.answer(endpoint, request);
}

/**
 * @param {string} pathname
 * @returns {string} its last segment, with the one before where that is `replay`; a slash at the end
 *   counts only there, where recorders write one
 */
function routeOf(pathname) {
  const [, replay] = /\/(replay\/[^/]*)\/?$/.exec(pathname) ?? [];
  return replay ?? pathname.slice(pathname.lastIndexOf('/') + 1);
}
