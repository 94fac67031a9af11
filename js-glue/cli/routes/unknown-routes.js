/**
 * Which routes of an application a plan does not know. The core is asked, with a path that each route takes; how templates are
 * matched is its business alone.
 */
import { createCore } from '../../core/index.js';
import { segmentsOf } from '../route-templates.js';

/** @typedef {import('./templates.js').Route} Route */

/** What a shape has in place of segments that no template names. */
const unmatched = /^:unmatched-\d/;

/**
 * A path a word of its choices; placeholders and the tail are texts that are no word of the plan.
 * @param {string} template
 * @param {string} unlikely
 * @returns {string[]}
 */
function samplesOf(template, unlikely) {
  const columns = segmentsOf(template).map(({ kind, text, words }, i) => {
    if (kind === 'choice') return words;
    return [kind === 'literal' ? text : `${unlikely}${i}`];
  });
  const count = Math.max(1, ...columns.map((words) => words.length));
  return Array.from(
    { length: count },
    (_, i) => `/${columns.map((words) => encodeURIComponent(words[i % words.length])).join('/')}`,
  );
}

/**
 * Whether a shape names what the template names: everything, or what stands before the tail.
 * @param {string} shape
 * @param {string} template
 */
function isNamed(shape, template) {
  const at = segmentsOf(shape).findIndex(({ text }) => unmatched.test(text));
  return at < 0 || (template.endsWith('/*') && at >= segmentsOf(template).length - 1);
}

/**
 * @param {string} plan the JSON of a tracking plan
 * @param {readonly Route[]} routes of the application, as templates
 * @returns {Route[]} those for whose paths the plan has no template
 * @throws for a plan that cannot be compiled
 */
export function unknownRoutes(plan, routes) {
  const core = createCore();
  // First as it is, so that a fault is told by its name. Then without shapes of unknown paths, which would hide that they are unknown.
  core.open(plan);
  core.open({ ...JSON.parse(plan), unmatched: 'class' });
  let unlikely = 'zqx';
  while (plan.toLowerCase().includes(unlikely)) unlikely += 'q';
  return routes.filter(
    ({ path }) =>
      !samplesOf(path, unlikely).every((sample) => isNamed(core.route(sample).route_shape, path)),
  );
}
