/**
 * @param {string} text
 * @returns {string} without what the core's JSON reader refuses, U+0000 and half surrogate pairs
 */
export function wellFormed(text) {
  const paired = new TextDecoder().decode(new TextEncoder().encode(text));
  return paired.split('\0').join('');
}

/**
 * @param {unknown} value
 * @returns {string} well-formed and trimmed; empty for whatever is no text
 */
export const trimmed = (value) => (typeof value === 'string' ? wellFormed(value).trim() : '');

/**
 * The same text, which holds on to no larger one: engines cut a text out of another by a reference to all of it, and what is
 * remembered of a request for a long time would keep the whole request.
 *
 * @param {string} text
 */
export const ownText = (text) => ` ${text}`.slice(1);
