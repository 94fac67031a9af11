/** How many values a property can take when it leaves anonymized, as bits. Where it is a bound and no count, it says so. */
import { completed } from '../../plan-bounds.js';
import { lengthClasses, withoutDescription } from '../../plan-model.js';
import { nothing, total } from './logarithms.js';
import { addressBits, tokenBits } from './texts.js';

/** @typedef {import('../../plan-model.js').Definition} Definition */

/**
 * @typedef {object} Surroundings what else of a plan decides
 * @property {string[]} words
 * @property {number} string the longest text of the event
 * @property {number} array the longest list
 * @property {number} shapes bits of how many shapes of paths there are
 */

/** @typedef {(definition: Definition, around: Surroundings) => number} Counting */

/** What sa_identifier_is_version lets pass, by its parts: the first number, the ones after it, what stands around them. */
export const versions = {
  first: 1085, // below 1,000, or a year from 2015 on
  second: 100,
  thirdAfterZero: 100_000,
  third: 1000,
  days: 32 * 31 * 68, // day, month and year of two digits
  thirdOfFour: 99_744, // above 255
  fourth: 1000,
  suffix: 1 + 8 + 8 * 2 * 1000, // none, a word, a word and a number with a dot before it or none
  prefix: 2, // `v` or none
};

function versionBits() {
  const { first, second, third, fourth, suffix, prefix } = versions;
  const three = first * (versions.thirdAfterZero + (second - 1) * third) - versions.days;
  const four = first * versions.thirdOfFour * fourth;
  return Math.log2((first + first * second + three + four) * suffix * prefix);
}

/**
 * Characters of a redacted text, in bits: its words are of some six thousand, nearly 13 bits for each with the space behind
 * it, and few words that follow each other have fewer than four characters. An assumption, not a bound.
 */
export const redactedBits = 3;

/** @type {Record<string, Counting>} by type */
const anonymized = {
  bool: () => 1,
  count: ({ min, max }) => Math.log2(Math.floor(max) - Math.ceil(min) + 1),
  number: ({ min, max, decimals }) => Math.log2(stepsBetween(min, max, 10 ** Math.floor(decimals))),
  duration_ms: ({ min, max }) => Math.log2(stepsBetween(min, max, 1)),
  bucket: ({ labels }) => distinct(labels),
  enum: ({ values, other = [] }) => distinct(values, other),
  list: ({ values, other = [] }, { array }) => arrangements(sizeOf(values, other), array),
  family: ({ families, other }) => distinct(labelsOf(families), other),
  version: versionBits,
  token: ({ max }, { words }) => tokenBits(words, Math.floor(max)),
  hash: ({ length }) => 4 * Math.floor(length),
  url_base: (_, { words, string }) => addressBits(words, string),
  route: (_, { shapes }) => shapes,
  text: ({ anonymized: way, max = Infinity }, { string }) =>
    way === 'redacted' ? redactedBits * Math.min(max, string) : Math.log2(lengthClasses.length),
};

const machineBits = 6; // letters, digits and some marks
const freeBits = 16;

/** Of texts that say what they want, roughly: enough to tell which type is the laxer one. @type {Record<string, Counting>} */
const identified = {
  ...anonymized,
  token: ({ max }) => machineBits * max,
  url_base: (_, { string }) => machineBits * string,
  id: ({ max, format }) => (machineBits - Number(format === 'slug')) * max,
  email: ({ max }) => machineBits * max,
  name: ({ max = Infinity }, { string }) => freeBits * Math.min(max, string),
  text: ({ max = Infinity }, { string }) => freeBits * Math.min(max, string),
};

/** @typedef {(property: import('../../plan-model.js').Property, around: Surroundings) => number} PropertyBits */

/** Of what leaves anonymized, if anything does. @type {PropertyBits} */
export const bitsOfValues = (property, around) =>
  property.anonymized === null ? nothing : anonymized[property.type](completed(property), around);

/** Of what leaves in identified mode. @type {PropertyBits} */
export const identifiedBits = (property, around) =>
  identified[property.type](completed(property), around);

/**
 * The same as bitsOfValues for a property that an event may have or not: `null`, which stands for a value, and nothing at all are
 * two more.
 * @type {PropertyBits}
 */
export const bitsOf = (property, around) => total([bitsOfValues(property, around), 1]);

/** @param {...(string | string[])} words */
const sizeOf = (...words) => new Set(words.flat()).size;

/** @param {...(string | string[])} words @returns {number} bits */
const distinct = (...words) => Math.log2(sizeOf(...words));

/** @param {Record<string, unknown>} families */
export const labelsOf = (families) => Object.keys(withoutDescription(families));

/** Multiples of 1/power from `min` to `max`. @param {number} min @param {number} max @param {number} power */
function stepsBetween(min, max, power) {
  let first = Math.round(min * power);
  let last = Math.round(max * power);
  if (first / power < min) first++;
  if (last / power > max) last--;
  return last - first + 1;
}

/**
 * A list keeps the order in which its words are given, each once.
 * @param {number} words
 * @param {number} longest
 * @returns {number} bits of how many lists there are, the empty one among them
 */
function arrangements(words, longest) {
  const bits = [0];
  for (let taken = 0; taken < Math.min(words, longest); taken++) {
    bits.push(bits[taken] + Math.log2(words - taken));
  }
  return total(bits);
}
