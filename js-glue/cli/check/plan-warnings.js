/** What a reviewer of a plan would want to be asked about. A table of rules, each a function that finds. */
import { pointerOf } from '../json-position.js';
import { errorAt, warningAt } from './finding.js';
import { createKeyRule } from './key-rule.js';
import { routeWarnings } from './route-warnings.js';
import { bitsOfValues } from './entropy/values.js';

/**
 * @typedef {import('../plan-model.js').PlanModel} PlanModel
 * @typedef {import('../plan-model.js').Property} Property
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {{model: PlanModel, source: any, core: import('../../core/index.js').Core}} Plan
 */

/** Bits of a number that few others share: one of a million. */
export const wideBits = 20;

/** Characters in the list of words, of which whole texts could be spelled. */
const mostLetters = 5;

const numeric = new Set(['count', 'number', 'duration_ms']);

/** Each definition once, however many events have it. @param {PlanModel} model @returns {Property[]} */
const propertiesOf = ({ events, standing }) => [
  ...new Map(
    [...standing, ...events.flatMap(({ properties }) => properties)].map((property) => [
      property.pointer,
      property,
    ]),
  ).values(),
];

/** Of a text the plan says what leaves in its place. @param {Plan} plan @returns {Finding[]} */
function identifyingNames({ model }) {
  const isIdentifying = createKeyRule();
  return propertiesOf(model)
    .filter(({ anonymized, type }) => anonymized !== null && type !== 'text')
    .filter(({ name, type }) => isIdentifying(name, type === 'bool'))
    .map(({ name, pointer }) =>
      warningAt(
        'identifying-name',
        pointer,
        `${name} is named like what identifies, and leaves anonymized: rename it, or say "identified_only": true`,
      ),
    );
}

/** @param {Plan} plan @returns {Finding[]} */
function wideRanges({ model }) {
  const around = { words: [], string: 0, array: 0, shapes: 0 }; // which no number depends on
  return propertiesOf(model)
    .filter(({ type }) => numeric.has(type))
    .map((property) => ({ ...property, bits: bitsOfValues(property, around) }))
    .filter(({ bits }) => bits > wideBits)
    .map(({ name, pointer, bits }) =>
      warningAt(
        'wide-range',
        pointer,
        `${name} has ${bits.toFixed(1)} bits; above ${wideBits} few share a value: bound it, or make it a bucket`,
      ),
    );
}

/** @param {Plan} plan @returns {Finding[]} */
function spellingWords({ model: { words } }) {
  const letters = words.filter((word) => word.length === 1);
  return letters.length > mostLetters
    ? [
        warningAt(
          'spelling-words',
          '/words',
          `${letters.length} of the words are single characters, of which tokens and addresses can be spelled`,
        ),
      ]
    : [];
}

/** @param {Plan} plan @returns {Finding[]} */
function unusedProperties({ model, source }) {
  const used = new Set([
    ...propertiesOf(model).map(({ pointer }) => pointer),
    ...[...model.person.set, ...model.person.set_once].map((name) => pointerOf('properties', name)),
  ]);
  return Object.entries(source.properties ?? {})
    .filter(([name, { type }]) => type !== undefined && !used.has(pointerOf('properties', name)))
    .map(([name]) =>
      warningAt('unused-property', pointerOf('properties', name), `no event has ${name}`),
    );
}

/** @param {Plan} plan @returns {Finding[]} */
const undescribedEvents = ({ model: { events } }) =>
  /** @type {const} */ (['description', 'category']).flatMap((member) =>
    events
      .filter((event) => event[member] === '')
      .map(({ name, pointer }) => warningAt(`no-${member}`, pointer, `${name} has no ${member}`)),
  );

/** @param {Plan} plan @returns {Finding[]} */
const missingBudget = ({ source: { entropy_budget_bits: budget } }) => {
  if (budget === undefined) {
    const message = 'nothing bounds how many bits are on every event; say "entropy_budget_bits"';
    return [warningAt('no-budget', '', message)];
  }
  const isUsable = typeof budget === 'number' && budget >= 0;
  return isUsable ? [] : [errorAt('budget', '/entropy_budget_bits', 'not a number of bits')];
};

const rules = [
  missingBudget,
  identifyingNames,
  wideRanges,
  spellingWords,
  unusedProperties,
  undescribedEvents,
  routeWarnings,
];

/** @param {Plan} plan that the core has opened @returns {Finding[]} */
export const planFindings = (plan) => rules.flatMap((rule) => rule(plan));
