/**
 * Whether a name says that what it names identifies (S33, S34). The rule is the core's, for properties that nobody declared: it
 * is asked by such a property, under a plan that filters.
 */
import { createCore } from '../../core/index.js';

/** Before a capital, or the last capital of several, but not in the plural of `IDs`: where the core begins a word. */
const wordEnd = /[a-z](?=[A-Z])|[A-Z](?=[A-Z](?!s(?![a-z]))[a-z])/g;

/**
 * The name with its words apart and nothing but letters in them, so that only the rule for keys can object. What is longer than any
 * word that the core knows is a short one that it does not know.
 * @param {string} name
 */
const lettersOf = (name) =>
  name
    .replace(wordEnd, '$&_')
    .replace(/[^A-Za-z]+/g, '_')
    .replace(/^_|_$/g, '')
    .replace(/[A-Za-z]{33,}/g, 'z');

const filtering = {
  format: 1,
  name: 'keys',
  undeclared: 'filter',
  limits: { key: 200 }, // a name of 80 characters with its words apart
  events: { asked: {} },
};

/**
 * @returns {(name: string, isAnswer: boolean) => boolean} `isAnswer`: yes or no is all that it says, as for `has_email`
 */
export function createKeyRule() {
  const core = createCore();
  return (name, isAnswer) => {
    const key = lettersOf(name);
    const words = [...new Set(key.toLowerCase().split('_').filter(Boolean))];
    if (words.length === 0) return false;
    core.open({ ...filtering, words });
    const properties = { [key]: isAnswer ? true : 1 };
    const { removed } = core.explain(JSON.stringify({ event: 'asked', properties }), 'anonymized');
    return removed.some(({ reason }) => reason === 'identifying_key');
  };
}
