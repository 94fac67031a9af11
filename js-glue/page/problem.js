import { lastFrame } from './frame.js';
import { redactText } from './redact-text.js';

/** @typedef {import('./frame.js').Frame} Frame */

/**
 * @typedef {object} Problem what may be told of an error
 * @property {string} type the error's name
 * @property {string} message redacted
 * @property {Frame} frame only its line and column are told
 */

/** A name of a class; anything else may be a text that somebody wrote. */
const typePattern = /^[A-Za-z]\w{0,63}$/;

/** What browsers report although nothing failed (M111). */
const benign = /resizeobserver loop/i;

/**
 * A text of something that anybody may have thrown: its accessors can throw, too.
 * @param {unknown} thrown
 * @param {'name' | 'message' | 'stack'} key
 * @returns {string} empty where there is none
 */
function textOf(thrown, key) {
  try {
    const text = /** @type {any} */ (thrown)?.[key];
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}

/**
 * What may be told of something thrown (A5, M109). Noise is left out before anything is redacted (M111).
 * @param {unknown} thrown
 * @param {string} told what is said of it where it has no message of its own
 * @param {Frame} [place] where it came from, if its stack does not say
 * @returns {Problem | null} null for noise
 */
export function problemOf(thrown, told, place = {}) {
  const message = (typeof thrown === 'string' && thrown) || textOf(thrown, 'message');
  if (benign.test(message || told)) return null;
  const name = textOf(thrown, 'name');
  return {
    type: typePattern.test(name) && redactText(name) === name ? name : 'Error',
    message: redactText(message || told),
    frame: lastFrame(textOf(thrown, 'stack'), message) ?? place,
  };
}
