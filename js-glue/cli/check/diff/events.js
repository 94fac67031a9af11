/** Which events came, went and changed. */
import {
  canonical,
  change,
  changeIf,
  code,
  codes,
  difference,
  matched,
  towards,
} from './change.js';
import { compareLists, withBits } from './lists.js';

/**
 * @typedef {import('../../plan-model.js').PlanEvent} PlanEvent
 * @typedef {import('./change.js').Change} Change
 * @typedef {import('./diff.js').Version} Version
 */

/** @type {Record<PlanEvent['destination'], string[]>} */
const destinations = { posthog: ['posthog'], metrics: ['metrics'], both: ['posthog', 'metrics'] };

/** @param {Version} before @param {Version} after @returns {Change[]} */
export function compareEvents(before, after) {
  const { added, removed, kept, renamed } = matched(
    before.model.events,
    after.model.events,
    ({ name }) => name,
    identityOf,
  );
  const pairs = [...kept, ...renamed];
  return [
    ...added.map((event) =>
      change('newly', event.pointer, `event ${code(event.name)}${contentOf(event, after)}`),
    ),
    ...removed.map(({ name, pointer }) => change('gone', pointer, `event ${code(name)}`)),
    ...pairs.flatMap(([old, now]) => compareEvent(old, now, before, after)),
    ...compareLists(pairs, before, after),
  ];
}

/** @param {PlanEvent} event */
const ownOf = ({ properties }) => properties.filter(({ from }) => from === 'event');

/** What makes two names those of one event; empty where nothing does. @param {PlanEvent} event */
function identityOf(event) {
  const { description, category, destination } = event;
  const properties = ownOf(event).map(({ name, definition }) => [name, definition]);
  return description && description + canonical([category, destination, properties]);
}

/** @param {PlanEvent} event @param {Version} version */
function contentOf(event, version) {
  const own = ownOf(event).map((property) => withBits(property, version, event));
  return own.length > 0 ? ` with ${own.join(', ')}` : '';
}

/**
 * What an event says beside its properties.
 * @param {PlanEvent} old
 * @param {PlanEvent} now
 * @param {Version} before
 * @param {Version} after
 * @returns {Change[]}
 */
function compareEvent(old, now, before, after) {
  const event = `event ${code(now.name)}`;
  const sent = difference(destinations[old.destination], destinations[now.destination]);
  const [from, to] = [old, now].map(({ limits }) => limits.string);
  const isOwnLimit = from !== before.model.limits.string || to !== after.model.limits.string;
  /** @type {[boolean, import('./change.js').Direction, string][]} */
  const changes = [
    [old.name !== now.name, 'neutral', `event ${code(old.name)} is called ${code(now.name)}`],
    [sent.added.length > 0, 'more', `${event} goes to ${codes(sent.added)}`],
    [sent.removed.length > 0, 'less', `${event} goes to ${codes(sent.removed)} no longer`],
    [
      old.namesTenant !== now.namesTenant,
      towards(now.namesTenant),
      `${event} names its tenant${now.namesTenant ? '' : ' no longer'}`,
    ],
    [isOwnLimit && from !== to, towards(to > from), `${event}: longest text ${from} → ${to}`],
    [
      old.category !== now.category,
      'neutral',
      `${event}: category ${code(old.category)} → ${code(now.category)}`,
    ],
    [old.description !== now.description, 'neutral', `${event} is described in other words`],
  ];
  return changes.flatMap(([differs, direction, text]) =>
    changeIf(differs, direction, now.pointer, text),
  );
}
