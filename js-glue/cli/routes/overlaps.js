/**
 * Templates of an application that take the same paths. A router has an order for them; the core tries literals before choices before
 * placeholders, segment by segment, and a choice takes what is not in its list as well. So that it finds what the router finds,
 * - of templates that take the very same paths one is kept,
 * - a choice that others stand in the way of is written as its words,
 * - placeholders in the same place get one name where it depends on what follows which of them is meant.
 */
import { literal } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */
/** @typedef {import('./segments.js').Segment} Segment */

/** What a segment takes, whatever its parameter is called. Case does not matter. @param {Segment} segment */
function taken({ kind, text, words }) {
  if (kind === 'literal') return text.toLowerCase();
  if (kind === 'tail') return '*';
  const list = words.map((word) => word.toLowerCase()).sort();
  return `:${list.length > 0 ? `(${list.join('|')})` : ''}`;
}

/** @param {Path[]} paths @returns {Path[]} */
function unique(paths) {
  /** @type {Map<string, Path>} */
  const first = new Map();
  for (const path of paths) {
    const key = path.map(taken).join('/');
    if (!first.has(key)) first.set(key, path);
  }
  return [...first.values()];
}

/** Whether the core may take a path for either. @type {(a: Path, b: Path, from?: number) => boolean} */
function overlap(a, b, from = 0) {
  for (let i = from; ; i++) {
    if (i >= a.length || i >= b.length) return a.length === b.length;
    if (a[i].kind === 'tail' || b[i].kind === 'tail') return true;
    if (a[i].kind === 'literal' && b[i].kind === 'literal' && taken(a[i]) !== taken(b[i]))
      return false;
  }
}

/** Whether a choice says the word of a literal. @type {(segment: Segment, word: Segment) => boolean} */
const says = ({ words }, word) => words.map(literal).some((each) => taken(each) === taken(word));

/** Whether two templates are the same up to a place. @type {(a: Path, b: Path, at: number) => boolean} */
const alike = (a, b, at) => a.slice(0, at).every((segment, i) => taken(segment) === taken(b[i]));

/**
 * Whether the choice at a place would take what is the other template's. Literals in the same place are tried before it.
 * @type {(path: Path, other: Path, at: number) => boolean}
 */
function hasRival(path, other, at) {
  if (path[at].kind !== 'choice' || !other[at] || other[at].kind === 'tail') return false;
  if (other[at].kind === 'literal') return !says(path[at], other[at]) && !alike(path, other, at);
  return taken(other[at]) !== taken(path[at]);
}

/** The choices that have rivals written as their words. @type {(path: Path, all: Path[]) => Path[]} */
function spelled(path, all) {
  if (path.every(({ kind }) => kind !== 'choice')) return [path];
  const others = all.filter((other) => other !== path && overlap(path, other));
  const isSpelled = path.map((_, i) => others.some((other) => hasRival(path, other, i)));
  if (!isSpelled.includes(true)) return [path];
  /** @type {Path[]} */
  let heads = [[]];
  for (const [i, segment] of path.entries()) {
    const variants = isSpelled[i] ? segment.words.map(literal) : [segment];
    heads = heads.flatMap((head) => variants.map((variant) => [...head, variant]));
  }
  return heads;
}

/** Until no choice has a rival: words, once they are written, part what was alike. @param {Path[]} paths @returns {Path[]} */
function withoutRivals(paths) {
  const next = unique(paths.flatMap((path) => spelled(path, paths)));
  return next.every((path) => paths.includes(path)) ? next : withoutRivals(next);
}

/** By what stands at a place; a path that ends before it stands alone. @type {(paths: Path[], at: number) => Path[][]} */
function groupsAt(paths, at) {
  /** @type {Map<string, Path[]>} */
  const groups = new Map();
  for (const path of paths) {
    const key = path[at] ? `${path[at].kind} ${path[at].text}` : '';
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  return [...groups.values()];
}

/**
 * @param {Path[]} paths alike before `at`
 * @param {number} [at]
 * @returns {Path[]} with names such that no path can be taken for two placeholders at one place
 */
function withOneName(paths, at = 0) {
  /** @type {Path[][]} */
  let settled = [];
  for (const group of groupsAt(paths, at)) {
    const isPlaceholder = group[0][at]?.kind === 'placeholder';
    const rivals = settled.filter(
      ([first, ...rest]) =>
        isPlaceholder &&
        first[at]?.kind === 'placeholder' &&
        [first, ...rest].some((a) => group.some((b) => overlap(a, b, at + 1))),
    );
    const joined = [...rivals.flat(), ...group];
    const name = joined[0][at];
    settled = settled.filter((each) => !rivals.includes(each));
    settled.push(
      rivals.length > 0
        ? joined.map((path) => [...path.slice(0, at), name, ...path.slice(at + 1)])
        : group,
    );
  }
  return settled.flatMap((group) => (group[0].length > at ? withOneName(group, at + 1) : group));
}

/** @param {Path[]} paths in their order @returns {Path[]} */
export const withoutOverlaps = (paths) => withOneName(withoutRivals(unique(paths)));
