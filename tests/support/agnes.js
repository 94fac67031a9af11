/** What the endpoint hands on to PostHog, by the shipped plan `agnes`, at each level of what is told of a person. */
import { readFileSync } from 'node:fs';
import { createCore } from '../../js-glue/core/index.js';

export const source = JSON.parse(
  readFileSync(new URL('../../src/plans/agnes.json', import.meta.url), 'utf8'),
);

/** What a person asked a model, and what it answered: withheld unless the operator wants it (A18). */
export const PAYLOADS = ['$ai_input', '$ai_output_choices'];

export const core = createCore();
core.open(source);

/** What disclosure.js leaves of the session. @type {Record<string, {distinctId: string, identity: Record<string, string>}>} */
const sessions = {
  id: { distinctId: 'user_0a', identity: { user_id: 'user_0a' } },
  email: { distinctId: 'u-42', identity: { user_id: 'u-42', user_email: 'a@e.c' } },
  full: {
    distinctId: 'u-42',
    identity: { user_id: 'u-42', user_email: 'a@e.c', user_name: 'Ada' },
  },
};

/** @typedef {import('../../js-glue/core/types.js').VerifyContext} VerifyContext */

/**
 * @param {string} event
 * @param {object} properties
 * @param {string} [level] none: anonymized
 * @param {Partial<VerifyContext>} [server] what the operator said beside
 * @returns {any} the line; null when the event is dropped
 */
export function leaves(event, properties, level, server) {
  const context = level
    ? { mode: /** @type {const} */ ('identified'), level, ...sessions[level] }
    : { mode: /** @type {const} */ ('anonymized') };
  const body = JSON.stringify({ batch: [{ event, properties }] });
  const verified = core.verify({ ...context, format: 'posthog', ...server }, body);
  if (!verified.ok) throw new Error(verified.reason);
  return verified.lines.length > 0 ? JSON.parse(verified.lines[0]) : null;
}

/**
 * @param {Parameters<typeof leaves>} given
 * @returns {any} the properties, beside the marks of the mode
 */
export function told(...given) {
  const {
    anonymized,
    $process_person_profile: profile,
    ...properties
  } = leaves(...given).properties;
  if (anonymized !== !given[2] || profile !== false) throw new Error('not of this mode');
  return properties;
}
