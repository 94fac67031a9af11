import { DEFAULT_HOST } from '../options.js';
import { address, isExactly, replay, secret, text } from './readers.js';

/** @typedef {import('./readers.js').Source} Source */

/** Either flag on the command line switches analytics off (S61, S62, S64). */
const OFF_FLAGS = ['--disable-telemetry', '--no-analytics'];

/**
 * The variables of the Second system.
 *
 * @param {Source} source
 */
export function readSecond(source) {
  return {
    posthog: {
      // S5: a blank variable does not disable; the release's own token counts then.
      token:
        text(source, 'SECOND_POSTHOG_TOKEN', 'NEXT_PUBLIC_POSTHOG_TOKEN') ??
        source.options.defaultToken ??
        '',
      // S6
      host: address(source, 'SECOND_POSTHOG_HOST', 'NEXT_PUBLIC_POSTHOG_HOST') ?? DEFAULT_HOST,
    },
    disabled: isDisabled(source),
    // S24, S25
    release: {
      release_version: text(
        source,
        'SECOND_RELEASE_VERSION',
        'SENTRY_RELEASE',
        'VERCEL_GIT_COMMIT_SHA',
      ),
      release_package: text(source, 'SECOND_RELEASE_PACKAGE'),
      release_runtime: text(source, 'SECOND_RELEASE_RUNTIME'),
      cli_launcher_version: text(source, 'SECOND_CLI_RELEASE_VERSION'),
      cli_launcher_package: text(source, 'SECOND_CLI_RELEASE_PACKAGE'),
    },
    properties: installation(source),
    ...captureTokens(source),
    ...replay(source),
  };
}

/**
 * Exactly `1` switches off; not `true`, not ` 1` (S63, S65).
 *
 * @param {Source} source
 */
const isDisabled = (source) =>
  isExactly(source, ['1'], 'SECOND_POSTHOG_DISABLED', 'SECOND_TELEMETRY_DISABLED') ||
  OFF_FLAGS.some((flag) => source.argv.includes(flag));

/**
 * @param {Source} source
 * @returns {{captureTokens?: {secret: string}}} empty where there is none, to undo nothing beside it
 */
function captureTokens(source) {
  const given = secret(source, 'SECOND_CAPTURE_TOKEN_SECRET', 'weak_secret');
  return given === null ? {} : { captureTokens: { secret: given } };
}

/**
 * What S14 puts on every event.
 *
 * @param {Source} source
 */
function installation(source) {
  const authMode = text(source, 'SECOND_AUTH_MODE');
  const mode = authMode === 'none' ? 'local' : 'external_auth';
  return {
    auth_mode: authMode,
    installation_mode: authMode === null ? null : mode,
    second_oss: true,
  };
}
