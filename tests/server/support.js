/** Starts the endpoint and the stand-in for PostHog on loopback, and speaks HTTP to them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createCore } from '../../js-glue/core/index.js';
import {
  configFromEnv,
  createAnalyticsHandler,
  createServerAnalytics,
  toNodeListener,
} from '../../js-glue/server/index.js';
import { createReceiver } from '../support/receiver.js';

export { until } from '../support/site.js';

/**
 * @typedef {import('../../js-glue/server/types.js').AuthenticatedSession} AuthenticatedSession
 * @typedef {import('../../js-glue/server/types.js').AnalyticsHandlerOptions} AnalyticsHandlerOptions
 * @typedef {{status: number, headers: import('node:http').IncomingHttpHeaders, text: string, body: any}} Answer
 * @typedef {{method?: string, headers?: Record<string, string>, body?: unknown}} Call
 */

/** The shipped plan. */
export const plan = JSON.parse(
  readFileSync(new URL('../../src/plans/second.json', import.meta.url), 'utf8'),
);

/** @type {string | undefined} */
let fingerprint;

/** The fingerprint of the plan, as a page would send it. */
function planFingerprint() {
  fingerprint = fingerprint ?? createCore().open(plan).fingerprint;
  return fingerprint;
}

export const ANONYMOUS_ID = 'anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5';
export const IDENTIFIED = { shareUsageData: true, anonymizeUsageData: false };
export const ANONYMIZED = { shareUsageData: true, anonymizeUsageData: true };

/**
 * A person who finished onboarding and belongs to two workspaces.
 *
 * @param {AuthenticatedSession['settings']} [settings]
 * @returns {AuthenticatedSession}
 */
export function ann(settings = ANONYMIZED) {
  return {
    user: { id: 'u1', email: 'a@b.c', name: 'Ann' },
    workspaces: [
      { id: 'acme', role: 'owner' },
      { id: 'beta', role: 'member' },
    ],
    settings,
  };
}

/** Short waits, so that a test is not about time. */
const FAST = { flushMs: 5, retryBaseMs: 5, retryMaxMs: 20, requestTimeoutMs: 5000 };

/** @type {(() => Promise<unknown>)[]} */
const running = [];

/** For `afterEach`: stops whatever a test started. */
export async function stopAll() {
  for (const stop of running.splice(0).reverse()) await stop();
}

/**
 * @param {Parameters<typeof createReceiver>[0]} [options]
 */
export async function startReceiver(options) {
  const receiver = await createReceiver(options);
  running.push(receiver.close);
  return receiver;
}

/**
 * The endpoint behind a real HTTP server, forwarding to a real receiver.
 *
 * @param {Partial<AnalyticsHandlerOptions>} [options]
 * @param {Parameters<typeof createReceiver>[0]} [receiverOptions]
 */
export async function startEndpoint(options = {}, receiverOptions = {}) {
  const receiver = await startReceiver(receiverOptions);
  /** @type {{session: AuthenticatedSession | null}} */
  const state = { session: ann() };
  /** @type {import('../../js-glue/server/types.js').Problem[]} */
  const problems = [];
  const handler = createAnalyticsHandler({
    plan,
    authenticate: () => state.session,
    onError: (problem) => problems.push(problem),
    ...options,
    posthog: { token: 'phc_test', host: receiver.url, ...options.posthog },
    limits: { ...FAST, ...options.limits },
  });
  const url = await listen(toNodeListener(handler));
  running.push(() => handler.close(0));
  const base = `${url}/api/analytics`;

  return {
    base,
    handler,
    receiver,
    problems,
    /** @param {AuthenticatedSession | null} session Who asks from now on. */
    signIn(session) {
      state.session = session;
    },
    /**
     * @param {unknown} body
     * @param {Record<string, string>} [headers]
     */
    capture: (body, headers) => call(`${base}/capture`, { body, headers }),
    /**
     * @param {unknown} body
     * @param {Record<string, string>} [headers]
     */
    identify: (body, headers) => call(`${base}/identify`, { body, headers }),
    /** What PostHog holds once everything is delivered. */
    async delivered() {
      await handler.flush();
      return receiver.events;
    },
  };
}

/** @param {'second' | 'multica' | 'agnes' | 'analytics-v2'} name */
export const shippedPlan = (name) =>
  readFileSync(new URL(`../../src/plans/${name}.json`, import.meta.url), 'utf8');

/**
 * A server that captures for itself, forwarding to a real receiver.
 *
 * @param {Partial<AnalyticsHandlerOptions>} [options]
 * @param {Parameters<typeof createReceiver>[0]} [receiverOptions]
 */
export async function startAnalytics(options = {}, receiverOptions = {}) {
  const receiver = await startReceiver(receiverOptions);
  /** @type {import('../../js-glue/server/types.js').Problem[]} */
  const problems = [];
  const analytics = createServerAnalytics({
    plan: shippedPlan('agnes'),
    onError: (problem) => problems.push(problem),
    ...options,
    posthog: { token: 'phc_test', host: receiver.url, ...options.posthog },
    limits: { ...FAST, ...options.limits },
  });
  running.push(() => analytics.close(0));
  return {
    analytics,
    receiver,
    problems,
    /** What PostHog holds once everything is delivered. */
    async delivered() {
      await analytics.flush();
      return receiver.events;
    },
  };
}

/**
 * The endpoint as the environment of a local installation sets it up; its PostHog is the stand-in.
 *
 * @param {Record<string, string>} [env]
 */
export function startLocal(env = {}) {
  const { posthog, ...config } = configFromEnv({ SECOND_AUTH_MODE: 'none', ...env }, []);
  assert.ok(posthog);
  return startEndpoint(config);
}

/**
 * @param {import('node:http').RequestListener} listener
 * @returns {Promise<string>} the address
 */
export async function listen(listener) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push(async () => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

/**
 * One HTTP request. An object is sent as JSON; text and bytes go out as they are. POST unless said
 * otherwise.
 *
 * @param {string} url
 * @param {Call} [options]
 * @returns {Promise<Answer>}
 */
export async function call(url, { method = 'POST', headers = {}, body } = {}) {
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const outgoing = httpRequest(url, {
    method,
    agent: false,
    headers: method === 'POST' ? { 'Content-Type': 'application/json', ...headers } : headers,
  });
  outgoing.end(isRaw ? body : JSON.stringify(body));
  return answerOf(outgoing);
}

/**
 * @param {import('node:http').ClientRequest} outgoing
 * @returns {Promise<Answer>}
 */
export async function answerOf(outgoing) {
  const [incoming] = await once(outgoing, 'response');
  outgoing.on('error', () => {}); // a sender cut off after its answer
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    text,
    body: text === '' ? null : JSON.parse(text),
  };
}

/**
 * What PostHog is told of Ann, who is `ann()`.
 *
 * @param {string} workspaceId
 * @param {string} role
 */
export const annAtPostHog = (workspaceId, role) => ({
  email: 'a@b.c',
  name: 'Ann',
  user_id: 'u1',
  workspace_id: workspaceId,
  workspace_role: role,
  screen_recording_consent: false,
  second_oss: true,
});

/**
 * An event as a page puts it into a batch.
 *
 * @param {string} [event]
 * @param {Record<string, unknown>} [properties]
 */
export function anEvent(event = 'page viewed', properties = {}) {
  const occurredAt = Date.now();
  return { event, uuid: crypto.randomUUID(), occurredAt, properties };
}

/**
 * @param {unknown[]} events
 * @param {Record<string, unknown>} [envelope]
 */
function batchOf(events, envelope) {
  const sentAt = Date.now();
  return { schema: 1, plan: planFingerprint(), ...envelope, sentAt, batch: events };
}

/** @param {...unknown} events */
export const anonymizedBatch = (...events) =>
  batchOf(events, { anonymousDistinctId: ANONYMOUS_ID });

/** @param {...unknown} events */
export const identifiedBatch = (...events) => batchOf(events);
