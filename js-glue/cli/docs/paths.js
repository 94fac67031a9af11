/** Paths that somebody might open, and what of them leaves: one for each part of the application, and one that no route names. */

import { segmentsOf } from '../route-templates.js';

/** @typedef {import('../plan-model.js').PlanModel} PlanModel */
/** @typedef {import('../plan-model.js').Route} Route */
/** @typedef {import('../route-templates.js').Segment} Segment */
/** @typedef {import('../../core/index.js').Core} Core */

/** What stands for a placeholder, by its name; made up. @type {[RegExp, string][]} */
const standIns = [
  [/uuid/i, '8d5c1a2b-0035-4c62-9f14-1ad4215736a5'],
  [/id$|number|order/i, '507f1f77bcf86cd799439011'],
  [/./, 'ada-lovelace'],
];

const unknownPath = '/reset/ada@example.org/4711?token=c0ffee';

/** What somebody could have there. @type {Record<Segment['kind'], (segment: Segment) => string>} */
const examples = {
  literal: ({ text }) => text,
  choice: ({ words }) => words[0],
  placeholder: ({ text }) => standIns.find(([pattern]) => pattern.test(text))?.[1] ?? '',
  tail: () => 'private-notes',
};

/** @param {Route} route */
const pathOf = ({ path }) =>
  `/${segmentsOf(path)
    .map((segment) => examples[segment.kind](segment))
    .join('/')}`;

/** How many segments are not told as they are; a tail, of which nothing is told, counts for none. @param {Route} route */
const openness = ({ path }) => segmentsOf(path).filter(({ text }) => text.startsWith(':')).length;

/** @param {Route[]} routes @returns {Route} the first of those that have most to hide */
const mostOpen = (routes) =>
  routes.reduce((most, next) => (openness(next) > openness(most) ? next : most));

/** @param {PlanModel} model @returns {string} */
export const samplePath = ({ routes }) =>
  routes.length > 0 ? pathOf(mostOpen(routes)) : unknownPath;

/** @param {PlanModel} model @returns {string[]} */
function samplePaths({ routes }) {
  const surfaces = [...new Set(routes.map(({ surface }) => surface))];
  const known = surfaces.map((wanted) => {
    return pathOf(mostOpen(routes.filter(({ surface }) => surface === wanted)));
  });
  return [...known, unknownPath];
}

/**
 * @param {PlanModel} model
 * @param {Core} core with the plan opened
 * @returns {{path: string, leaves: Record<string, string>}[]}
 */
export const pathExamples = (model, core) =>
  samplePaths(model).map((path) => ({ path, leaves: core.route(path) }));
