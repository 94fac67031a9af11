import { createCore } from '../core/index.js';
import { createBoundedMap } from './bounded-map.js';
import { createCaptureTokens } from './capture-token.js';
import { createSoftwareId } from './capture/software-id.js';
import { createCounters } from './counters.js';
import { createDisclosure } from './disclosure.js';
import { createForwarder } from './forwarder.js';
import { uuidOf } from './line.js';
import {
  resolveCaptureTokens,
  resolveCollect,
  resolveHost,
  resolveIdentify,
  resolveLimits,
  resolveOrigins,
  resolveReplay,
  resolveToken,
  resolveWithhold,
} from './options.js';
import { createPersonRegister } from './person.js';
import { collectReceiver, posthogReceiver } from './receivers.js';
import { createRateLimiter } from './rate-limit.js';
import { createRecordings } from './recordings.js';
import { beginSpool } from './spool/begin.js';
import { createMemorySpool } from './spool/memory.js';

/** @typedef {import('./types.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions */
/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Limits} Limits */
/** @typedef {import('./types.js').PropertyValue} PropertyValue */

/** On every event where a release is given, `null` where nobody knows (S25). */
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
  const collect = resolveCollect(options.collect);
  const token = resolveToken(options.posthog?.token);
  const posthog = {
    token: collect || options.disabled ? '' : token,
    host: resolveHost(options.posthog?.host),
  };
  const { level, secret } = resolveIdentify(options.identify, options.pseudonymSecret);
  const tokenOptions = resolveCaptureTokens(options.captureTokens);
  const allowedOrigins = resolveOrigins(options.allowedOrigins);
  const now = options.now ?? Date.now;
  const counters = createCounters();
  const report = reporterOf(options.onError);
  const receiver = receiverOf(posthog, options.disabled ? null : collect);
  const line = lineOf(options, collect);
  const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const core = options.core ?? createCore();
  const person = core.open(options.plan);
  requireSendable(core, line);
  for (const { code } of options.warnings ?? []) report(code);
  const means = { limits, counters, report, fetch, now };
  const { left, ...outgoing } = createOutgoing(receiver, means, options.spool);
  const memories = createMemories(limits, now, line.properties, person);
  for (const row of left) memories.recentUuids.set(uuidOf(row.line), true);

  return {
    core,
    authenticate: options.authenticate,
    honourDoNotTrack: Boolean(options.honourDoNotTrack),
    captureTokens:
      tokenOptions &&
      createCaptureTokens({ ...tokenOptions, windowMs: limits.captureTokenMs, now }),
    posthog,
    disclosure: createDisclosure(collect ? 'none' : level, secret),
    line,
    fetch,
    hasOwnFetch: options.fetch !== undefined,
    replay: resolveReplay(options.replay),
    ...outgoing,
    ...memories,
    mergesIdentities: person.merge === true,
    counters,
    pending: new Set(),
    softwareId: createSoftwareId(),
    allowedOrigins,
    limits,
    report,
  };
}

/**
 * Who takes the events; `null`: nobody.
 *
 * @param {Endpoint['posthog']} posthog
 * @param {ReturnType<typeof resolveCollect>} collect
 */
function receiverOf(posthog, collect) {
  if (collect) return collectReceiver(collect.url);
  return posthog.token === '' ? null : posthogReceiver(posthog);
}

/**
 * The queue to a receiver and what keeps its lines. Where nothing is forwarded, what is left in a spool stays there.
 *
 * @param {import('./receivers.js').Receiver | null} receiver
 * @param {Omit<import('./delivery.js').Destination, 'receiver'>} means
 * @param {import('./spool/types.js').Spool} [spool]
 */
function createOutgoing(receiver, means, spool = createMemorySpool()) {
  if (!receiver) return { spool, forwarder: null, left: [] };
  const destination = { receiver, ...means };
  const left = beginSpool(spool, destination);
  return { spool, forwarder: createForwarder(destination, spool, left), left };
}

/**
 * What the core puts on every line. analytics.v2 says in its envelope who runs the software.
 *
 * @param {AnalyticsHandlerOptions} options
 * @param {ReturnType<typeof resolveCollect>} collect
 */
function lineOf({ release, properties, withhold }, collect) {
  return Object.freeze({
    format: collect ? /** @type {const} */ ('collect') : /** @type {const} */ ('posthog'),
    ...(collect && { installation: collect.installation }),
    withheld: resolveWithhold(withhold),
    properties: Object.freeze({
      ...(release && { ...UNKNOWN_RELEASE, ...release }),
      ...properties,
    }),
  });
}

/**
 * What is remembered of requests: all of it bounded, in memory, and of this process alone.
 *
 * @param {Limits} limits
 * @param {() => number} now
 * @param {Readonly<Record<string, PropertyValue>>} properties on every event
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
 * @param {Endpoint['line']} line
 * @throws {TypeError}
 */
function requireSendable(core, line) {
  const probe = core.verify({ ...line, mode: 'anonymized' }, '{"event":""}');
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
