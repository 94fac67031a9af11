/**
 * Values that a call site might give, made up and the same in each run. Of several, the core says which may leave: codes and
 * addresses have to be made of the plan's words.
 */
import { boundsOf, decimalsOf } from '../plan-bounds.js';
import { samplePath } from './paths.js';

/** @typedef {import('../plan-model.js').PlanModel} PlanModel */
/** @typedef {import('../plan-model.js').Property} Property */
/** @typedef {import('../plan-model.js').Limits} Limits */
/** @typedef {{property: Property, model: PlanModel, seed: number, within: (value: number) => number}} Request */

/** A number that is the same for the same name, so that not every example says the same. @param {string} name */
const seedOf = (name) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

/** @template T @param {T[]} list @param {number} seed */
const pick = (list, seed) => list[seed % list.length];

/** The words of the plan from another beginning for each name. @param {Request} request */
const wordsFrom = ({ model: { words }, seed }) =>
  words.map((_, i) => [0, 1, 2].map((next) => pick(words, seed + i + next)));

/** @type {Record<string, (request: Request) => unknown[]>} */
const samples = {
  bool: ({ seed }) => [seed % 2 === 0],
  count: ({ seed, within }) => [within(1 + (seed % 20))],
  number({ property, seed, within }) {
    const { min, max } = property.definition;
    const value = min + ((max - min) * (1 + (seed % 8))) / 10;
    return [within(Number(value.toFixed(decimalsOf(property))))];
  },
  duration_ms: ({ seed, within }) => [within(750 + 1310 * (seed % 9))],
  bucket: ({ property: { definition }, seed }) => [pick(definition.edges, seed) ?? 1],
  enum: ({ property: { definition }, seed }) => [pick(definition.values, seed)],
  list: ({ property: { definition } }) => [definition.values.slice(0, 2)],
  family: ({ property: { definition }, seed }) => [
    `${pick(Object.values(definition.families).flat(), seed)}-5`,
  ],
  version: () => ['1.2.3'],
  token: (request) => [
    'run_failed',
    ...wordsFrom(request).flatMap(([one, two]) => [`${one}_${two}`, one]),
  ],
  hash: ({ property: { definition } }) => ['c0ffee'.repeat(22).slice(0, definition.length)],
  url_base: (request) => [
    'https://www.example.com/help',
    ...wordsFrom(request).map(([one, two, three]) => `https://${one}.${two}/${three}?q=1`),
  ],
  route: ({ model }) => [samplePath(model)],
  id: ({ property: { definition } }) => [definition.format === 'slug' ? 'acme' : '4711'],
  text: () => ['The order of ada@example.org failed, please have a look'],
  email: () => ['ada@example.org'],
  name: () => ['Ada Lovelace'],
};

/**
 * @param {Property} property
 * @param {Limits} limits of the event that it stands in
 * @param {PlanModel} model
 * @returns {unknown[]} one or more, to be tried in this order
 */
export function samplesOf(property, limits, model) {
  const { minimum = -Infinity, maximum = Infinity } = boundsOf(property, limits);
  /** @param {number} value */
  const within = (value) => Math.min(Math.max(value, minimum), maximum);
  return samples[property.type]({ property, model, seed: seedOf(property.name), within });
}
