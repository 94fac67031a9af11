/** What changed of a plan beside its routes, properties and events. */
import { pointerOf } from '../../json-position.js';
import { canonical, changeIf, code, codes, difference, towards } from './change.js';

/**
 * @typedef {import('./change.js').Change} Change
 * @typedef {import('./diff.js').Version} Version
 * @typedef {(before: Version, after: Version) => Change[]} Comparison
 */

/** Of which a word opens what is closed without it. @type {Comparison} */
const compareRules = ({ source: old }, { source: now }) =>
  Object.entries({ undeclared: ['drop', 'filter'], unmatched: ['class', 'shape'] }).flatMap(
    ([member, [closed, open]]) => {
      const [from, to] = [old, now].map((source) => (source[member] === open ? open : closed));
      const text = `${code(member)} ${from} → ${to}`;
      return changeIf(from !== to, towards(to === open), pointerOf(member), text);
    },
  );

/** Where the plan says nothing: limits that the model has no use for. */
const otherLimits = { key: 80, keys: 80, depth: 8 };

/** @param {Version} version @returns {Record<string, number>} */
const limitsOf = ({ source, model }) => ({ ...otherLimits, ...source.limits, ...model.limits });

/** A finer time says more, like whatever is longer. @type {Comparison} */
function compareLimits(before, after) {
  const [old, now] = [limitsOf(before), limitsOf(after)];
  return Object.keys(now).flatMap((name) => {
    const isMore = name === 'time_ms' ? now[name] < old[name] : now[name] > old[name];
    const text = `limit ${code(name)} ${old[name]} → ${now[name]}`;
    return changeIf(old[name] !== now[name], towards(isMore), pointerOf('limits', name), text);
  });
}

/** @type {Comparison} */
function compareBudget({ model: old }, { model: now }) {
  const [from, to] = [old, now].map((model) => model.entropyBudgetBits);
  const isMore = (to ?? Infinity) > (from ?? Infinity);
  const text = `budget of the ambient part ${from ?? 'none'} → ${to ?? 'none'} bits`;
  return changeIf(from !== to, towards(isMore), '/entropy_budget_bits', text);
}

/** @type {Comparison} */
function compareWords({ model: old }, { model: now }) {
  const { added, removed } = difference(old.words, now.words);
  return [
    ...changeIf(added.length > 0, 'more', '/words', `texts may be made of ${codes(added)}`),
    ...changeIf(
      removed.length > 0,
      'less',
      '/words',
      `texts may not be made of ${codes(removed)} any more`,
    ),
  ];
}

/** @type {Comparison} */
function compareConstants({ model: { constants: old } }, { model: { constants: now } }) {
  const { added, removed } = difference(Object.keys(old), Object.keys(now));
  const stayed = Object.keys(now).filter((name) => name in old);
  const pointer = (/** @type {string} */ name) => pointerOf('constants', name);
  return [
    ...added.flatMap((name) =>
      changeIf(true, 'newly', pointer(name), `constant ${code(name)} ${code(now[name])}`),
    ),
    ...removed.flatMap((name) => changeIf(true, 'gone', pointer(name), `constant ${code(name)}`)),
    ...stayed.flatMap((name) =>
      changeIf(
        old[name] !== now[name],
        'neutral',
        pointer(name),
        `constant ${code(name)} ${code(old[name])} → ${code(now[name])}`,
      ),
    ),
  ];
}

/** What is kept of a person is kept for good, in identified mode. @type {Comparison} */
const comparePerson = ({ model: { person: old } }, { model: { person: now } }) =>
  /** @type {const} */ (['set', 'set_once']).flatMap((way) => {
    const { added, removed } = difference(old[way], now[way]);
    const pointer = pointerOf('person', way);
    return [
      ...added.flatMap((name) =>
        changeIf(true, 'newly', pointer, `${code(name)} in the profile of a person (${way})`),
      ),
      ...removed.flatMap((name) =>
        changeIf(true, 'gone', pointer, `${code(name)} in the profile of a person (${way})`),
      ),
    ];
  });

/** @type {Comparison} */
function compareIdentity({ model: { merges: from } }, { model: { merges: to } }) {
  const text = 'anonymous events are joined with the person who signs in';
  return changeIf(from !== to, towards(to), '/identity', to ? text : `${text}: no longer`);
}

/** @type {Comparison} */
const compareNeutral = ({ source: old }, { source: now }) =>
  ['name', 'version', 'tenant', 'prefixes', 'description'].flatMap((member) => {
    const isText = member === 'description';
    const text = `${code(member)} ${code(old[member] ?? 'none')} → ${code(now[member] ?? 'none')}`;
    const differs = canonical([old[member]]) !== canonical([now[member]]);
    return changeIf(
      differs,
      'neutral',
      pointerOf(member),
      isText ? 'the plan is described in other words' : text,
    );
  });

const comparisons = [
  compareRules,
  compareLimits,
  compareBudget,
  compareWords,
  compareConstants,
  comparePerson,
  compareIdentity,
  compareNeutral,
];

/** @type {Comparison} */
export const comparePlan = (before, after) =>
  comparisons.flatMap((compare) => compare(before, after));
