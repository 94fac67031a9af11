import { asksForPrivacy } from './privacy-control.js';
import { Refusal } from './responses.js';
import { trimmed } from './text.js';

/** @typedef {import('./types.js').AuthenticatedSession} AuthenticatedSession */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./types.js').Mode} Mode */

/** PostHog cuts a longer distinct id, so that two people could become one. */
const DISTINCT_ID_MAX_LENGTH = 200;

/**
 * Ids that PostHog refuses to make a person of; compared in lower case, which only ever refuses
 * more.
 */
const ILLEGAL_DISTINCT_IDS = new Set([
  '0',
  '[object object]',
  'anonymous',
  'distinct_id',
  'distinctid',
  'email',
  'false',
  'guest',
  'id',
  'nan',
  'none',
  'not_authenticated',
  'null',
  'true',
  'undefined',
]);

/**
 * Asks the application who made a request, and what that person allows (S1, S9).
 *
 * @param {Pick<import('./types.js').Endpoint, 'authenticate' | 'disclosure' | 'honourDoNotTrack' | 'report'>} endpoint
 * @param {Request} request
 * @returns {Promise<Session>}
 * @throws {Refusal} 401 identity_required or profile_required, 403 workspace_required, 500
 *   analytics_auth_failed
 */
export async function identityOf(endpoint, request) {
  const { authenticate, honourDoNotTrack, report } = endpoint;
  const session = await ask(authenticate, request, report);
  if (!session) throw new Refusal(401, 'identity_required');
  const user = profileOf(session);
  if (!user) throw new Refusal(401, 'profile_required');
  const workspaces = memberships(session.workspaces);
  if (workspaces.length === 0) throw new Refusal(403, 'workspace_required');

  const privacyControl =
    session.overridesPrivacyControl !== true && asksForPrivacy(request, honourDoNotTrack);
  return sessionOf(endpoint, { user, workspaces, settings: session.settings }, privacyControl);
}

/**
 * What a person allows, reduced to what the operator lets be told.
 *
 * @param {Pick<import('./types.js').Endpoint, 'disclosure' | 'report'>} endpoint
 * @param {Pick<Session, 'user' | 'workspaces'> & {settings: unknown}} person
 * @param {boolean} privacyControl
 * @returns {Session | Promise<Session>} a promise for pseudonyms alone
 */
export function sessionOf({ disclosure, report }, { user, workspaces, settings }, privacyControl) {
  const mode = modeOf(settings, privacyControl);
  if (mode !== 'identified' || isPersonId(user.id)) {
    const wanted = /** @type {AuthenticatedSession['settings']} */ (settings)?.recordScreen;
    const recording = mode === 'identified' && wanted === true;
    return disclosure.reduce({ user, workspaces, mode, recording, privacyControl });
  }
  report('invalid_user_id');
  return { user, workspaces, mode: 'anonymized', recording: false, privacyControl };
}

/**
 * @param {import('./types.js').Authenticate} authenticate
 * @param {Request} request
 * @param {(code: string) => void} report
 */
async function ask(authenticate, request, report) {
  try {
    const session = await authenticate(request);
    if (session && typeof session !== 'object') throw new TypeError('not a session');
    return session;
  } catch {
    report('auth_failed');
    throw new Refusal(500, 'analytics_auth_failed');
  }
}

/**
 * @param {AuthenticatedSession} session
 * @returns {Session['user'] | null} `null` before onboarding is finished and while a name or e-mail
 *   is missing
 */
function profileOf({ user, onboarded }) {
  if (onboarded !== undefined && onboarded !== true) return null;
  const profile = personOf(user);
  return profile.email && profile.name ? profile : null;
}

/**
 * @param {AuthenticatedSession['user'] | undefined} user
 * @returns {Session['user']} empty texts for what is not known
 */
export const personOf = (user) => ({
  id: trimmed(user?.id),
  email: trimmed(user?.email),
  name: trimmed(user?.name),
});

/**
 * The most that the settings allow; whatever is missing, malformed or unknown means the more
 * private mode (S3, S13). Global Privacy Control outranks the settings, but for a refusal.
 *
 * @param {unknown} settings
 * @param {boolean} privacyControl
 * @returns {Mode}
 */
function modeOf(settings, privacyControl) {
  if (typeof settings !== 'object' || settings === null) return 'anonymized';
  const { shareUsageData, anonymizeUsageData } = /** @type {Record<string, unknown>} */ (settings);
  if (shareUsageData !== undefined && shareUsageData !== true) return 'off';
  if (privacyControl) return 'anonymized';
  return anonymizeUsageData === false ? 'identified' : 'anonymized';
}

/**
 * @param {unknown} list
 * @returns {{id: string, role: string | null}[]} what can name a tenant
 */
export function memberships(list) {
  if (!Array.isArray(list)) return [];
  return list
    .map((workspace) => ({ id: trimmed(workspace?.id), role: trimmed(workspace?.role) || null }))
    .filter((workspace) => workspace.id !== '');
}

/** @param {string} id */
function isPersonId(id) {
  return (
    id !== '' && id.length <= DISTINCT_ID_MAX_LENGTH && !ILLEGAL_DISTINCT_IDS.has(id.toLowerCase())
  );
}
