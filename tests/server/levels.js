/** An endpoint with the plan `agnes`, at a level of what is told of a person, and a person of whom nothing must slip. */
import assert from 'node:assert/strict';
import { source as plan } from '../support/agnes.js';
import { IDENTIFIED, anEvent, ann, identifiedBatch, startEndpoint } from './support.js';

/** @typedef {import('../../js-glue/server/types.js').AnalyticsHandlerOptions} Options */
/** @typedef {import('../../js-glue/server/types.js').IdentifyLevel} IdentifyLevel */

const RECORDED = { ...IDENTIFIED, recordScreen: true };
export const SECRET = 's'.repeat(32);
export const ID = 'person-4711';
export const EMAIL = 'ada.lovelace@example.com';
export const NAME = 'Ada Lovelace';
export const PERSON = [ID, EMAIL, NAME, 'Lovelace', 'lovelace', '4711'];
export const USER = { id: ID, email: EMAIL, name: NAME };

/** What a call site says of the person, whatever the operator wants. */
export const SAID = {
  user_id: ID,
  user_email: EMAIL,
  user_name: NAME,
  email: EMAIL,
  name: NAME,
  $set: USER,
  $ai_input: NAME,
  $exception_message: `invalid user ${NAME}`,
};

/**
 * @param {IdentifyLevel} [identify]
 * @param {Partial<Options>} [options]
 */
export async function startLevel(identify, options) {
  const secret = identify === 'id' && { pseudonymSecret: SECRET };
  const endpoint = await startEndpoint({ plan, identify, ...secret, ...options });
  endpoint.signIn({ ...ann(RECORDED), user: USER });
  return endpoint;
}

/** @typedef {Awaited<ReturnType<typeof startLevel>>} Started */

/**
 * @param {Started} endpoint
 * @param {Record<string, unknown>} [properties]
 * @param {string} [name]
 */
export async function capture(endpoint, properties = {}, name = '$exception') {
  const answer = await endpoint.capture(identifiedBatch(anEvent(name, properties)));
  assert.equal(answer.status, 204);
  return endpoint.delivered();
}

/** @param {Started} endpoint */
export function bytesOf(endpoint) {
  assert.ok(endpoint.receiver.requests.length > 0, 'something was sent');
  return endpoint.receiver.requests.map(({ text }) => text).join('\n');
}
