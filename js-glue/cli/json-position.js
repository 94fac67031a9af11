/** Where in a JSON text a JSON pointer (RFC 6901) points to. The text need not be valid: what comes before a fault is found. */
import { positionAt } from './text-position.js';

/** @typedef {{at: number, value: number}} Place offsets: where a reader looks for it, and where its value begins */

const space = /[ \t\r\n]*/y;
const quoted = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;
/** A string, to the end of the text where it has none; a bracket; a number or a word. */
const token = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|[[\]{}]|[^\s,:[\]{}"]+/g;
const opening = /^[[{]/;
const closing = /^[\]}]/;
const itemIndex = /^(?:0|[1-9]\d*)$/;

/** @param {(string | number)[]} names @returns {string} the pointer to what they lead to, one inside the other */
export const pointerOf = (...names) =>
  names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/**
 * The place of what a pointer points to: of an object's member its key, of an array's item its value. What is not there stands
 * where the nearest thing around it stands. Of a key that is given twice the last one counts, as for JSON.parse.
 * @param {string} text
 * @param {string} pointer
 * @returns {import('./text-position.js').Position}
 */
export function positionOf(text, pointer) {
  const tokens = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  let value = skip(text, 0);
  let found = value;
  for (const name of tokens) {
    const place = placeIn(text, value, name);
    if (!place) break;
    found = place.at;
    value = place.value;
  }
  return positionAt(text, found);
}

/** @param {string} text @param {number} start @param {string} name @returns {Place | null} */
function placeIn(text, start, name) {
  const isObject = text[start] === '{';
  if (!isObject && !(text[start] === '[' && itemIndex.test(name))) return null;
  let found = null;
  let count = 0;
  for (const place of placesIn(text, start + 1, isObject)) {
    if (name === (isObject ? place.name : String(count++))) found = place;
  }
  return found;
}

/**
 * The members of an object or the items of an array, up to the first fault.
 * @param {string} text
 * @param {number} start behind the bracket
 * @param {boolean} isObject
 * @returns {Generator<Place & {name: string}>}
 */
function* placesIn(text, start, isObject) {
  let at = skip(text, start);
  while (at < text.length && text[at] !== ']' && text[at] !== '}') {
    const key = isObject ? endOf(quoted, text, at) : at;
    const colon = skip(text, key);
    if (isObject && (key === at || text[colon] !== ':')) return;
    const value = isObject ? skip(text, colon + 1) : at;
    yield { name: isObject ? nameOf(text.slice(at, key)) : '', at, value };
    const comma = skip(text, endOfValue(text, value));
    if (text[comma] !== ',') return;
    at = skip(text, comma + 1);
  }
}

/** @param {string} key with its quotes @returns {string} as it stands there, where it is none */
function nameOf(key) {
  try {
    return JSON.parse(key);
  } catch {
    return key.slice(1, -1);
  }
}

/** The end of the value at `at`, whatever is nested in it. @param {string} text @param {number} at */
function endOfValue(text, at) {
  let depth = 0;
  for (const { 0: piece, index } of text.slice(at).matchAll(token)) {
    if (opening.test(piece)) depth++;
    if (closing.test(piece)) depth--;
    if (depth <= 0) return at + index + piece.length;
  }
  return text.length;
}

/** @param {string} text @param {number} at */
const skip = (text, at) => endOf(space, text, at);

/** @param {RegExp} form sticky @param {string} text @param {number} at @returns {number} `at`, where there is none */
function endOf(form, text, at) {
  form.lastIndex = at;
  return form.test(text) ? form.lastIndex : at;
}
