/**
 * A difference between two plans, as a reviewer of privacy would sort it. What cannot be shown to tell less counts as telling more.
 *
 * @typedef {'newly' | 'more' | 'less' | 'gone' | 'neutral'} Direction
 *
 * @typedef {object} Change
 * @property {Direction} direction
 * @property {string} text Markdown
 * @property {string} pointer into the new plan; of what is gone, into the old one
 */

/** @type {(direction: Direction, pointer: string, text: string) => Change} */
export const change = (direction, pointer, text) => ({ direction, pointer, text });

/** @type {(holds: boolean, ...rest: Parameters<typeof change>) => Change[]} */
export const changeIf = (holds, ...rest) => (holds ? [change(...rest)] : []);

/** @param {unknown} value @returns {string} Markdown for a name, a word or a number of a plan, whatever is in it */
export function code(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const fence = text.includes('`') ? '``' : '`';
  const gap = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${text}${gap}${fence}`;
}

/** @param {Iterable<string>} words @returns {string} */
export const codes = (words) => Array.from(words, code).join(', ');

/** @param {boolean} isMore @returns {Direction} */
export const towards = (isMore) => (isMore ? 'more' : 'less');

/** The same whatever the order of an object's members, and whatever people are told. @param {any} value @returns {string} */
export const canonical = (value) =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([name, text]) => name !== 'description' || typeof text !== 'string')
            .sort(([first], [second]) => (first < second ? -1 : 1)),
        )
      : part,
  );

/**
 * @param {Iterable<string>} before
 * @param {Iterable<string>} after
 * @returns {{added: string[], removed: string[]}}
 */
export function difference(before, after) {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    added: [...now].filter((word) => !old.has(word)),
    removed: [...old].filter((word) => !now.has(word)),
  };
}

/**
 * @template Entry
 * @typedef {object} Matching
 * @property {Entry[]} added
 * @property {Entry[]} removed
 * @property {[Entry, Entry][]} kept before and after
 * @property {[Entry, Entry][]} renamed
 */

/**
 * What two lists have in common by name. What went is there under another name where both say the same in every word, and nothing
 * else does.
 * @template Entry
 * @param {Entry[]} before
 * @param {Entry[]} after
 * @param {(entry: Entry) => string} nameOf
 * @param {(entry: Entry) => string} [identityOf] empty for what cannot be known again
 * @returns {Matching<Entry>}
 */
export function matched(before, after, nameOf, identityOf = () => '') {
  const old = new Map(before.map((entry) => [nameOf(entry), entry]));
  const now = new Map(after.map((entry) => [nameOf(entry), entry]));
  const gone = before.filter((entry) => !now.has(nameOf(entry)));
  const fresh = after.filter((entry) => !old.has(nameOf(entry)));
  const goneAs = groupBy(gone, identityOf);
  const freshAs = groupBy(fresh, identityOf);
  /** @type {[Entry, Entry][]} */
  const renamed = [...goneAs].flatMap(([identity, [entry, ...others]]) => {
    const [next, ...more] = freshAs.get(identity) ?? [];
    return identity && next && others.length + more.length === 0 ? [[entry, next]] : [];
  });
  const known = new Set(renamed.flat());
  return {
    added: fresh.filter((entry) => !known.has(entry)),
    removed: gone.filter((entry) => !known.has(entry)),
    kept: before.flatMap((entry) => {
      const next = now.get(nameOf(entry));
      return next ? [[entry, next]] : [];
    }),
    renamed,
  };
}

/**
 * @template Entry
 * @param {Entry[]} entries
 * @param {(entry: Entry) => string} keyOf
 * @returns {Map<string, Entry[]>}
 */
export function groupBy(entries, keyOf) {
  /** @type {Map<string, Entry[]>} */
  const groups = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}
