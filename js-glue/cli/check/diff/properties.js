/** How the definition of a property changed: a table of comparisons. */
import { canonical, code, codes, difference, towards } from './change.js';
import { completed } from '../../plan-bounds.js';
import { bitsOfValues, identifiedBits, labelsOf } from '../entropy/values.js';

/**
 * @typedef {import('../../plan-model.js').Property} Property
 * @typedef {import('./change.js').Direction} Direction
 * @typedef {{property: Property, around: import('../entropy/values.js').Surroundings}} Side
 * @typedef {{direction: Direction, text: string}} Step
 * @typedef {(before: Side, after: Side) => Step[]} Comparison
 */

/** Less only where it is less in one mode and not more in the other. @type {Comparison} */
function compareType(before, after) {
  const [from, to] = [before.property.type, after.property.type];
  if (from === to) return [];
  const changes = [bitsOfValues, identifiedBits].map((bitsOf) => {
    const [old, now] = [before, after].map(({ property, around }) => bitsOf(property, around));
    return old === now ? 0 : now - old;
  });
  const isLess = changes.every((bits) => bits <= 0) && changes.some((bits) => bits < 0);
  return [{ direction: towards(!isLess), text: `type ${code(from)} → ${code(to)}` }];
}

/** What leaves anonymized, from the least on. */
const stages = ['nothing', 'its length', 'redacted', 'as it is'];

/** @param {Property} property @returns {number} its stage */
function stageOf({ anonymized, isIdentified, definition }) {
  if (anonymized === null) return 0;
  if (!isIdentified) return 3;
  return definition.anonymized === 'length' ? 1 : 2;
}

/** @type {Comparison} */
function compareStage(before, after) {
  const [from, to] = [stageOf(before.property), stageOf(after.property)];
  const text = `anonymized ${stages[from]} → ${stages[to]}`;
  return from === to ? [] : [{ direction: towards(to > from), text }];
}

/** Bounds, and whether more of it is more. @type {[string, boolean][]} */
const bounds = [
  ['min', false],
  ['max', true],
  ['decimals', true],
  ['length', true],
];

/** @type {Comparison} */
const compareBounds = (before, after) =>
  bounds.flatMap(([member, isMore]) => {
    const [from, to] = [before, after].map(({ property }) => completed(property)[member]);
    if (from === to) return [];
    // Without a bound, that of the event holds.
    const [old, now] = [from ?? Infinity, to ?? Infinity];
    const text = `${code(member)} ${from ?? 'none'} → ${to ?? 'none'}`;
    return [{ direction: towards(isMore ? now > old : now < old), text }];
  });

/** What can leave word by word. @param {Side} side @returns {string[]} */
function wordsOf({ property }) {
  const { values = [], labels = [], families = {}, other = [] } = completed(property);
  return [values, labels, labelsOf(families), other].flat();
}

/** @type {Comparison} */
function compareWords(before, after) {
  const { added, removed } = difference(wordsOf(before), wordsOf(after));
  /** @type {Step[]} */
  const steps = [
    { direction: 'more', text: added.length > 0 ? `can say ${codes(added)}` : '' },
    { direction: 'less', text: removed.length > 0 ? `cannot say ${codes(removed)} any more` : '' },
  ];
  return steps.filter(({ text }) => text !== '');
}

/** Edges that all were there before tell less. @type {Comparison} */
function compareEdges(before, after) {
  const [from, to] = [before, after].map(({ property }) => property.definition.edges ?? []);
  if (canonical(from) === canonical(to)) return [];
  const isMore = difference(from, to).added.length > 0;
  const text = `${code('edges')} ${from.join(', ')} → ${to.join(', ')}`;
  return [{ direction: towards(isMore), text }];
}

/** @type {Comparison} */
function compareBeginnings(before, after) {
  const [from, to] = [before, after].map(({ property }) => canonical(property.definition.families));
  return from === to
    ? []
    : [{ direction: 'neutral', text: 'tells its families by other beginnings' }];
}

/** @type {Comparison} */
function compareFormat(before, after) {
  const [from, to] = [before, after].map(({ property }) => property.definition.format ?? 'none');
  const text = `${code('format')} ${from} → ${to}`;
  return from === to ? [] : [{ direction: towards(to !== 'slug'), text }];
}

/** @type {Comparison} */
const compareDescription = (before, after) =>
  before.property.description === after.property.description
    ? []
    : [{ direction: 'neutral', text: 'is described in other words' }];

/** Where the type is another one. @type {Comparison[]} */
const always = [compareType, compareStage, compareDescription];

/** @type {Comparison[]} */
const ofOneType = [compareBounds, compareWords, compareEdges, compareBeginnings, compareFormat];

/** @type {Comparison} */
export const compareProperty = (before, after) =>
  [...always, ...(before.property.type === after.property.type ? ofOneType : [])].flatMap(
    (compare) => compare(before, after),
  );
