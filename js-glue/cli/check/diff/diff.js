/**
 * Two plans, as a reviewer of privacy sees the difference: what newly leaves, what tells more, what less, what is gone, and what
 * makes no difference.
 */
import { code } from './change.js';
import { compareEvents } from './events.js';
import { comparePlan } from './plan.js';
import { compareRoutes } from './routes.js';
import { entropyOf } from '../entropy/entropy.js';

/**
 * @typedef {import('./change.js').Change} Change
 * @typedef {import('./change.js').Direction} Direction
 *
 * @typedef {import('../checked-plan.js').CheckedPlan} Version
 * @typedef {Record<Direction, Change[]>} Diff
 */

/** In the order of a review. @type {Record<Direction, string>} */
const headings = {
  newly: 'Newly leaves',
  more: 'More identifying',
  less: 'Less identifying',
  gone: 'No longer leaves',
  neutral: 'Neutral',
};

/**
 * @param {Version} before
 * @param {Version} after
 * @returns {Diff} in an order that only the changes decide
 */
export function compare(before, after) {
  const changes = [comparePlan, compareRoutes, compareEvents].flatMap((part) =>
    part(before, after).sort((first, second) => (first.text < second.text ? -1 : 1)),
  );
  const directions = Object.keys(headings).map((direction) => [
    direction,
    changes.filter((change) => change.direction === direction),
  ]);
  return Object.fromEntries(directions);
}

/** Whether somebody should look at it. @param {Diff} changes */
export const asksForReview = ({ newly, more }) => newly.length + more.length > 0;

/**
 * @param {Diff} changes
 * @param {Version} before
 * @param {Version} after
 * @returns {string} Markdown
 */
export function markdownOf(changes, before, after) {
  const [from, to] = [before, after].map((plan) => entropyOf(plan).ambient.toFixed(1));
  const sections = Object.entries(changes)
    .filter(([, list]) => list.length > 0)
    .map(([direction, list]) => {
      const lines = list.map(({ text }) => `- ${text}\n`);
      return `\n## ${headings[/** @type {Direction} */ (direction)]}\n\n${lines.join('')}`;
    });
  return [
    `# Privacy diff of ${code(after.model.name)}\n\n`,
    `The ambient part of an event: ${from} → ${to} bits.\n`,
    ...(sections.length > 0 ? sections : ['\nNothing changed.\n']),
  ].join('');
}
