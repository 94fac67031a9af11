/**
 * The declarations of a tracking plan: with them `capture` takes the events that the plan has, and what each of them declares
 * (S16). `createAnalytics` learns of them from the type of the plan's module.
 */
import { boundsOf } from '../plan-bounds.js';
import { viewportClasses } from '../plan-model.js';
import { wordsOf } from '../plan-words.js';
import { choiceType, lengthType, typeOf } from './property-type.js';
import { commentOf, declarationOf, objectOf } from './source-text.js';

/** @typedef {import('../plan-model.js').PlanModel} PlanModel */
/** @typedef {import('../plan-model.js').PlanEvent} PlanEvent */
/** @typedef {import('../plan-model.js').Property} Property */
/** @typedef {import('../plan-model.js').Limits} Limits */
/** @typedef {import('./source-text.js').Member} Member */

/** Types of which the declaration says all. @param {Property} property */
const isEvident = ({ type, definition: { other } }) =>
  type === 'bool' || (type === 'enum' && !other);

/** What each mode does with it. @param {Property} property @param {Limits} limits */
function leaving(property, limits) {
  /** @param {'anonymized' | 'identified'} mode */
  const words = (mode) => (isEvident(property) ? '' : `as ${wordsOf(property, limits, mode)}`);
  if (!property.isIdentified) return [sentenceOf('Leaves', words('anonymized'))];
  return [
    sentenceOf(
      'Leaves in identified mode',
      property.anonymized ? '' : 'alone',
      words('identified'),
    ),
    property.anonymized ? sentenceOf('Anonymized,', words('anonymized')) : '',
  ];
}

/** @param {string} begin @param {string[]} rest */
function sentenceOf(begin, ...rest) {
  const said = rest.filter(Boolean);
  return said.length > 0 ? `${[begin, ...said].join(' ')}.` : '';
}

/** @param {Property} property @param {Limits} limits */
const tagsOf = (property, limits) =>
  Object.entries(boundsOf(property, limits)).map(([name, bound]) => `@${name} ${bound}`);

/** @param {Property} property @param {Limits} limits @returns {Member[]} with what stands for it in anonymized mode */
function membersOf(property, limits) {
  const { name, description, anonymized } = property;
  const member = {
    name,
    type: typeOf(property),
    comment: [description, ...leaving(property, limits), ...tagsOf(property, limits)],
  };
  if (!anonymized || anonymized === name) return [member];
  const comment = [
    `The class of the length of \`${name}\`, or the length; else the core tells it.`,
  ];
  return [member, { name: anonymized, type: lengthType, comment }];
}

/** What the page says; a call site may say otherwise, with the plan's words. @param {PlanModel} model @returns {Member[]} */
const pageMembers = ({ choices }) => [
  ...Object.entries(choices).map(([name, words]) => ({
    name,
    type: choiceType(words),
    comment: ['Of the page, by its route.'],
  })),
  {
    name: 'route_shape',
    type: ['string', 'null'],
    comment: ['Of the page; a path leaves as its shape.'],
  },
  { name: 'viewport_class', type: choiceType(viewportClasses), comment: ['Of the page.'] },
];

/** @param {PlanEvent} event */
function eventOf({ name, category, description, properties, limits }) {
  const own = properties.filter(({ from }) => from === 'event');
  const members = own.flatMap((property) => membersOf(property, limits));
  const type = members.length === 0 ? 'Everywhere' : `Everywhere & ${objectOf(members, '  ')}`;
  return declarationOf(name, type, [description, category && `@category ${category}`], '  ');
}

/**
 * @param {PlanModel} model
 * @param {string} fingerprint of the plan, by which one sees whether the declarations are its own
 * @returns {string} a `.d.ts` beside the module that `second-analytics image` writes
 */
export function declarePlan(model, fingerprint) {
  const { name, version, description, filters, standing, limits, events } = model;
  const everywhere = [
    ...pageMembers(model),
    ...standing.flatMap((property) => membersOf(property, limits)),
  ];
  const head = [
    `The tracking plan ${name}, version ${version}, fingerprint ${fingerprint}.`,
    'Written by `second-analytics types`: change the plan, not this file.',
  ];
  return `${commentOf(head)}import type { Plan } from 'second-analytics';

/** What every event may carry. */
export interface Everywhere ${objectOf(everywhere, '', filters ? '[undeclared: string]: unknown;' : '')}

${commentOf(['What each event may carry, by its name.', description])}export interface Events {
${events.map(eventOf).join('')}}

declare const plan: Plan<Events>;
export default plan;
`;
}
