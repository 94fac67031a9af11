import { wellFormed } from '../text.js';

/** What plans declare (A20). */
export const PAYLOAD_MAX_CHARS = 30000;

/** They take six characters of JSON each, and say nothing. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/**
 * What a model was told or answered, as text; longer ones end in how much was cut (A20).
 *
 * @param {unknown} payload
 * @param {number} maxChars
 * @returns {string | undefined} `undefined` where there is none
 */
export function payloadText(payload, maxChars) {
  if (payload === undefined || payload === null) return undefined;
  const text = typeof payload === 'string' ? payload : stringify(payload);
  // Cut first: what is cut in two halves is mended then.
  return wellFormed(cut(text, maxChars)).replace(CONTROLS, ' ');
}

/**
 * @param {string} text
 * @param {number} maxChars with what tells of the cut, unless that alone would be longer
 */
function cut(text, maxChars) {
  if (text.length <= maxChars) return text;
  const note = (/** @type {number} */ kept) => `…[truncated ${text.length - kept} chars]`;
  const kept = Math.max(0, maxChars - note(0).length);
  return kept > 0 ? text.slice(0, kept) + note(kept) : text.slice(0, maxChars);
}

/**
 * @param {unknown} payload
 * @returns {string} JSON where it can be, with a word for what cannot
 */
function stringify(payload) {
  /** The objects around the member at hand. @type {object[]} */
  const around = [];
  try {
    const json = JSON.stringify(payload, function replace(_key, value) {
      if (typeof value === 'bigint') return String(value);
      if (typeof value !== 'object' || value === null) return value;
      while (around.length > 0 && around.at(-1) !== this) around.pop();
      if (around.includes(value)) return '[circular]';
      around.push(value);
      return value;
    });
    return json ?? String(payload);
  } catch {
    return '[unreadable]'; // a toJSON or getter that throws
  }
}

/**
 * @param {unknown} given
 * @returns {number} the standard for what is no number of characters
 */
export function payloadLimit(given) {
  const isLimit = Number.isInteger(given) && Number(given) > 0;
  return isLimit ? Math.min(Number(given), PAYLOAD_MAX_CHARS) : PAYLOAD_MAX_CHARS;
}
