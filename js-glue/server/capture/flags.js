import { isAnonymousId } from '../anonymous-id.js';
import { createBoundedMap } from '../bounded-map.js';
import { resolveHost, resolveToken } from '../options.js';
import { requestFlag } from './flag-request.js';
import { senderOf } from './sender.js';

/** @typedef {import('./flag-request.js').Flag} Flag */
/** @typedef {import('./types.js').Subject} Subject */

/**
 * @typedef {object} FlagOptions
 * @property {string} [host] Default: the endpoint's.
 * @property {string} [token] Default: the endpoint's, so that one key turns on both (A10).
 * @property {number} [timeoutMs] Default 2,000.
 *
 * @typedef {object} Flags
 * @property {<Standard extends boolean | string = false>(key: string, ask?: {subject?: Subject, default?: Standard}) =>
 *   Promise<boolean | string>} get Whether the feature is on, or which variant. The default, else `false`, where PostHog does not
 *   answer in time, has no such flag, or is not asked: without a token, switched off, or of somebody who refused. Never rejects.
 * @property {(key: string, ask?: {subject?: Subject}) => Promise<unknown>} payload What is stored with the flag, `null` where it is
 *   off, has nothing, or is not known. Never rejects.
 */

const TIMEOUT_MS = 2000;

/** Answers of which was told. */
const TOLD_CAPACITY = 10000;

/**
 * Feature flags by PostHog (A9, A10). Nothing of a person is sent but the distinct id that their events have, too; nobody but
 * known people and pages is told apart.
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @param {import('./types.js').RecordEvent} record
 * @returns {(options?: FlagOptions) => Flags}
 * @throws {TypeError} when it is called with a host or token that cannot be used
 */
export function createFlags(endpoint, record) {
  return ({ host, token, timeoutMs = TIMEOUT_MS } = {}) => {
    const project = {
      host: host === undefined ? endpoint.posthog.host : resolveHost(host),
      token: token === undefined ? endpoint.posthog.token : resolveToken(token),
    };
    const isAsked = endpoint.forwarder !== null && project.token !== '';
    /** @type {import('../bounded-map.js').BoundedMap<string, true>} */
    const told = createBoundedMap({ capacity: TOLD_CAPACITY });

    /**
     * @param {string} key
     * @param {Subject | undefined} subject
     * @returns {Promise<{answer: Flag | string | null, distinctId: string} | null>} `null`: nobody was asked
     */
    async function ask(key, subject) {
      const distinctId = isAsked ? await distinctIdOf(endpoint, subject) : null;
      if (distinctId === null) return null;
      const { fetch } = endpoint;
      const answer = await requestFlag({ fetch, ...project, distinctId, key, timeoutMs });
      return { answer, distinctId };
    }

    /**
     * @param {string} key
     * @param {string} distinctId
     * @param {string} response
     * @param {{subject: Subject | undefined, error: string | undefined}} rest
     */
    function tell(key, distinctId, response, { subject, error }) {
      const state = JSON.stringify([key, distinctId, response, error]);
      if (told.get(state)) return;
      told.set(state, true);
      const properties = { $feature_flag: key, $feature_flag_response: response };
      record('$feature_flag_called', { ...properties, $feature_flag_error: error }, subject);
    }

    return {
      async get(key, { subject, default: standard } = {}) {
        const fallback = standard ?? false;
        const asked = await ask(key, subject).catch(() => null);
        if (asked === null) return fallback;
        const { answer, distinctId } = asked;
        const value = typeof answer === 'object' && answer !== null ? answer.value : fallback;
        const error = typeof answer === 'string' ? answer : undefined;
        tell(key, distinctId, String(value), { subject, error });
        return value;
      },
      async payload(key, { subject } = {}) {
        const asked = await ask(key, subject).catch(() => null);
        const answer = asked?.answer;
        return typeof answer === 'object' && answer !== null && answer.value !== false
          ? answer.payload
          : null;
      },
    };
  };
}

/**
 * Whom PostHog is asked about. Who is anonymized and has no page's id is like the software: whom nobody can tell apart gets the
 * same answer.
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @param {Subject | undefined} subject
 * @returns {Promise<string | null>} `null`: somebody who refused
 */
async function distinctIdOf(endpoint, subject) {
  const { bearer, anonymousId } = await senderOf(endpoint, subject);
  if (bearer.mode === 'off') return null;
  if (bearer.mode === 'identified') return bearer.user.id;
  return isAnonymousId(anonymousId) ? anonymousId : endpoint.softwareId();
}
