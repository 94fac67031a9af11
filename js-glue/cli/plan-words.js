/**
 * What leaves of a property, in words for people who write no code. Names of the plan stand in `backquotes`.
 */
import { boundsOf, decimalsOf } from './plan-bounds.js';
import { lengthClasses, withoutDescription } from './plan-model.js';

/** @typedef {import('./plan-model.js').Property} Property */
/** @typedef {import('./plan-model.js').Definition} Definition */
/** @typedef {import('./plan-model.js').Limits} Limits */
/** @typedef {import('./plan-bounds.js').Bounds} Bounds */
/** @typedef {Property & {bounds: Bounds}} Bounded */

/** @param {number | undefined} value 10000 as 10,000 */
const number = (value = 0) => value.toLocaleString('en-US', { maximumFractionDigits: 20 });

/** A name of the plan: printable, and without quotes that it could end. @param {string} name */
export const quoted = (name) => (name.includes('`') ? `\`\` ${name} \`\`` : `\`${name}\``);

/** @param {string[]} names */
export const listed = (names) => names.map(quoted).join(', ');

/** @param {Bounds} bounds */
const range = ({ minimum, maximum }) => `from ${number(minimum)} to ${number(maximum)}`;

/** @param {Bounds} bounds */
const upTo = ({ maxLength }) => `up to ${number(maxLength)} characters`;

/** @type {[number, string][]} */
const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
  [1, 'millisecond'],
];

/** A span in the largest unit that it is whole in. @param {number} ms */
export function spanOf(ms) {
  const [size, unit] = units.find(([one]) => ms >= one && ms % one === 0) ?? [1, 'millisecond'];
  return `${number(ms / size)} ${unit}${ms === size ? '' : 's'}`;
}

/** @param {Property} property */
function rounding(property) {
  const decimals = decimalsOf(property);
  if (decimals === 0) return 'to a whole number';
  return `to ${decimals} decimal${decimals === 1 ? '' : 's'}`;
}

/** @param {number | undefined} low @param {number | undefined} high */
function between(low, high) {
  if (low === undefined) return high === undefined ? 'any number' : `below ${number(high)}`;
  return high === undefined ? `${number(low)} and more` : `${number(low)} to below ${number(high)}`;
}

/** Each label with where it begins and ends. @param {string[]} labels @param {number[]} edges */
export const classes = (labels, edges) =>
  labels.map((label, i) => `${quoted(label)} (${between(edges[i - 1], edges[i])})`).join(', ');

/** @param {string | undefined} other */
const otherwise = (other) => (other ? `; any other becomes ${quoted(other)}` : '');

/** As it is, in a mode that carries it. @type {Record<string, (property: Bounded) => string>} */
const asItIs = {
  bool: () => 'yes or no',
  count: ({ bounds }) => `a whole number ${range(bounds)}`,
  number: (property) => `a number ${range(property.bounds)}, rounded ${rounding(property)}`,
  duration_ms: ({ bounds: { minimum = 0, maximum = 0 } }) =>
    `a time span in milliseconds, ${minimum > 0 ? `from ${spanOf(minimum)} to` : 'up to'} ${spanOf(maximum)}`,
  bucket: ({ definition }) => `a class: ${classes(definition.labels, definition.edges)}`,
  enum: ({ definition: { values, other } }) => `one of: ${listed(values)}${otherwise(other)}`,
  list: ({ definition: { values, other }, bounds }) =>
    `any of: ${listed(values)}${otherwise(other)}; at most ${number(bounds.maxItems)}`,
  family: ({ definition: { families, other = 'other' } }) =>
    `one of: ${listed(Object.keys(withoutDescription(families)))}, by how the text begins${otherwise(other)}`,
  version: () => 'a version number, such as `1.2.3`',
  token: ({ bounds }) => `any short code of ${upTo(bounds)}`,
  hash: ({ bounds }) => `a checksum: ${number(bounds.maxLength)} of the characters 0-9 and a-f`,
  url_base: () => 'any web address, without what stands behind `?` and `#`',
  route: () => 'a path without ids and names, such as `/orders/:order`',
  id: ({ definition, bounds }) =>
    `${definition.format === 'slug' ? 'a short name in lower case' : 'an id'} of ${upTo(bounds)}`,
  text: ({ bounds }) => `the text itself, ${upTo(bounds)}`,
  email: () => 'an e-mail address',
  name: ({ bounds }) => `a name of ${upTo(bounds)}`,
};

/** Where anonymized mode is stricter. @type {Record<string, (property: Bounded) => string>} */
const anonymized = {
  token: ({ bounds }) => `a short code of ${upTo(bounds)}, put together of the plan’s words`,
  url_base: () => 'a web address made of the plan’s words, without what stands behind `?` and `#`',
  text: ({ name, anonymized: key }) =>
    key === name
      ? 'the text, with all but words that everybody uses replaced by `[...]`'
      : `the length class of the text ${quoted(name)}, never the text: ${lengthClasses.join(', ')} characters`,
};

/**
 * @param {Property} property
 * @param {Limits} limits of the event that it stands in
 * @param {'anonymized' | 'identified'} mode one in which something of it leaves
 * @returns {string} without a capital at the beginning and a full stop at the end
 */
export function wordsOf(property, limits, mode) {
  const bounded = { ...property, bounds: boundsOf(property, limits) };
  const words = (mode === 'anonymized' && anonymized[property.type]) || asItIs[property.type];
  return words(bounded);
}
