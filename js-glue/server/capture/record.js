import { contextOf } from '../context.js';
import { takeLine } from '../intake.js';
import { countRefused } from '../responses.js';
import { isComponent, senderOf } from './sender.js';

/** @typedef {import('../types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Sender} Sender */

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
      const row = rowOf(event, properties, subject);
      const sender = senderOf(endpoint, subject);
      if (sender instanceof Promise) wait(sender.then((known) => take(endpoint, known, row)));
      else take(endpoint, sender, row);
    } catch {
      counters.drop('failed');
    }
  };
}

/**
 * The event as a batch of a page has it, as JSON: what the call site changes later is not sent.
 *
 * @param {string} event
 * @param {object | undefined} properties
 * @param {unknown} subject
 * @throws what cannot be JSON
 */
function rowOf(event, properties, subject) {
  const component = isComponent(subject) ? { component: subject.component } : {};
  const occurredAt = Date.now(); // makes the core round it as it does for a page
  return JSON.stringify({ event, occurredAt, properties: { ...component, ...properties } });
}

/**
 * @param {Endpoint} endpoint
 * @param {Sender} sender
 * @param {string} row
 */
function take(endpoint, { bearer, anonymousId }, row) {
  if (bearer.mode === 'off') return;
  const hasId = bearer.mode === 'anonymized' && anonymousId !== undefined;
  const id = hasId ? `"anonymousDistinctId":${JSON.stringify(anonymousId)},` : '';
  const body = encoder.encode(`{${id}"batch":[${row}]}`);
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
