import { createCore } from '../core/index.js';
import { admit } from './authenticate.js';
import { createBoundedMap } from './bounded-map.js';
import { createCounters } from './counters.js';
import { createForwarder } from './forwarder.js';
import { resolveHost, resolveLimits, resolveOrigins, resolveToken } from './options.js';
import { createPersonRegister } from './person.js';
import { createRateLimiter } from './rate-limit.js';
import { Refusal, retryAfterHeader } from './responses.js';
import { capture } from './routes/capture.js';
import { config } from './routes/config.js';
import { identify } from './routes/identify.js';
import { isCrossSite } from './same-origin.js';

/** @typedef {import('./types.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions */
/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Session} Session */

/**
 * @typedef {object} HandlerMethods
 * @property {() => Promise<void>} flush Delivers what waits; for platforms that freeze after a
 *   response.
 * @property {(deadlineMs?: number) => Promise<{left: number}>} close Takes no more and drains, 5 s by default; says
 *   how many events were left.
 * @property {() => import('./counters.js').CounterSnapshot & {queued: {events: number, bytes: number}}} counts
 *
 * @typedef {((request: Request) => Promise<Response>) & HandlerMethods} AnalyticsHandler
 */

/** Always on every event, `null` where nobody knows (S25). */
const UNKNOWN_RELEASE = Object.freeze({
  release_version: null,
  release_package: null,
  release_runtime: null,
  cli_launcher_version: null,
  cli_launcher_package: null,
});

/** @type {Map<string, {method: string, handle: (endpoint: Endpoint, session: Session, request: Request) => Response | Promise<Response>}>} */
const ROUTES = new Map([
  ['capture', { method: 'POST', handle: capture }],
  ['identify', { method: 'POST', handle: identify }],
  ['config', { method: 'GET', handle: config }],
]);

/**
 * The analytics endpoint: `POST …/capture`, `POST …/identify` and `GET …/config`, told apart by the
 * last segment of the path, so that it can be mounted anywhere (S8, S14, S37, S45).
 *
 * The answers: 204 or 200 with counts; 400 `invalid_payload` (with the `reason` of the JSON gate)
 * or `invalid_event`; 401 `identity_required`, `profile_required`; 403 `cross_site`,
 * `workspace_required`; 404 `not_found`, `workspace_not_found`; 405 with `Allow`; 413; 415; 429
 * with `Retry-After`; 500 `analytics_auth_failed`, `analytics_failed`; 503 with `Retry-After` when
 * the queue is full. It never throws and never waits for PostHog.
 *
 * @param {AnalyticsHandlerOptions} options
 * @returns {AnalyticsHandler}
 * @throws {TypeError} for a personal key or another option that cannot work; {Error} for a plan
 *   that does not compile
 */
export function createAnalyticsHandler(options) {
  const endpoint = createEndpoint(options);
  const { counters, forwarder } = endpoint;

  /** @param {Request} request */
  async function handler(request) {
    const refusal = await answer(endpoint, request).catch((error) => {
      if (error instanceof Refusal) return error;
      endpoint.report('internal');
      return new Refusal(500, 'analytics_failed');
    });
    if (!(refusal instanceof Refusal)) return refusal;
    counters.refuse(refusal.error);
    return refusal.toResponse();
  }

  return Object.assign(handler, {
    flush: async () => forwarder?.flush(),
    /** @param {number} [deadlineMs] */
    close: async (deadlineMs) => (forwarder ? forwarder.close(deadlineMs) : { left: 0 }),
    counts: () => ({
      ...counters.snapshot(),
      queued: forwarder?.depth() ?? { events: 0, bytes: 0 },
    }),
  });
}

/**
 * What can be told from the request line comes first, then who asks (S9), then what is asked.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>}
 * @throws {Refusal}
 */
async function answer(endpoint, request) {
  const { pathname } = new URL(request.url);
  const route = ROUTES.get(pathname.slice(pathname.lastIndexOf('/') + 1));
  if (!route) throw new Refusal(404, 'not_found');
  if (request.method !== route.method) {
    throw new Refusal(405, 'method_not_allowed', { headers: { Allow: route.method } });
  }
  if (isCrossSite(request, endpoint.allowedOrigins)) throw new Refusal(403, 'cross_site');
  const session = await admit(endpoint.authenticate, request, endpoint.report);
  const waitMs = endpoint.rateLimiter.take(session.user.id || session.user.email);
  if (waitMs > 0) throw new Refusal(429, 'rate_limited', { headers: retryAfterHeader(waitMs) });
  return route.handle(endpoint, session, request);
}

/**
 * @param {AnalyticsHandlerOptions} options
 * @returns {Endpoint}
 */
function createEndpoint(options) {
  if (typeof options.authenticate !== 'function') {
    throw new TypeError('authenticate must be a function');
  }
  const limits = resolveLimits(options.limits);
  const token = resolveToken(options.posthog?.token);
  const host = resolveHost(options.posthog?.host);
  const now = options.now ?? Date.now;
  const counters = createCounters();
  const report = reporterOf(options.onError);
  const properties = Object.freeze({
    ...UNKNOWN_RELEASE,
    ...options.release,
    ...options.properties,
  });
  const forwards = token !== '' && !options.disabled;
  const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const core = options.core ?? createCore();
  core.open(options.plan);
  requireSendable(core, properties);
  for (const { code } of options.warnings ?? []) report(code);

  return {
    core,
    authenticate: options.authenticate,
    posthog: { token: forwards ? token : '', host },
    forwarder: forwards
      ? createForwarder({ url: `${host}/batch/`, token, limits, counters, report, fetch, now })
      : null,
    persons: createPersonRegister({
      capacity: limits.identities,
      ttlMs: limits.identityTtlMs,
      now,
      properties,
    }),
    recentUuids: createBoundedMap({ capacity: limits.recentUuids, now }),
    rateLimiter: createRateLimiter({
      requests: limits.rateRequests,
      windowMs: limits.rateWindowMs,
      capacity: limits.rateUsers,
      now,
    }),
    counters,
    properties,
    allowedOrigins: resolveOrigins(options.allowedOrigins),
    limits,
    report,
  };
}

/**
 * Properties that the core cannot read would fail every request, so they fail here.
 *
 * @param {Endpoint['core']} core
 * @param {Endpoint['properties']} properties
 * @throws {TypeError}
 */
function requireSendable(core, properties) {
  const probe = core.verify({ mode: 'anonymized', format: 'posthog', properties }, '{"event":""}');
  if (!probe.ok) throw new TypeError(`release or properties cannot be sent: ${probe.reason}`);
}

/**
 * @param {AnalyticsHandlerOptions['onError']} onError
 * @returns {Endpoint['report']} which never throws
 */
function reporterOf(onError) {
  return (code, count = 1, status) => {
    try {
      onError?.(status === undefined ? { code, count } : { code, count, status });
    } catch {
      // A reporter that fails has nobody left to tell.
    }
  };
}
