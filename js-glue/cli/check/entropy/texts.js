/** How many texts can be put together of a plan's words: what a token, an address or a shape may say at most. */
import { nothing, plus, total } from './logarithms.js';

/**
 * @typedef {object} Piece
 * @property {number} length in characters
 * @property {number} bits of how many pieces of this length there are
 * @property {boolean} [isDigit] a digit outside of a word, of which a text has few
 */

/** As in src/plan.c: a year or a port, but none that counts people. */
const mostDigits = 4;

const tokenMarks = 4; // `_.:-`
const addressMarks = 6; // `._-:/~`
const shapeMarks = 4; // `_.-` and the slash between two segments
const shapeKinds = [':number', ':uuid', ':hex', ':email', ':text'];
const shapeLength = 510;

/**
 * The words as pieces. In a text that leaves as it was given, each letter may be a capital.
 * @param {string[]} words
 * @param {boolean} isFolded whether it leaves in lower case
 * @returns {Piece[]}
 */
function piecesOf(words, isFolded) {
  /** @type {Map<string, Piece>} */
  const pieces = new Map();
  for (const word of new Set(words)) {
    const letters = isFolded ? 0 : word.replace(/[^a-z]/g, '').length;
    const key = `${word.length} ${letters}`;
    const known = pieces.get(key)?.bits ?? nothing;
    pieces.set(key, { length: word.length, bits: plus(known, letters) });
  }
  return [...pieces.values()];
}

const digit = { length: 1, bits: Math.log2(10), isDigit: true };

/** @param {number} count @returns {Piece} */
const marks = (count) => ({ length: 1, bits: Math.log2(count) });

/**
 * Sequences of pieces, which is at least as many as there are texts: one text may be put together in several ways.
 * @param {Piece[]} pieces
 * @param {number} length
 * @returns {number[]} bits of how many are of 0, 1, … `length` characters or fewer, the empty one among them
 */
function countTexts(pieces, length) {
  // A row for each number of digits that were used.
  const rows = Array.from({ length: mostDigits + 1 }, () => new Float64Array(length + 1));
  const upTo = [0];
  for (const row of rows) row.fill(nothing);
  rows[0][0] = 0;
  for (let size = 1; size <= length; size++) {
    rows.forEach((row, digits) => {
      for (const { length: taken, bits, isDigit } of pieces) {
        const before = isDigit ? rows[digits - 1] : row;
        if (before && taken <= size) row[size] = plus(row[size], before[size - taken] + bits);
      }
    });
    upTo.push(plus(upTo[size - 1], total(rows.map((row) => row[size]))));
  }
  return upTo;
}

/**
 * A token begins with a letter, so with a word.
 * @param {string[]} words of the plan
 * @param {number} length
 * @returns {number} bits, at most
 */
export function tokenBits(words, length) {
  const rest = countTexts([...piecesOf(words, false), marks(tokenMarks), digit], length);
  const first = piecesOf(
    words.filter((word) => /^[a-z]/.test(word)),
    false,
  ).filter((piece) => piece.length <= length);
  return total(first.map((piece) => piece.bits + rest[length - piece.length]));
}

/**
 * `http` or `https`, and what tells host and path.
 * @param {string[]} words of the plan
 * @param {number} length of the longest text
 * @returns {number} bits, at most
 */
export function addressBits(words, length) {
  const room = Math.max(0, length - 'http://'.length);
  const texts = countTexts([...piecesOf(words, false), marks(addressMarks), digit], room);
  return 1 + texts[room];
}

/**
 * Paths under `"unmatched": "shape"`, segment by segment.
 * @param {string[]} words of the plan
 * @returns {number} bits, at most
 */
export function shapeBits(words) {
  return countTexts([...piecesOf([...words, ...shapeKinds], true), marks(shapeMarks)], shapeLength)[
    shapeLength
  ];
}
