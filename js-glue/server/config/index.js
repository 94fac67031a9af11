import { readAgnes } from './agnes.js';
import { readAnalyticsV2 } from './analytics-v2.js';
import { readMultica } from './multica.js';
import { readSecond } from './second.js';

/** @typedef {import('./readers.js').Environment} Environment */
/** @typedef {import('../installation.js').Installation} Installation */

/**
 * @typedef {object} ConfigOptions What the application says beside the environment.
 * @property {string} [defaultToken] For `second`: the project token of a release that brings one (S5).
 * @property {string} [defaultBaseUrl] For `analytics-v2`: where events go unless the environment says.
 * @property {boolean} [enabled] For `analytics-v2`: wins over `ANALYTICS_ENABLED` (V58).
 * @property {Partial<Installation>} [installation] For `analytics-v2`: wins over the environment,
 *   which never says who the installation is (V12, V13).
 */

/** The systems whose names of variables are known. */
const SYSTEMS = Object.freeze({
  second: readSecond,
  multica: readMultica,
  agnes: readAgnes,
  'analytics-v2': readAnalyticsV2,
});

/**
 * The endpoint's configuration from the environment and the command line, to be spread into
 * `createAnalyticsHandler`. docs/endpoint.md lists the variables of each system. Values are trimmed,
 * and a blank one counts as missing, where that list does not say otherwise.
 *
 * What cannot be used is replaced by what is more private, or by the default where neither is, and
 * a warning tells of it. The variables are read once: a change of a switch takes effect with a new
 * handler.
 *
 * @template {keyof typeof SYSTEMS} [Names='second']
 * @param {Environment} [env]
 * @param {readonly string[]} [argv]
 * @param {ConfigOptions & {names?: Names}} [options] `names`: whose variables are read.
 * @returns {ReturnType<typeof SYSTEMS[Names]> & {warnings: {code: string}[]}}
 * @throws {TypeError} for `names` that nobody knows
 */
export function configFromEnv(
  env = globalThis.process?.env ?? {},
  argv = globalThis.process?.argv ?? [],
  { names = /** @type {Names} */ ('second'), ...options } = {},
) {
  if (!Object.hasOwn(SYSTEMS, names))
    throw new TypeError(`names must be one of ${Object.keys(SYSTEMS).join(', ')}`);
  /** @type {{code: string}[]} */
  const warnings = [];
  const source = {
    env,
    argv,
    options,
    warn: (/** @type {string} */ code) => warnings.push({ code }),
  };
  const read =
    /** @type {(source: import('./readers.js').Source) => ReturnType<typeof SYSTEMS[Names]>} */ (
      SYSTEMS[names]
    );
  return { ...read(source), warnings };
}
