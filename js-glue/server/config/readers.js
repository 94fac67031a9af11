import { normalizeHost, normalizeSecret } from '../options.js';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * @typedef {object} Source What a configuration is read from.
 * @property {Environment} env
 * @property {readonly string[]} argv
 * @property {import('./index.js').ConfigOptions} options What the application says beside it.
 * @property {(code: string) => void} warn Told of what is not used as it was given.
 */

/** What switches something on; anything else switches it off, also nothing (A16, A18). */
const YES = new Set(['1', 'true', 'yes', 'on']);

/**
 * @param {Source} source
 * @param {...string} names
 * @returns {string | null} the first that is not blank, trimmed
 */
export function text({ env }, ...names) {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return value;
  }
  return null;
}

/**
 * @param {Source} source
 * @param {string} name
 * @returns {string | null} in lower case, without spaces around it; empty where it is blank, `null` where it is unset
 */
export const word = ({ env }, name) => env[name]?.trim().toLowerCase() ?? null;

/**
 * @param {Source} source
 * @param {string} name
 * @param {boolean} [unset] What counts where the variable is unset.
 */
export function isYes(source, name, unset = false) {
  const given = word(source, name);
  return given === null ? unset : YES.has(given);
}

/**
 * A switch that knows its words to the letter: neither case nor spaces are forgiven.
 *
 * @param {Source} source
 * @param {readonly string[]} words
 * @param {...string} names
 */
export const isExactly = ({ env }, words, ...names) =>
  names.some((name) => words.includes(env[name] ?? ''));

/**
 * A whole number; a fraction is cut off.
 *
 * @param {Source} source
 * @param {string} name
 * @param {{least?: number, most?: number}} [bounds]
 * @returns {number | null} `null` for what is no decimal number, or out of bounds
 */
export function wholeNumber(source, name, { least = 1, most = Number.MAX_SAFE_INTEGER } = {}) {
  const given = text(source, name);
  if (given === null || !/^\d+(\.\d+)?$/.test(given)) return null;
  const value = Math.floor(Number(given));
  return value >= least && value <= most ? value : null;
}

/**
 * The address of a receiver, as `normalizeHost` has it. One that cannot be used counts as missing,
 * with a warning `invalid_host`.
 *
 * @param {Source} source
 * @param {...string} names
 * @returns {string | null}
 */
export function address(source, ...names) {
  const given = text(source, ...names);
  if (given === null) return null;
  const normalized = normalizeHost(given);
  if (normalized === null) source.warn('invalid_host');
  return normalized;
}

/**
 * The PostHog project of Multica and Agnes. There is no key but the operator's own (M9, M14, A12). With a
 * host that cannot be used there is none either: what was meant for a server of the operator's own
 * must not go to the cloud.
 *
 * @param {Source} source
 * @param {string} defaultHost
 * @returns {{token: string, host: string}} The token is empty where nothing may be forwarded.
 */
export function project(source, defaultHost) {
  const isGiven = text(source, 'POSTHOG_HOST') !== null;
  const host = isGiven ? address(source, 'POSTHOG_HOST') : defaultHost;
  if (host === null) return { token: '', host: defaultHost };
  return { token: text(source, 'POSTHOG_API_KEY') ?? '', host };
}

/**
 * A secret of at least 32 characters. A shorter one counts as missing.
 *
 * @param {Source} source
 * @param {string} name
 * @param {string} [warning] The code that tells of a shorter one.
 * @returns {string | null}
 */
export function secret(source, name, warning) {
  const given = text(source, name);
  if (given === null) return null;
  const normalized = normalizeSecret(given);
  if (normalized === null && warning) source.warn(warning);
  return normalized;
}

/**
 * Whether people may let themselves be recorded (A16), and what is masked then beside the preset's
 * own list (A17).
 *
 * @param {Source} source
 * @returns {{replay?: false | {mask: string[]}}} empty where nothing is said, to undo nothing beside it
 */
export function replay(source) {
  if (!isYes(source, 'POSTHOG_REPLAY', true)) return { replay: false };
  const selector = text(source, 'POSTHOG_REPLAY_MASK_SELECTOR');
  return selector ? { replay: { mask: [selector] } } : {};
}
