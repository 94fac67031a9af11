import { admitSender } from '../admission.js';
import { readJsonBody, tooLarge } from '../body.js';
import { Refusal, jsonResponse, noContent, queueFull } from '../responses.js';

/** @typedef {import('../types.js').Endpoint} Endpoint */
/** @typedef {import('../types.js').Session} Session */
/** @typedef {import('../types.js').TokenBearer} TokenBearer */
/** @typedef {import('../../core/types.js').VerifyContext} VerifyContext */

/** The core's fixed buffers hold the body, what the server adds and the result, or they do not. */
const SIZE_REASONS = new Set(['json_too_large', 'memory']);

/** Enough for a body that is checked and thrown away. @type {VerifyContext} */
const namesOnly = { mode: 'anonymized', format: 'posthog' };

/** Above this number only the workspaces that a body mentions are looked up in it. */
const MANY_WORKSPACES = 100;

/** Every line begins with the event's id, `{"uuid":"…` or `{"eventId":"…`: nothing has to be parsed again. */
const UUID_LENGTH = 36;

/** How the line of an event ends of which the plan wants metrics. */
const METERED = /,"metrics":"(only|too)"\}$/;

/**
 * POST …/capture: verifies a batch or a single event and queues what is left (S8–S15). The answer
 * says what was taken; it never waits for PostHog.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>} 204, or 200 with counts when part of a batch was dropped
 * @throws {Refusal} as `admitSender`; 400 invalid_payload or invalid_event, 404
 *   workspace_not_found, 413, 415, 503 when the queue is full
 */
export async function capture(endpoint, request) {
  const sender = await admitSender(endpoint, request);
  const body = await readJsonBody(request, endpoint.limits.bodyBytes);
  const forwarder = sender.mode === 'off' ? null : endpoint.forwarder;
  const context = forwarder ? contextOf(endpoint, sender, body) : namesOnly;
  const verified = endpoint.core.verify(context, body);
  if (!verified.ok) throw refusalOf(verified.reason);

  const { header, lines } = verified;
  if (!header.single && !header.planMatches) endpoint.counters.add('planMismatches');
  const dropped = countByReason(header.dropped);
  for (const [reason, count] of Object.entries(dropped)) endpoint.counters.drop(reason, count);
  if (header.accepted === 0) throw nothingAccepted(dropped);
  if (sender.mode === 'off') return noContent(); // names are checked all the same (S10)

  const isIdentified = sender.mode === 'identified' && header.mode === 'identified';
  const person = isIdentified ? sender : null;
  const queued = takeLines(endpoint, forwarder, lines, person);
  if (queued < lines.length) {
    throw queueFull(endpoint, 'analytics_capture_failed', lines.length - queued);
  }
  if (header.dropped.length === 0) return noContent();
  return jsonResponse(200, { accepted: header.accepted, dropped });
}

/**
 * What the core may add. In anonymized mode nothing of the session goes in, so that nothing of it
 * can come out (S29, S31); who runs the software is not about the person.
 *
 * @param {Endpoint} endpoint
 * @param {Session | TokenBearer} sender
 * @param {Uint8Array} body
 * @returns {VerifyContext}
 */
function contextOf({ line, disclosure }, sender, body) {
  if (sender.mode !== 'identified') return { ...line, mode: 'anonymized' };
  const { user, workspaces } = sender;
  const identity = { user_id: user.id, user_email: user.email, user_name: user.name };
  return {
    ...line,
    mode: sender.mode,
    level: disclosure.level,
    distinctId: user.id,
    identity: Object.fromEntries(Object.entries(identity).filter(([, text]) => text !== '')),
    tenants: tenantsFor(workspaces, body),
  };
}

/**
 * A member of thousands of workspaces must not fill the core's memory with them.
 *
 * @param {Session['workspaces']} workspaces
 * @param {Uint8Array} body
 */
function tenantsFor(workspaces, body) {
  const isLong = workspaces.length > MANY_WORKSPACES;
  const mentioned = isLong ? new TextDecoder().decode(body).toLowerCase() : '';
  return workspaces
    .filter(({ id }, index) => !isLong || index === 0 || mentioned.includes(id.toLowerCase()))
    .map(({ id, role }) => ({ workspace_id: id, workspace_role: role }));
}

/**
 * Takes the lines in order: counts those of which the plan wants metrics, whether or not anything
 * is sent on (M7), and queues those that are. It stops at a full queue; the client sends the batch
 * again and the ids tell what was taken before.
 *
 * @param {Endpoint} endpoint
 * @param {import('../forwarder.js').Forwarder | null} forwarder `null`: nothing is sent on
 * @param {string[]} lines
 * @param {Session | null} person
 * @returns {number} how many of them were taken, now or before
 */
function takeLines(endpoint, forwarder, lines, person) {
  const { recentUuids, counters } = endpoint;
  for (const [index, line] of lines.entries()) {
    const start = line.indexOf(':') + 2;
    const uuid = line.slice(start, start + UUID_LENGTH);
    if (recentUuids.has(uuid)) {
      counters.add('duplicates');
      continue;
    }
    const metrics = METERED.exec(line);
    const isSent = forwarder !== null && metrics?.[1] !== 'only';
    const event = metrics ? `${line.slice(0, metrics.index)}}` : line;
    if (isSent && !queueLine(endpoint, forwarder, event, person)) return index;
    if (metrics) counters.meter(nameOf(line));
    recentUuids.set(uuid, true);
  }
  return lines.length;
}

/** @param {string} line */
function nameOf(line) {
  const { event, eventName } = JSON.parse(line);
  return event ?? eventName;
}

/**
 * Queues an event, an identified one behind its person's `$identify`.
 *
 * @param {Endpoint} endpoint
 * @param {import('../forwarder.js').Forwarder} forwarder
 * @param {string} line
 * @param {Session | null} person
 * @returns {boolean} false where the queue is full
 */
function queueLine({ persons }, forwarder, line, person) {
  const known = !person || persons.ensure(person, workspaceOf(line, person.workspaces), forwarder);
  return known && forwarder.enqueue(line);
}

/**
 * The tenant that the core put on a line.
 *
 * @param {string} line
 * @param {Session['workspaces']} workspaces
 */
function workspaceOf(line, workspaces) {
  if (workspaces.length === 1) return workspaces[0];
  const id = JSON.parse(line).properties.workspace_id;
  return workspaces.find((workspace) => workspace.id === id) ?? workspaces[0];
}

/** @param {string} reason */
function refusalOf(reason) {
  if (SIZE_REASONS.has(reason)) return tooLarge();
  return new Refusal(400, 'invalid_payload', reason === 'invalid_payload' ? {} : { reason });
}

/** @param {Record<string, number>} dropped */
function nothingAccepted(dropped) {
  const reasons = Object.keys(dropped);
  const onlyTenants = reasons.length === 1 && reasons[0] === 'tenant_not_found';
  return onlyTenants ? new Refusal(404, 'workspace_not_found') : new Refusal(400, 'invalid_event');
}

/** @param {{reason: string}[]} dropped */
function countByReason(dropped) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { reason } of dropped) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
