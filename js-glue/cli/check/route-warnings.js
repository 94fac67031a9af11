/** Templates that do not say what their author meant. */
import { warningAt } from './finding.js';
import { mostSegments, segmentsOf, stranger } from '../route-templates.js';

/**
 * @typedef {import('../plan-model.js').Route} Route
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./plan-warnings.js').Plan} Plan
 */

/** @param {Plan} plan @returns {Finding[]} */
export const routeWarnings = ({ model: { routes }, core }) => [
  ...routes
    .filter(lacksSurface)
    .map(({ path, pointer }) =>
      warningAt('no-surface', pointer, `only the shape tells the pages of ${path}: say "surface"`),
    ),
  ...routes.flatMap(({ path, pointer }) =>
    repeatedNames(path).map((name) =>
      warningAt('repeated-placeholder', `${pointer}/path`, `${path} says ${name} twice`),
    ),
  ),
  ...routes
    .filter((route) => !isReached(route, core))
    .map(({ path, pointer }) =>
      warningAt(
        'unreachable-route',
        `${pointer}/path`,
        `another template takes every path of ${path}`,
      ),
    ),
];

/** Where the others have one. @param {Route} route @param {number} _ @param {Route[]} routes */
const lacksSurface = ({ surface }, _, routes) =>
  surface === '' && routes.some((other) => other.surface !== '');

/** @param {string} path @returns {string[]} */
function repeatedNames(path) {
  const names = segmentsOf(path)
    .map(({ text }) => text)
    .filter((text) => text.startsWith(':'));
  return [...new Set(names.filter((name, at) => names.indexOf(name) < at))];
}

/**
 * Whether some path comes out as the template: one that no literal and no choice names, so that only a template which takes
 * whatever stands there can be in the way.
 * @param {Route} route
 * @param {import('../../core/index.js').Core} core
 */
function isReached({ path, surface, properties }, core) {
  const segments = segmentsOf(path);
  const hasTail = segments.at(-1)?.kind === 'tail';
  const fixed = hasTail ? segments.slice(0, -1) : segments;
  const shape = fixed.map(({ text }) => `/${text}`).join('');
  const choices = fixed.filter(({ kind }) => kind === 'choice');
  const expected = {
    ...properties,
    ...Object.fromEntries(choices.map(({ text }) => [text.slice(1), 'other'])),
    ...(surface && { surface }),
  };
  const lengths = hasTail ? mostSegments - fixed.length : 0;
  for (let more = Number(hasTail); more <= lengths; more++) {
    const page = core.route(shape + `/${stranger}`.repeat(more) || '/');
    const isShape = hasTail
      ? page.route_shape.startsWith(`${shape}/:unmatched-`)
      : page.route_shape === (shape || '/');
    const hasExpected = Object.entries(expected).every(([name, word]) => page[name] === word);
    if (isShape && hasExpected) return true;
  }
  return false;
}
