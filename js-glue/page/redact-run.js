import { gap } from './redact-gap.js';

/** The shortest token, hash or key that is told by its length alone. */
export const runPattern = /[\w+-]{24,}={0,2}/g;

const wordPattern = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const longestWord = 14;
const averageWord = 3;

/**
 * A long run without a space (M109): a name that a programmer put together of words stays, whatever has digits or is no word goes.
 * @param {string} run that `runPattern` has found
 * @returns {string}
 */
export const redactRun = (run) => (isOfWords(run) ? run : gap);

/** @param {string} run in camelCase or snake_case */
function isOfWords(run) {
  if (!/^[A-Za-z_]+$/.test(run) || /^[a-f_]+$/i.test(run)) return false;
  const words = run.match(wordPattern) ?? [];
  const letters = words.join('').length;
  return letters >= averageWord * words.length && words.every(isWord);
}

/** Acronyms have no vowel; what is longer has one soon. @param {string} word */
const isWord = (word) => word.length <= longestWord && !/[^aeiouy]{6}/i.test(word);
