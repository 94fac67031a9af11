import { DEFAULT_HOST, normalizeHost, normalizeSecret } from './options.js';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** Either flag on the command line switches analytics off (S61, S62, S64). */
const OFF_FLAGS = ['--disable-telemetry', '--no-analytics'];

/** What switches something on; anything else switches it off, also nothing (A16). */
const YES = new Set(['1', 'true', 'yes', 'on']);

/**
 * The endpoint's configuration from the environment and the command line, to be spread into
 * `createAnalyticsHandler`. Values are trimmed; a blank one counts as missing.
 *
 * | Variable | Meaning |
 * | --- | --- |
 * | `SECOND_POSTHOG_TOKEN`, else `NEXT_PUBLIC_POSTHOG_TOKEN` | project token; else `defaultToken`; without any, nothing is forwarded (S5) |
 * | `SECOND_POSTHOG_HOST`, else `NEXT_PUBLIC_POSTHOG_HOST` | `https://us.i.posthog.com` unless given; a path prefix is kept (S6) |
 * | `SECOND_POSTHOG_DISABLED`, `SECOND_TELEMETRY_DISABLED` | exactly `1` switches off; not `true`, not ` 1` (S63, S65) |
 * | `--disable-telemetry`, `--no-analytics` | the same, as arguments (S61, S62, S64) |
 * | `SECOND_RELEASE_VERSION`, else `SENTRY_RELEASE`, else `VERCEL_GIT_COMMIT_SHA` | `release_version` (S24) |
 * | `SECOND_RELEASE_PACKAGE`, `SECOND_RELEASE_RUNTIME` | `release_package`, `release_runtime` (S24) |
 * | `SECOND_CLI_RELEASE_VERSION`, `SECOND_CLI_RELEASE_PACKAGE` | `cli_launcher_version`, `cli_launcher_package` (S24, S25) |
 * | `SECOND_CAPTURE_TOKEN_SECRET` | signs capture tokens; several processes need the same; at least 32 characters |
 * | `POSTHOG_REPLAY` | `1`, `true`, `yes`, `on` and unset: people may let themselves be recorded; anything else: nobody (A16) |
 * | `POSTHOG_REPLAY_MASK_SELECTOR` | what every recording masks beside the preset's own list (A17) |
 * | `SECOND_AUTH_MODE` | `auth_mode`; `installation_mode` is `local` for `none`, else `external_auth`; both `null` if unset (S14) |
 *
 * A host that is no http(s) URL is replaced by the default, with a warning `invalid_host`; a secret
 * that is too short by a random key, with a warning `weak_secret`. The variables are read once: a
 * change of the switch takes effect with a new handler.
 *
 * @param {Environment} [env]
 * @param {readonly string[]} [argv]
 * @param {{defaultToken?: string}} [options] The project token of a release that brings one (S5).
 */
export function configFromEnv(
  env = globalThis.process?.env ?? {},
  argv = globalThis.process?.argv ?? [],
  options = {},
) {
  const host = readHost(env);
  const secret = readSecret(env);
  const warnings = [];
  if (host === null) warnings.push({ code: 'invalid_host' });
  if (secret === null) warnings.push({ code: 'weak_secret' });
  return {
    posthog: {
      token:
        first(env, 'SECOND_POSTHOG_TOKEN', 'NEXT_PUBLIC_POSTHOG_TOKEN') ??
        options.defaultToken ??
        '',
      host: host ?? DEFAULT_HOST,
    },
    disabled: isDisabled(env, argv),
    release: {
      release_version: first(
        env,
        'SECOND_RELEASE_VERSION',
        'SENTRY_RELEASE',
        'VERCEL_GIT_COMMIT_SHA',
      ),
      release_package: first(env, 'SECOND_RELEASE_PACKAGE'),
      release_runtime: first(env, 'SECOND_RELEASE_RUNTIME'),
      cli_launcher_version: first(env, 'SECOND_CLI_RELEASE_VERSION'),
      cli_launcher_package: first(env, 'SECOND_CLI_RELEASE_PACKAGE'),
    },
    properties: installation(env),
    // Absent where there is none, so that they do not undo what is set beside them.
    ...(secret && { captureTokens: { secret } }),
    ...readReplay(env),
    warnings,
  };
}

/**
 * @param {Environment} env
 * @param {...string} names
 * @returns {string | null} the first that is not blank, trimmed
 */
function first(env, ...names) {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return value;
  }
  return null;
}

/**
 * @param {Environment} env
 * @returns {string | null} `null` if what is given cannot be used
 */
function readHost(env) {
  const given = first(env, 'SECOND_POSTHOG_HOST', 'NEXT_PUBLIC_POSTHOG_HOST');
  return given === null ? DEFAULT_HOST : normalizeHost(given);
}

/**
 * @param {Environment} env
 * @returns {string | null} empty where none is given; `null` if what is given cannot be used
 */
function readSecret(env) {
  const given = first(env, 'SECOND_CAPTURE_TOKEN_SECRET');
  return given === null ? '' : normalizeSecret(given);
}

/**
 * @param {Environment} env
 * @returns {{replay?: false | {mask: string[]}}}
 */
function readReplay(env) {
  const wanted = env.POSTHOG_REPLAY?.trim().toLowerCase() ?? 'true';
  if (!YES.has(wanted)) return { replay: false };
  const selector = first(env, 'POSTHOG_REPLAY_MASK_SELECTOR');
  return selector ? { replay: { mask: [selector] } } : {};
}

/**
 * @param {Environment} env
 * @param {readonly string[]} argv
 */
function isDisabled(env, argv) {
  if (env.SECOND_POSTHOG_DISABLED === '1' || env.SECOND_TELEMETRY_DISABLED === '1') return true;
  return OFF_FLAGS.some((flag) => argv.includes(flag));
}

/** @param {Environment} env */
function installation(env) {
  const authMode = first(env, 'SECOND_AUTH_MODE');
  const mode = authMode === 'none' ? 'local' : 'external_auth';
  return {
    auth_mode: authMode,
    installation_mode: authMode === null ? null : mode,
    second_oss: true,
  };
}
