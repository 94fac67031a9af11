/** Which routes came, went and changed. */
import { canonical, change, changeIf, code, codes, difference, matched } from './change.js';
import { segmentsOf } from '../../route-templates.js';

/**
 * @typedef {import('../../plan-model.js').Route} Route
 * @typedef {import('./change.js').Change} Change
 * @typedef {import('./diff.js').Version} Version
 */

/** A template without the words of its choices. @param {Route} route */
const shapeOf = ({ path }) =>
  `/${segmentsOf(path)
    .map(({ kind, text }) => (kind === 'choice' ? `${text}(…)` : text))
    .join('/')}`;

/** @param {Version} before @param {Version} after @returns {Change[]} */
export function compareRoutes(before, after) {
  const { added, removed, kept } = matched(before.model.routes, after.model.routes, shapeOf);
  return [
    ...added.map(({ path, pointer }) => change('newly', pointer, `route ${code(path)}`)),
    ...removed.map(({ path, pointer }) => change('gone', pointer, `route ${code(path)}`)),
    ...kept.flatMap(([old, now]) => compareRoute(old, now)),
  ];
}

/**
 * Surface and constants follow from the template, so they tell nothing that the shape does not.
 * @param {Route} old
 * @param {Route} now
 * @returns {Change[]}
 */
function compareRoute(old, now) {
  const route = `route ${code(shapeOf(now))}`;
  const words = segmentsOf(now.path).flatMap(({ text }, at) => {
    const [from, to] = [old, now].map(({ path }) => segmentsOf(path)[at].words);
    const { added, removed } = difference(from, to);
    return [
      changeIf(
        added.length > 0,
        'more',
        now.pointer,
        `${route}: ${code(text)} can be ${codes(added)}`,
      ),
      changeIf(
        removed.length > 0,
        'less',
        now.pointer,
        `${route}: ${code(text)} cannot be ${codes(removed)} any more`,
      ),
    ];
  });
  const surface = `${route}: surface ${code(old.surface)} → ${code(now.surface)}`;
  const isConstant = canonical(old.properties) === canonical(now.properties);
  return [
    ...words,
    changeIf(old.surface !== now.surface, 'neutral', now.pointer, surface),
    changeIf(!isConstant, 'neutral', now.pointer, `${route}: other constants`),
  ].flat();
}
