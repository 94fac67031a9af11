import { fitsInstallation } from '../installation.js';
import { LONGEST_TIMER_MS, normalizeHost } from '../options.js';
import { address, isExactly, text, wholeNumber, word } from './readers.js';

/** @typedef {import('./readers.js').Source} Source */
/** @typedef {import('../installation.js').Installation} Installation */

/** What switches on; analytics are off by default, so that no word is needed for off. */
const ON = ['1', 'true', 'on'];

/** A longer time would fire at once. */
const TIME = Object.freeze({ most: LONGEST_TIMER_MS });

/**
 * The variables of the analytics.v2 contract (V58). Off unless the environment switches on, or the
 * application does; its word wins. Without an address nothing can be sent, which the warning
 * `nothing_forwarded` says.
 *
 * @param {Source} source
 */
export function readAnalyticsV2(source) {
  const enabled = isEnabled(source);
  const base = baseUrl(source);
  if (enabled && base === null) source.warn('nothing_forwarded');
  return {
    disabled: !enabled || base === null,
    ...(base !== null && {
      collect: { url: `${base}/collect`, installation: installation(source) },
    }),
    limits: limits(source),
  };
}

/**
 * @param {Source} source
 * @returns {string | null} the operator's, which nothing replaces where it cannot be used; else the
 *   application's
 */
function baseUrl(source) {
  const isGiven = text(source, 'ANALYTICS_BASE_URL') !== null;
  return isGiven
    ? address(source, 'ANALYTICS_BASE_URL')
    : normalizeHost(source.options.defaultBaseUrl);
}

/** @param {Source} source */
function isEnabled(source) {
  const { enabled } = source.options;
  return enabled === undefined
    ? ON.includes(word(source, 'ANALYTICS_ENABLED') ?? '')
    : enabled === true;
}

/**
 * The contract's own defaults count where a variable is no number that can work.
 *
 * @param {Source} source
 */
const limits = (source) => ({
  flushMs: wholeNumber(source, 'ANALYTICS_FLUSH_INTERVAL_MS', TIME) ?? 5000,
  batchEvents: wholeNumber(source, 'ANALYTICS_BATCH_SIZE') ?? 20,
  requestTimeoutMs: wholeNumber(source, 'ANALYTICS_TIMEOUT_MS', TIME) ?? 4000,
  // The first try is none of the retries.
  attempts: 1 + (wholeNumber(source, 'ANALYTICS_MAX_RETRIES', { least: 0 }) ?? 3),
  queueEvents: wholeNumber(source, 'ANALYTICS_MAX_QUEUE_SIZE') ?? 2000,
});

/**
 * What the application says, else the environment. Nothing is read from files, and no git directory
 * is asked: what stands around may be a project of the user's, of which nothing may leave (V23; the
 * system before sent its commit, and called every installation that ran inside one `source`).
 *
 * @param {Source} source
 * @returns {Installation} of which the application has to say the two ids (V12, V13); the handler refuses it without
 */
function installation(source) {
  const commit = text(source, 'COMMIT_HASH', 'GIT_COMMIT', 'PILOTDECK_GIT_SHA', 'GIT_SHA');
  const version = text(source, 'PILOTDECK_VERSION', 'npm_package_version');
  return /** @type {Installation} */ ({
    deploymentMode: isContainer(source) ? 'docker' : 'unknown',
    commitHash: fitsInstallation('commitHash', commit) ? commit : 'unknown',
    appVersion: fitsInstallation('appVersion', version) ? version : '0.0.0',
    platform: globalThis.process?.platform ?? 'unknown',
    ...source.options.installation,
  });
}

/** @param {Source} source */
const isContainer = (source) =>
  isExactly(source, ['1'], 'DOCKER_CONTAINER') || text(source, 'KUBERNETES_SERVICE_HOST') !== null;
