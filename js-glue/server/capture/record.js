import { contextOf } from '../context.js';
import { takeLine } from '../intake.js';
import { countRefused } from '../responses.js';
import { isComponent, senderOf } from './sender.js';

/** @typedef {import('../types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Sender} Sender */

/** @typedef {{event: string, at: number, properties: Record<string, unknown>}} Row */

const SECOND_MS = 1000;

const encoder = new TextEncoder();

/**
 * Takes events of the server through the same core as those of a page, and into the same queue. The call returns at once and
 * never throws (M19).
 *
 * @param {Endpoint} endpoint
 * @returns {import('./types.js').RecordEvent}
 */
export function createRecord(endpoint) {
  const { counters, pending } = endpoint;

  /** @param {Promise<void>} step */
  function wait(step) {
    const settled = step
      .catch(() => counters.drop('failed'))
      .finally(() => pending.delete(settled));
    pending.add(settled);
  }

  return (event, properties, subject) => {
    try {
      const component = isComponent(subject) ? { component: subject.component } : {};
      const row = { event, at: Date.now(), properties: { ...component, ...properties } };
      const sender = senderOf(endpoint, subject);
      if (!(sender instanceof Promise)) take(endpoint, sender, row);
      else wait(takeLater(endpoint, sender, row));
    } catch {
      counters.drop('failed');
    }
  };
}

/**
 * @param {Endpoint} endpoint
 * @param {Promise<Sender>} sender
 * @param {Row} row
 */
function takeLater(endpoint, sender, row) {
  const copy = JSON.parse(JSON.stringify(row)); // what the call site changes meanwhile is not sent
  return sender.then((known) => take(endpoint, known, copy));
}

/**
 * @param {Endpoint} endpoint
 * @param {Sender} sender
 * @param {Row} row
 * @throws what cannot be JSON
 */
function take(endpoint, sender, row) {
  const { bearer } = sender;
  if (bearer.mode === 'off') return;
  const body = encoder.encode(bodyOf(sender, row));
  const verified = endpoint.core.verify(contextOf(endpoint, bearer, body), body);
  if (!verified.ok) {
    endpoint.counters.drop(verified.reason);
    return;
  }
  const { header, lines } = verified;
  for (const { reason } of header.dropped) endpoint.counters.drop(reason);
  const person = bearer.mode === 'identified' && header.mode === 'identified' ? bearer : null;
  for (const line of lines) {
    if (!takeLine(endpoint, line, person)) countRefused(endpoint, 1);
  }
}

/**
 * The event as a batch of a page has it. Anonymized, its time is a whole second: a page adds the order of its events, which here
 * would be that of several people's.
 *
 * @param {Sender} sender
 * @param {Row} row
 */
function bodyOf({ bearer, anonymousId }, { event, at, properties }) {
  const isIdentified = bearer.mode === 'identified' && !('anonymized' in properties);
  const occurredAt = isIdentified ? at : Math.floor(at / SECOND_MS) * SECOND_MS;
  const id = bearer.mode === 'identified' ? undefined : anonymousId;
  return JSON.stringify({ anonymousDistinctId: id, batch: [{ event, occurredAt, properties }] });
}
