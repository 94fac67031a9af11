/**
 * What product teams really send and what identifies nobody, as pairs of key and value. One half is `shared`: rules may be
 * looked at beside it. The other is `heldOut`: rules must meet it unseen.
 */
import { businessWords } from './benign-business.js';
import { interfaceWords } from './benign-interface.js';
import { measureWords } from './benign-measures.js';
import { technologyWords } from './benign-technology.js';
import { createRandom } from './random.js';

/** @typedef {[keys: string, values: string | readonly unknown[]]} Row values as a text: apart by commas if there are any */
/** @typedef {{key: string, value: unknown}} Pair */

/** Of the draw that parts the pairs. It stays, so that a pair that was held out remains so. */
const splitSeed = 20_260_301;

/** @param {string} text */
const split = (text) => text.trim().split(text.includes(',') ? /,\s+/ : /\s+/);

/**
 * Each value once, with one of the keys in turn.
 * @param {Row} row
 * @returns {Pair[]}
 */
function pairsOf([keys, values]) {
  const names = split(keys);
  const list = typeof values === 'string' ? split(values) : values;
  return list.map((value, i) => ({ key: names[i % names.length], value }));
}

const rows = [...interfaceWords, ...technologyWords, ...businessWords, ...measureWords];

/** @type {readonly Pair[]} */
export const benignPairs = [
  ...new Map(
    rows.flatMap(pairsOf).map((pair) => [JSON.stringify([pair.key, pair.value]), pair]),
  ).values(),
];

const shuffled = createRandom(splitSeed).shuffled(benignPairs);
const middle = Math.ceil(shuffled.length / 2);

export const shared = shuffled.slice(0, middle);
export const heldOut = shuffled.slice(middle);
