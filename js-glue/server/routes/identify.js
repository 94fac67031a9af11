import { admitMember } from '../admission.js';
import { isAnonymousId } from '../anonymous-id.js';
import { readJsonBody } from '../body.js';
import { Refusal, noContent, queueFull, requireSaved } from '../responses.js';

/** @typedef {import('../types.js').Endpoint} Endpoint */
/** @typedef {import('../types.js').Session} Session */

const WORKSPACE_ID = /^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/;

/**
 * POST …/identify: sends `$identify` for the person of the session (S37). The body may name one of
 * that person's workspaces and, where the plan merges identities, the anonymous id from before (M26); whatever else it says is not
 * looked at (S38). Outside identified mode nothing is sent (S30).
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>} 204
 * @throws {Refusal} as `admitMember`; 400 invalid_payload, 404 workspace_not_found, 413, 415,
 *   503 when the queue is full or the spool cannot write
 */
export async function identify(endpoint, request) {
  const session = await admitMember(endpoint, request);
  const payload = parseObject(await readJsonBody(request, endpoint.limits.bodyBytes));
  if (!endpoint.forwarder || session.mode !== 'identified') return noContent();
  const workspace = chosenWorkspace(payload.workspaceId, session.workspaces);
  const anonymousId = endpoint.mergesIdentities ? anonymousIdOf(payload) : undefined;
  if (!endpoint.persons.ensure(session, workspace, endpoint.forwarder, anonymousId)) {
    throw queueFull(endpoint, 'analytics_identify_failed', 1);
  }
  await requireSaved(endpoint, 'analytics_identify_failed');
  return noContent();
}

/**
 * @param {Uint8Array} bytes
 * @returns {Record<string, unknown>}
 */
function parseObject(bytes) {
  let payload;
  try {
    payload = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal(400, 'invalid_payload');
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    throw new Refusal(400, 'invalid_payload');
  return payload;
}

/**
 * @param {Record<string, unknown>} payload
 * @returns {string | undefined}
 */
function anonymousIdOf({ anonymousDistinctId: id }) {
  return isAnonymousId(id) ? id : undefined;
}

/**
 * The first workspace where none, or nothing that could be one, is named (S15).
 *
 * @param {unknown} value
 * @param {Session['workspaces']} workspaces
 */
function chosenWorkspace(value, workspaces) {
  const own = workspaces.find((candidate) => candidate.id === value);
  if (own) return own;
  const id = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (!WORKSPACE_ID.test(id)) return workspaces[0];
  const workspace = workspaces.find((candidate) => candidate.id.toLowerCase() === id);
  if (!workspace) throw new Refusal(404, 'workspace_not_found');
  return workspace;
}
