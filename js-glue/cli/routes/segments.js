/**
 * The segments that a reader finds in an application's routes, in the terms of the plan's templates (docs/tracking-plan.md, Routes).
 * What a template cannot say becomes a placeholder, which says less and never more.
 *
 * @typedef {object} Segment
 * @property {'literal' | 'choice' | 'placeholder' | 'tail'} kind a tail stands for one segment or more, and ends its template
 * @property {string} text the literal, or the parameter's name; empty for a tail
 * @property {string[]} words of a choice
 * @property {boolean} isOptional whether the application also takes the path without it
 *
 * @typedef {Segment[]} Path
 */

/** The kinds of segments in the order in which the core tries them, and routers do. */
export const kinds = ['literal', 'choice', 'placeholder', 'tail'];

/** The longest name that a plan takes (SA_NAME_LENGTH). */
const longestName = 80;

/** Keys that a plan keeps for itself: as the name of a choice they would be taken for its own. */
const ownNames = new Set([
  ...['surface', 'route_shape', 'viewport_class', 'anonymized'],
  ...['constructor', 'prototype', 'description'],
]);

/**
 * Whether a text can be a template's literal and is still itself when the core has read a path: printable ASCII, no encoding,
 * no matrix parameter, nothing that templates use as a sign.
 * @param {string} text
 */
export const isPlain = (text) =>
  text.length <= longestName &&
  /^[ -~]+$/.test(text) &&
  !/["\\%;/(]/.test(text) &&
  !/^(:.*|\*|\.\.?)$/.test(text);

/** @type {(kind: Segment['kind'], text: string, words?: string[]) => Segment} */
const segment = (kind, text, words = []) => ({ kind, text, words, isOptional: false });

/** @param {string} text as it stands in a path; percent-encoded or not */
export function literal(text) {
  const decoded = decode(text);
  return isPlain(decoded) ? segment('literal', decoded) : placeholder('word');
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} name any text; what no name may have in it becomes `_` */
export const placeholder = (name) => segment('placeholder', nameOf(name));

/** @param {string} text */
function nameOf(text) {
  const name = text
    .normalize('NFKD')
    .replace(/[^ -~]/g, '')
    .replace(/\W+/g, '_')
    .replace(/^[\d_]+|_+$/g, '');
  return name.slice(0, longestName - 1) || 'param';
}

/**
 * @param {string} name
 * @param {string[]} words those that are not plain are left to the placeholder that a choice is besides
 */
export function choice(name, words) {
  const plain = [...new Set(words.map(decode))].filter(
    (word) => isPlain(word) && !/[|)]/.test(word),
  );
  const { text } = placeholder(name);
  if (plain.length === 0) return placeholder(name);
  return segment('choice', ownNames.has(text) ? `${text}_` : text, plain);
}

export const tail = () => segment('tail', '');

/** @param {Segment} given @returns {Segment} */
export const optional = (given) => ({ ...given, isOptional: true });

/** @param {string} path @returns {Path} */
export const literals = (path) => path.split('/').filter(Boolean).map(literal);

/**
 * A segment that is put together of texts and parameters, such as `post-[id]`.
 * @param {(string | Segment)[]} parts texts as they are; empty ones do not count
 * @returns {Segment}
 */
export function joined(parts) {
  const counting = parts.filter((part) => part !== '');
  const parameter = counting.find((part) => typeof part !== 'string');
  if (!parameter) return literal(counting.join(''));
  return counting.length === 1 ? parameter : placeholder(parameter.text);
}
