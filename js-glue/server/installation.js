/**
 * What analytics.v2 says on every event of the software that runs, and of no person (V12-V18).
 *
 * @typedef {object} Installation
 * @property {string} installationId the same for all that shares one installation; made by the host, of no path or token itself
 * @property {string} instanceId tells apart what runs on one machine
 * @property {'source' | 'docker' | 'curl_installer' | 'desktop_installer' | 'npm_binary' | 'unknown'} deploymentMode
 * @property {string} commitHash of the software itself, never of a project that it works on (V16, V23); `unknown`
 * @property {string} appVersion
 * @property {string} platform `linux`
 */

const ID = /^[\w-]{8,64}$/;

/** What each may look like, so that no path, token or name can stand there (V49). @type {Record<keyof Installation, RegExp>} */
const FORMS = {
  installationId: ID,
  instanceId: ID,
  deploymentMode: /^(source|docker|curl_installer|desktop_installer|npm_binary|unknown)$/,
  commitHash: /^([0-9a-f]{4,64}|unknown)$/,
  appVersion: /^\d{1,6}(\.\d{1,6}){0,3}([-+][\w.]{1,32})?$/,
  platform: /^[a-z0-9]{1,16}$/,
};

/**
 * @param {keyof Installation} name
 * @param {unknown} value
 * @returns {boolean} whether it may stand there
 */
export const fitsInstallation = (name, value) =>
  typeof value === 'string' && FORMS[name].test(value);

/**
 * @param {unknown} given
 * @returns {Installation}
 * @throws {TypeError} which names the member and holds nothing of its value
 */
export function resolveInstallation(given) {
  const members = /** @type {Record<string, unknown>} */ (Object(given));
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(FORMS, name)) throw new TypeError(`collect.installation.${name} is unknown`);
  }
  for (const name of /** @type {(keyof Installation)[]} */ (Object.keys(FORMS))) {
    if (!fitsInstallation(name, members[name]))
      throw new TypeError(`collect.installation.${name} must match ${FORMS[name]}`);
  }
  return /** @type {Installation} */ ({ ...members });
}

/** Of a digest, as V15 has it. */
const SESSION_CHARACTERS = 24;

/**
 * The `sessionId` of an analytics.v2 event: the same for events of one session, and telling nothing of the internal key, which
 * may hold paths and names (V15, V25, V57). The installation's id goes in, so that the same key elsewhere is another session.
 *
 * @param {string} installationId
 * @param {string | null | undefined} key
 * @returns {Promise<string | undefined>} 24 hex digits; `undefined` where there is no key
 */
export async function hashSession(installationId, key) {
  if (typeof key !== 'string' || key === '') return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify([installationId, key]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, SESSION_CHARACTERS);
}
