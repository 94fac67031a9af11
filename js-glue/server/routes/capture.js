import { admitSender } from '../admission.js';
import { readJsonBody, tooLarge } from '../body.js';
import { contextOf } from '../context.js';
import { isSentOn, takeLine } from '../intake.js';
import { uuidOf } from '../line.js';
import { Refusal, jsonResponse, noContent, queueFull, requireSaved } from '../responses.js';

/** @typedef {import('../types.js').Endpoint} Endpoint */
/** @typedef {import('../types.js').Session} Session */

/** The core's fixed buffers hold the body, what the server adds and the result, or they do not. */
const SIZE_REASONS = new Set(['json_too_large', 'memory']);

/**
 * POST …/capture: verifies a batch or a single event and queues what is left (S8–S15). The answer
 * says what was taken; it waits for a durable spool, never for PostHog.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>} 204, or 200 with counts when part of a batch was dropped
 * @throws {Refusal} as `admitSender`; 400 invalid_payload or invalid_event, 404
 *   workspace_not_found, 413, 415, 503 when the queue is full or the spool cannot write
 */
export async function capture(endpoint, request) {
  const sender = await admitSender(endpoint, request);
  const body = await readJsonBody(request, endpoint.limits.bodyBytes);
  const verified = endpoint.core.verify(contextOf(endpoint, sender, body), body);
  if (!verified.ok) throw refusalOf(verified.reason);

  const { header, lines } = verified;
  if (!header.single && !header.planMatches) endpoint.counters.add('planMismatches');
  const dropped = countByReason(header.dropped);
  for (const [reason, count] of Object.entries(dropped)) endpoint.counters.drop(reason, count);
  if (header.accepted === 0) throw nothingAccepted(dropped);
  if (sender.mode === 'off') return noContent(); // names are checked all the same (S10)

  const isIdentified = sender.mode === 'identified' && header.mode === 'identified';
  const person = isIdentified ? sender : null;
  const queued = takeLines(endpoint, lines, person);
  if (queued < lines.length) {
    throw queueFull(endpoint, 'analytics_capture_failed', lines.length - queued);
  }
  if (lines.some(isSentOn)) await requireSaved(endpoint, 'analytics_capture_failed');
  if (header.dropped.length === 0) return noContent();
  return jsonResponse(200, { accepted: header.accepted, dropped });
}

/**
 * Takes the lines in order, each once. It stops at a full queue; the client sends the batch again and the ids tell what was
 * taken before.
 *
 * @param {Endpoint} endpoint
 * @param {string[]} lines
 * @param {Session | null} person
 * @returns {number} how many of them were taken, now or before
 */
function takeLines(endpoint, lines, person) {
  const { recentUuids, counters } = endpoint;
  for (const [index, line] of lines.entries()) {
    const uuid = uuidOf(line);
    if (recentUuids.has(uuid)) {
      counters.add('duplicates');
      continue;
    }
    if (!takeLine(endpoint, line, person)) return index;
    recentUuids.set(uuid, true);
  }
  return lines.length;
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
