import { memberships, personOf, sessionOf } from '../authenticate.js';
import { trimmed } from '../text.js';

/** @typedef {import('./types.js').Sender} Sender */
/** @typedef {import('./types.js').Subject} Subject */

/** @type {Sender['bearer']} */
const NOBODY = Object.freeze({ mode: 'anonymized' });

/**
 * As whom an event leaves: by the person's own choice and what the operator lets be told, as for an event of a page (A36). What
 * is given as a subject and is none is nobody, never the software: two people must not get one id.
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @param {Subject | undefined} subject
 * @returns {Sender | Promise<Sender>} a promise for pseudonyms alone
 */
export function senderOf(endpoint, subject) {
  if (subject === undefined || isComponent(subject))
    return { bearer: NOBODY, anonymousId: endpoint.softwareId() };
  const given = /** @type {Partial<import('./types.js').Person>} */ (Object(subject));
  const anonymousId = trimmed(given.anonymousId) || undefined;
  if (!given.user) return { bearer: NOBODY, anonymousId };
  const { user, settings } = given;
  const person = { user: personOf(user), workspaces: memberships(given.workspaces), settings };
  const session = sessionOf(endpoint, person, (given.privacyControl ?? false) !== false);
  return session instanceof Promise
    ? session.then((bearer) => ({ bearer, anonymousId }))
    : { bearer: session, anonymousId };
}

/**
 * @param {unknown} subject
 * @returns {subject is import('./types.js').Component}
 */
export const isComponent = (subject) =>
  typeof subject === 'object' &&
  subject !== null &&
  'component' in subject &&
  !('user' in subject) &&
  !('anonymousId' in subject);
