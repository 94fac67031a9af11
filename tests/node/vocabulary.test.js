// The lookup of src/vocabulary.c halves a row until the word is found: that takes rows in their order.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../src/vocabulary.def', import.meta.url), 'utf8');

/** The rows, each as its words. */
const rows = source
  .slice(source.indexOf('*/'))
  .split('WORDS(')
  .slice(1)
  .map((row) => [...row.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join(''));

/** @param {string} word */
function rowOf(word) {
  if (/^\d/.test(word)) return 0;
  return (word.charCodeAt(0) - 97) * 2 + (word[1] >= 'm' ? 2 : 1);
}

describe('the vocabulary', () => {
  it('has a row for digits and two for each letter, each between spaces', () => {
    assert.equal(rows.length, 1 + 26 * 2);
    for (const row of rows) assert.match(row, /^ ([a-z0-9]+ )*$/);
  });

  it('has each word once, in the order of the rows, where it is looked for', () => {
    const words = rows.map((row) => row.split(' ').filter(Boolean));
    assert.ok(words.flat().length > 5000);
    for (const [index, row] of words.entries()) {
      assert.deepEqual(row, [...new Set(row)].sort());
      for (const word of row) assert.equal(rowOf(word), index, word);
    }
  });
});
