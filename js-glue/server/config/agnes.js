import { isYes, project, replay, secret, text, wholeNumber, word } from './readers.js';

/** @typedef {import('./readers.js').Source} Source */
/** @typedef {'none' | 'id' | 'email' | 'full'} IdentifyLevel */

/** Where PostHog's EU cloud takes events (A14). */
const EU_HOST = 'https://eu.i.posthog.com';

/** How much PostHog is told of a person, least first (A15). */
const IDENTIFY_LEVELS = Object.freeze(['none', 'id', 'email', 'full']);

/** What a person asked a model, and what it answered (A18, A33). */
const PAYLOADS = Object.freeze(['$ai_input', '$ai_output_choices']);

/** Characters of a payload (A20). */
const PAYLOAD_MAX_CHARS = 30000;

/**
 * The variables of the Agnes system; off without a key (A11, A12).
 *
 * @param {Source} source
 */
export function readAgnes(source) {
  const pseudonymSecret = secret(source, 'POSTHOG_PSEUDONYM_SECRET');
  const release = text(source, 'AGNES_VERSION', 'RELEASE_CHANNEL');
  return {
    posthog: project(source, EU_HOST),
    identify: identifyLevel(source, pseudonymSecret !== null),
    ...(pseudonymSecret && { pseudonymSecret }),
    ...(!isYes(source, 'POSTHOG_LLM_PAYLOADS') && { withhold: [...PAYLOADS] }),
    payloadMaxChars: wholeNumber(source, 'POSTHOG_LLM_PAYLOAD_MAX_CHARS') ?? PAYLOAD_MAX_CHARS,
    // A21, A22; A24: no release where none is known, not `null`.
    properties: { environment: environment(source), ...(release && { release }) },
    ...replay(source),
  };
}

/**
 * `email` where the variable is unset. What names no level, also nothing, is `none` (the system
 * before took `email` then, and so told more than its operator asked for). A level `id` without a secret is
 * `none`: an id that everybody can work out is no pseudonym.
 *
 * @param {Source} source
 * @param {boolean} hasSecret
 * @returns {IdentifyLevel}
 */
function identifyLevel(source, hasSecret) {
  const level = word(source, 'POSTHOG_IDENTIFY_PII') ?? 'email';
  if (!IDENTIFY_LEVELS.includes(level)) {
    source.warn('invalid_identify');
    return 'none';
  }
  if (level === 'id' && !hasSecret) {
    source.warn('weak_pseudonym_secret');
    return 'none';
  }
  return /** @type {IdentifyLevel} */ (level);
}

/**
 * Free text, as the operator wrote it (A23, A27).
 *
 * @param {Source} source
 * @returns {string}
 */
function environment(source) {
  const named = text(source, 'POSTHOG_ENVIRONMENT');
  if (named !== null) return named;
  if (isYes(source, 'LOCAL_DEV_MODE')) return 'local';
  return text(source, 'RELEASE_CHANNEL', 'AGNES_DEPLOYMENT_ENV') ?? 'unknown';
}
