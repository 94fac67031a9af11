/** What a call site may give for each type of the plan, in TypeScript. */
import { lengthClasses } from '../plan-model.js';

/** @typedef {import('../plan-model.js').Property} Property */
/** @typedef {import('../plan-model.js').Definition} Definition */

/** @param {string} text of the plan: printable, with neither double quotes nor backslashes */
export const literal = (text) => (text.includes("'") ? `"${text}"` : `'${text}'`);

/**
 * The words of a list. Where the plan has an `other`, any text will do; written so that editors still propose the words.
 * @param {string[]} words
 * @param {string} [other]
 */
const wordsOf = (words, other) => [
  ...new Set([...words, ...(other ? [other] : [])].map(literal)),
  ...(other ? ['(string & {})'] : []),
];

/** @param {string[]} labels */
const bucketOf = (labels) => ['number', ...wordsOf(labels)];

/** @type {Record<string, (definition: Definition) => string[]>} the members of a union */
const unions = {
  bool: () => ['boolean'],
  count: () => ['number'],
  number: () => ['number'],
  duration_ms: () => ['number'],
  bucket: ({ labels }) => bucketOf(labels),
  enum: ({ values, other }) => wordsOf(values, other),
  list: ({ values, other }) => [`readonly (${wordsOf(values, other).join(' | ')})[]`],
};

/**
 * Types that have no row are texts: of what form, the core says when it sees them.
 * @param {Property} property
 * @returns {string[]} the members of a union, of which null is always one
 */
export const typeOf = ({ type, definition }) => [
  ...(unions[type]?.(definition) ?? ['string']),
  'null',
];

/** The class of a text's length that a call site may give itself (S22). */
export const lengthType = [...bucketOf(lengthClasses), 'null'];

/** @param {string[]} words */
export const choiceType = (words) => [...wordsOf(words), 'null'];
