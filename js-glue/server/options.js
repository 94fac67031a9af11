import { resolveInstallation } from './installation.js';

/** @typedef {import('./types.js').Limits} Limits */

/** Where PostHog's US cloud takes events (S6). */
export const DEFAULT_HOST = 'https://us.i.posthog.com';

/** PostHog refuses a longer token. */
const TOKEN_MAX_LENGTH = 64;

/** Keys that read and administer a project begin so; they must never reach a page or a log (S4). */
const PERSONAL_KEY_PREFIX = 'phx_';

/** Every limit of the endpoint. Times are milliseconds, sizes bytes. */
export const DEFAULT_LIMITS = Object.freeze({
  /** One request body; five times the client's queue. */
  bodyBytes: 256 * 1024,
  /** Events that wait for PostHog, in memory; about a quarter of an hour of a busy installation. */
  queueEvents: 10000,
  queueBytes: 16 * 1024 * 1024,
  /** More than `batchBytes` holds of most: under load a larger batch is what drains a queue, not another one. */
  batchEvents: 1000,
  /** A fortieth of what PostHog takes, so that a retry is cheap. */
  batchBytes: 512 * 1024,
  /** Below this a gzip header costs more than it saves. */
  gzipFromBytes: 1024,
  /** How long the first event of a batch waits for company. */
  flushMs: 1000,
  requestTimeoutMs: 10000,
  /**
   * Tries of one batch, about ten minutes with the delays below; then a poisoned batch must give
   * way.
   */
  attempts: 25,
  retryBaseMs: 1000,
  retryMaxMs: 60000,
  /** The longest Retry-After that is believed. */
  retryAfterMaxMs: 60 * 60 * 1000,
  /** How long `close()` drains. */
  closeMs: 5000,
  /** Requests of one user in one window (S15 had no limit). */
  rateRequests: 120,
  rateWindowMs: 10000,
  rateUsers: 10000,
  /**
   * Captures with a token in one `rateWindowMs`, of everybody together: a page in use sends a batch
   * every 5 s, so these are a thousand pages.
   */
  tokenRequests: 2000,
  /** The window of a capture token, which is accepted in the next one too. */
  captureTokenMs: 10 * 60 * 1000,
  /** Persons whose `$identify` was sent, and for how long that is remembered (S37). */
  identities: 10000,
  identityTtlMs: 30 * 60 * 1000,
  /** One request of a recording: a page at its first sight, compressed. */
  replayBytes: 8 * 1024 * 1024,
  /** Recordings that have been stopped, and of which nothing more is taken. */
  stoppedRecordings: 10000,
  /** Event ids by which a client's retry is recognised. */
  recentUuids: 10000,
});

/** The least values that work, where it is not 0 for a time and 1 for a count or size. */
const LEAST_VALUES = Object.freeze({ gzipFromBytes: 0, captureTokenMs: 1000 });

/** What nobody guesses, if it is random. */
const SECRET_MIN_LENGTH = 32;

/** Timers take 31 bits; beyond, they would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * @param {Partial<Limits>} [given]
 * @returns {Limits}
 * @throws {TypeError} for an unknown name, or a value that cannot work
 */
export function resolveLimits(given = {}) {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.prototype.hasOwnProperty.call(DEFAULT_LIMITS, name))
      throw new TypeError(`limits.${name} is not a limit`);
    const least = leastOf(name);
    if (typeof value !== 'number' || !(value >= least))
      throw new TypeError(`limits.${name} must be a number ≥ ${least}`);
    if (name.endsWith('Ms') && value > LONGEST_TIMER_MS)
      throw new TypeError(`limits.${name} must be at most ${LONGEST_TIMER_MS}`);
  }
  return { ...DEFAULT_LIMITS, ...given };
}

/** @param {string} name */
function leastOf(name) {
  const least = /** @type {Record<string, number>} */ (LEAST_VALUES)[name];
  return least ?? (name.endsWith('Ms') ? 0 : 1);
}

/**
 * A token that may be used, trimmed; empty where there is none. The message of an error never holds
 * the token.
 *
 * @param {unknown} token
 * @returns {string}
 * @throws {TypeError} for a personal key or a token that PostHog would refuse (S4)
 */
export function resolveToken(token) {
  if (token === undefined || token === null) return '';
  if (typeof token !== 'string') throw new TypeError('posthog.token must be text');
  const trimmed = token.trim();
  if (trimmed.startsWith(PERSONAL_KEY_PREFIX)) {
    throw new TypeError(
      'posthog.token is a personal API key; use the project token, which may be public',
    );
  }
  if (trimmed.length > TOKEN_MAX_LENGTH) {
    throw new TypeError(
      `posthog.token is longer than ${TOKEN_MAX_LENGTH} characters; it is no project token`,
    );
  }
  return trimmed;
}

/**
 * A secret that may sign capture tokens, trimmed; `null` if it is no text or too short.
 *
 * @param {unknown} secret
 * @returns {string | null}
 */
export function normalizeSecret(secret) {
  const trimmed = typeof secret === 'string' ? secret.trim() : '';
  return trimmed.length >= SECRET_MIN_LENGTH ? trimmed : null;
}

/**
 * @param {unknown} captureTokens
 * @returns {{secret?: string} | null} `null`: switched off
 * @throws {TypeError} for anything else but `false` and `{secret?}`, and for a weak secret
 */
export function resolveCaptureTokens(captureTokens = {}) {
  if (captureTokens === false) return null;
  if (typeof captureTokens !== 'object' || captureTokens === null)
    throw new TypeError('captureTokens must be false or an object');
  const { secret } = /** @type {{secret?: unknown}} */ (captureTokens);
  if (secret === undefined) return {};
  const normalized = normalizeSecret(secret);
  if (normalized === null)
    throw new TypeError(`captureTokens.secret must have at least ${SECRET_MIN_LENGTH} characters`);
  return { secret: normalized };
}

/** How much a recording shows; see replay/presets.js. */
const REPLAY_MASKINGS = new Set(['browser', 'standard', 'strict']);

/**
 * @param {unknown} replay
 * @returns {import('./types.js').ReplayRules | null} `null`: switched off
 * @throws {TypeError} for anything else but `false` and `{masking?, mask?, block?}`. Whether a selector is one is told by the page
 */
export function resolveReplay(replay = {}) {
  if (replay === false) return null;
  if (typeof replay !== 'object' || replay === null)
    throw new TypeError('replay must be false or an object');
  const { masking, mask, block } = /** @type {Record<string, any>} */ (replay);
  if (masking !== undefined && !REPLAY_MASKINGS.has(masking))
    throw new TypeError(`replay.masking must be one of ${[...REPLAY_MASKINGS].join(', ')}`);
  for (const [name, selectors] of Object.entries({ mask, block })) {
    if (selectors === undefined) continue;
    if (!Array.isArray(selectors) || !selectors.every((one) => typeof one === 'string'))
      throw new TypeError(`replay.${name} must be a list of selectors`);
  }
  return { masking, mask, block };
}

/** @type {ReadonlySet<unknown>} */
const IDENTIFY_LEVELS = new Set(['none', 'id', 'email', 'full']);

/**
 * How much of a person may be told; see disclosure.js.
 *
 * @param {unknown} level
 * @param {unknown} secret
 * @returns {{level: import('./types.js').IdentifyLevel, secret: string}}
 * @throws {TypeError} for a level that nobody knows, and for `id` without a secret that nobody guesses
 */
export function resolveIdentify(level = 'full', secret = '') {
  if (!IDENTIFY_LEVELS.has(level))
    throw new TypeError(`identify must be one of ${[...IDENTIFY_LEVELS].join(', ')}`);
  const normalized = normalizeSecret(secret);
  if (level === 'id' && normalized === null) {
    throw new TypeError(
      `identify: 'id' needs a pseudonymSecret of at least ${SECRET_MIN_LENGTH} characters`,
    );
  }
  const known = /** @type {import('./types.js').IdentifyLevel} */ (level);
  return { level: known, secret: normalized ?? '' };
}

/**
 * @param {unknown} [names]
 * @returns {readonly string[]}
 * @throws {TypeError} for anything else but a list of texts
 */
export function resolveWithhold(names = []) {
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    throw new TypeError('withhold must be a list of property names');
  return [...names];
}

/**
 * @param {unknown} collect
 * @returns {{url: string, installation: import('./installation.js').Installation} | null} `null`: none is given
 * @throws {TypeError} for an address or an installation that cannot be one
 */
export function resolveCollect(collect) {
  if (collect === undefined) return null;
  const { url, installation } = /** @type {Record<string, unknown>} */ (Object(collect));
  const normalized = normalizeHost(url);
  if (normalized === null)
    throw new TypeError('collect.url must be an http(s) URL without credentials');
  return { url: normalized, installation: resolveInstallation(installation) };
}

/**
 * The host without query, fragment and closing slash; `null` if it is no http(s) URL or carries
 * credentials. A path prefix is kept: whoever serves PostHog below `/posthog` means it (S6 lost the
 * prefix).
 *
 * @param {unknown} host
 * @returns {string | null}
 */
export function normalizeHost(host) {
  if (typeof host !== 'string') return null;
  let url;
  try {
    url = new URL(host.trim());
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username || url.password) return null;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/**
 * @param {unknown} host
 * @returns {string}
 * @throws {TypeError} if it is given and cannot be used
 */
export function resolveHost(host) {
  if (host === undefined || host === null) return DEFAULT_HOST;
  const normalized = normalizeHost(host);
  if (normalized === null)
    throw new TypeError('posthog.host must be an http(s) URL without credentials');
  return normalized;
}

/**
 * @param {string[]} [origins]
 * @returns {ReadonlySet<string>}
 * @throws {TypeError} for text that is no origin
 */
export function resolveOrigins(origins = []) {
  return new Set(
    origins.map((text) => {
      const origin = normalizeHost(text) === null ? null : new URL(text).origin;
      if (origin === null) throw new TypeError('allowedOrigins must hold http(s) origins');
      return origin;
    }),
  );
}
