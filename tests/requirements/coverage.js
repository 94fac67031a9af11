/** What is shown, what is not, and what is wrong with the lists or with the titles of tests. */
import { nameOf } from './evidence.js';

/**
 * @typedef {import('./evidence.js').Evidence} Evidence
 * @typedef {import('./requirements.js').Lists} Lists
 *
 * @typedef {object} Coverage
 * @property {Map<string, Evidence[]>} numbers what shows each number
 * @property {Map<string, Evidence[]>} cases what shows each case
 * @property {string[]} faults sentences; none in a tree that is in order
 */

const tag = /^(?:sdk|sdk-b|sdk-n|host)(?: \+ (?:sdk-b|sdk-n|host))?$/;

/**
 * @param {Lists} lists
 * @param {Evidence[]} evidence
 * @returns {Coverage}
 */
export function coverageOf(lists, evidence) {
  const numbers = grouped(evidence, (item) => item.numbers);
  const cases = grouped(evidence, (item) => item.cases);
  const faults = [
    ...evidence.flatMap(strayFaults),
    ...unknownFaults(numbers, lists.requirements, 'no requirement'),
    ...unknownFaults(cases, lists.kinds, 'no observed case'),
    ...Object.keys(lists.requirements).flatMap((number) => rowFaults(number, lists, numbers)),
    ...kindFaults(lists, cases),
  ];
  return { numbers, cases, faults };
}

/**
 * @param {Evidence[]} evidence
 * @param {(item: Evidence) => string[]} keysOf
 */
function grouped(evidence, keysOf) {
  /** @type {Map<string, Evidence[]>} */
  const groups = new Map();
  for (const item of evidence) {
    for (const key of new Set(keysOf(item))) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** @param {Evidence} item */
const strayFaults = (item) =>
  item.stray.map((text) => `${text} stands where no number is read: ${nameOf(item)}`);

/**
 * @param {Map<string, Evidence[]>} named
 * @param {object} known
 * @param {string} what
 */
const unknownFaults = (named, known, what) =>
  [...named]
    .filter(([key]) => !(key in known))
    .map(([key, items]) => `${key} is ${what}: ${nameOf(items[0])}`);

/**
 * @param {string} number
 * @param {Lists} lists
 * @param {Map<string, Evidence[]>} numbers
 */
function rowFaults(number, { requirements }, numbers) {
  const { tag: who, title, open, host_only: hostOnly } = requirements[number];
  const ways = [numbers.has(number) && 'shown', open && 'open', hostOnly && 'host only'].filter(
    Boolean,
  );
  const words = title.split(' ').length;
  return [
    ways.length === 0 && `${number} has no test, no contract, and no sentence that says why`,
    ways.length > 1 && `${number} is ${ways.join(' and ')}`,
    hostOnly && !who.includes('host') && `${number} is host only, but its tag is ${who}`,
    !tag.test(who) && `${number} has the unknown tag ${who}`,
    (words < 2 || words > 12) && `${number} has a title of ${words} words`,
  ].filter((fault) => typeof fault === 'string');
}

/**
 * @param {Lists} lists
 * @param {Map<string, Evidence[]>} cases
 */
function kindFaults({ kinds, unshown }, cases) {
  const missing = new Set(
    Object.keys(kinds)
      .filter((id) => !cases.has(id))
      .map((id) => kinds[id]),
  );
  return [
    ...[...missing]
      .filter((kind) => !(kind in unshown))
      .map((kind) => `no test names all cases of ${kind}, and nothing says why`),
    ...Object.keys(unshown)
      .filter((kind) => !missing.has(kind))
      .map((kind) => `${kind} has a reason, but no case without a test`),
  ];
}
