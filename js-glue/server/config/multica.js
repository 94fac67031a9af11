import { DEFAULT_HOST } from '../options.js';
import { isExactly, project, word } from './readers.js';

/** @typedef {import('./readers.js').Source} Source */

/** What installations call themselves, and what leaves of that (M11). */
const ENVIRONMENTS = new Map([
  ['production', 'production'],
  ['prod', 'production'],
  ['staging', 'staging'],
  ['stage', 'staging'],
  ['dev', 'dev'],
  ['development', 'dev'],
  ['test', 'dev'],
  ['local', 'dev'],
]);

/** M20, M23, and the time of a request (M21). */
const LIMITS = Object.freeze({
  queueEvents: 1024,
  batchEvents: 64,
  flushMs: 10000,
  requestTimeoutMs: 5000,
});

/**
 * The variables of the Multica system. Without a key nothing is forwarded (M9, M13), which the
 * warning `nothing_forwarded` says (M16); where the operator switched off, it is known.
 *
 * @param {Source} source
 */
export function readMultica(source) {
  const posthog = project(source, DEFAULT_HOST);
  // M12: exactly these two.
  const disabled = isExactly(source, ['true', '1'], 'ANALYTICS_DISABLED');
  if (posthog.token === '' && !disabled) source.warn('nothing_forwarded');
  return {
    posthog,
    disabled,
    // M41: of every event, also of the browser's.
    properties: { environment: environment(source) },
    limits: LIMITS,
  };
}

/**
 * @param {Source} source
 * @returns {string} of the first variable that names one; `dev` where none does
 */
function environment(source) {
  for (const name of ['ANALYTICS_ENVIRONMENT', 'APP_ENV']) {
    const known = ENVIRONMENTS.get(word(source, name) ?? '');
    if (known) return known;
  }
  return 'dev';
}
