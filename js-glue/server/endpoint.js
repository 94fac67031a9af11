import { createCore } from '../core/index.js';
import { createBoundedMap } from './bounded-map.js';
import { createCaptureTokens } from './capture-token.js';
import { createCounters } from './counters.js';
import { createForwarder } from './forwarder.js';
import {
  resolveCaptureTokens,
  resolveHost,
  resolveLimits,
  resolveOrigins,
  resolveReplay,
  resolveToken,
} from './options.js';
import { createPersonRegister } from './person.js';
import { createRateLimiter } from './rate-limit.js';
import { createRecordings } from './recordings.js';

/** @typedef {import('./types.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions */
/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Limits} Limits */

/** Always on every event, `null` where nobody knows (S25). */
const UNKNOWN_RELEASE = Object.freeze({
  release_version: null,
  release_package: null,
  release_runtime: null,
  cli_launcher_version: null,
  cli_launcher_package: null,
});

/**
 * What one handler owns, made of its options.
 *
 * @param {AnalyticsHandlerOptions} options
 * @returns {Endpoint}
 * @throws {TypeError} for an option that cannot work; {PlanError} for a plan that does not compile
 */
export function createEndpoint(options) {
  if (typeof options.authenticate !== 'function') {
    throw new TypeError('authenticate must be a function');
  }
  const limits = resolveLimits(options.limits);
  const token = resolveToken(options.posthog?.token);
  const host = resolveHost(options.posthog?.host);
  const tokenOptions = resolveCaptureTokens(options.captureTokens);
  const allowedOrigins = resolveOrigins(options.allowedOrigins);
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
  const person = core.open(options.plan);
  requireSendable(core, properties);
  for (const { code } of options.warnings ?? []) report(code);

  return {
    core,
    authenticate: options.authenticate,
    honourDoNotTrack: Boolean(options.honourDoNotTrack),
    captureTokens:
      tokenOptions &&
      createCaptureTokens({ ...tokenOptions, windowMs: limits.captureTokenMs, now }),
    posthog: { token: forwards ? token : '', host },
    fetch,
    replay: resolveReplay(options.replay),
    forwarder: forwards
      ? createForwarder({ url: `${host}/batch/`, token, limits, counters, report, fetch, now })
      : null,
    ...createMemories(limits, now, properties, person),
    counters,
    properties,
    allowedOrigins,
    limits,
    report,
  };
}

/**
 * What is remembered of requests: all of it bounded, in memory, and of this process alone.
 *
 * @param {Limits} limits
 * @param {() => number} now
 * @param {Endpoint['properties']} properties
 * @param {Pick<import('../core/types.js').PlanInfo, 'set' | 'setOnce'>} person
 */
function createMemories(limits, now, properties, person) {
  const windowMs = limits.rateWindowMs;
  return {
    persons: createPersonRegister({
      capacity: limits.identities,
      ttlMs: limits.identityTtlMs,
      now,
      properties,
      person,
    }),
    recentUuids: createBoundedMap({ capacity: limits.recentUuids, now }),
    recordings: createRecordings({ capacity: limits.stoppedRecordings, now }),
    rateLimiter: createRateLimiter({
      requests: limits.rateRequests,
      windowMs,
      capacity: limits.rateUsers,
      now,
    }),
    tokenLimiter: createRateLimiter({ requests: limits.tokenRequests, windowMs, capacity: 1, now }),
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
 * @returns {Endpoint['report']} which never throws, nor leaves a rejection behind
 */
function reporterOf(onError) {
  /** @param {import('./types.js').Problem} problem */
  const tell = async (problem) => onError?.(problem);
  return (code, count = 1, status) => {
    const problem = status === undefined ? { code, count } : { code, count, status };
    // A reporter that fails has nobody left to tell.
    tell(problem).catch(() => {});
  };
}
