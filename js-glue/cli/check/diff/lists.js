/** Which properties of events came, went and changed; what several events have in common is told once. */
import { canonical, change, code, codes, groupBy, matched } from './change.js';
import { compareProperty } from './properties.js';
import { bitsOf } from '../entropy/values.js';

/**
 * @typedef {import('../../plan-model.js').Property} Property
 * @typedef {import('../../plan-model.js').PlanEvent} PlanEvent
 * @typedef {import('./change.js').Change} Change
 * @typedef {import('./change.js').Direction} Direction
 * @typedef {import('./diff.js').Version} Version
 *
 * @typedef {object} Row a change of one event's property
 * @property {Direction} direction
 * @property {string} pointer
 * @property {string} property Markdown
 * @property {string} text what follows the names of property and events
 * @property {string} event
 */

/**
 * @param {[PlanEvent, PlanEvent][]} pairs of events, before and after
 * @param {Version} before
 * @param {Version} after
 * @returns {Change[]}
 */
export const compareLists = (pairs, before, after) =>
  grouped(
    pairs.flatMap(([old, now]) => compareList(old, now, before, after)),
    pairs.length,
  );

/** @type {(old: PlanEvent, now: PlanEvent, before: Version, after: Version) => Row[]} */
function compareList(old, now, before, after) {
  const { added, removed, kept, renamed } = matched(
    old.properties,
    now.properties,
    ({ name }) => name,
    identityOf,
  );
  /** @type {(direction: Direction, property: Property, name: string, text?: string) => Row} */
  const row = (direction, { pointer }, property, text = '') => ({
    ...{ direction, pointer, property, text },
    event: now.name,
  });
  return [
    ...added.map((property) => row('newly', property, withBits(property, after, now))),
    ...removed.map((property) => row('gone', property, code(property.name))),
    ...renamed.map(([from, to]) =>
      row('neutral', to, code(from.name), `: is called ${code(to.name)}`),
    ),
    ...kept.flatMap(([from, to]) =>
      compareProperty(
        { property: from, around: before.around(old.limits) },
        { property: to, around: after.around(now.limits) },
      ).map(({ direction, text }) => row(direction, to, code(to.name), `: ${text}`)),
    ),
  ];
}

/** What makes two names those of one property; empty where nothing does. @param {Property} property */
const identityOf = ({ description, definition }) =>
  description && description + canonical(definition);

/**
 * A property with its type, and what it tells.
 * @param {Property} property
 * @param {Version} version
 * @param {PlanEvent} event that it stands in
 */
export function withBits(property, { around }, { limits }) {
  const { name, type, anonymized } = property;
  const told =
    anonymized === null
      ? 'in identified mode'
      : `${bitsOf(property, around(limits)).toFixed(1)} bits`;
  return `${code(name)} (${type}, ${told})`;
}

/**
 * @param {Row[]} rows
 * @param {number} count of all events that were compared
 * @returns {Change[]}
 */
function grouped(rows, count) {
  const groups = groupBy(rows, ({ direction, property, text }) =>
    JSON.stringify([direction, property, text]),
  );
  return Array.from(groups.values(), (group) => {
    const [{ direction, pointer, property, text }] = group;
    const isAll = count > 1 && group.length === count;
    const events = isAll ? 'every event' : codes(group.map(({ event }) => event).sort());
    return change(direction, pointer, `${property} of ${events}${text}`);
  });
}
