/** @typedef {{line: number, column: number}} Position both from 1 on; columns in UTF-16 units, as editors count them */

const lineEnd = /\r\n|\n|\r/g;

/**
 * @param {string} text
 * @param {number} offset in UTF-16 units; behind the end counts as the end
 * @returns {Position}
 */
export function positionAt(text, offset) {
  let line = 1;
  let start = 0;
  for (const { index, 0: end } of text.matchAll(lineEnd)) {
    if (index + end.length > offset) break;
    line++;
    start = index + end.length;
  }
  return { line, column: Math.min(offset, text.length) - start + 1 };
}
