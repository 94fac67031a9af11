/** Route templates, segment by segment, as src/route_compile.c reads them. */

/**
 * @typedef {object} Segment
 * @property {'literal' | 'choice' | 'placeholder' | 'tail'} kind
 * @property {string} text the literal, or `:name` without the words of a choice
 * @property {string[]} words of a choice
 */

/** Paths with more segments are told by the deepest class alone. */
export const mostSegments = 32;

/** Classes of how many segments no template names, the one of the most last. */
export const depthClasses = ['1', '2', '3to4', '5to8', '9up'].map((size) => `:unmatched-${size}`);

/** A segment that no template names: literals do not begin like this. */
export const stranger = ':no-template-names-this';

/** @param {string} template @returns {Segment[]} */
export const segmentsOf = (template) => template.split('/').filter(Boolean).map(segmentOf);

/** @param {string} segment @returns {Segment} */
function segmentOf(segment) {
  if (segment === '*') return { kind: 'tail', text: segment, words: [] };
  if (!segment.startsWith(':')) return { kind: 'literal', text: segment, words: [] };
  const bracket = segment.indexOf('(');
  if (bracket < 0) return { kind: 'placeholder', text: segment, words: [] };
  const words = segment.slice(bracket + 1, -1).split('|');
  return { kind: 'choice', text: segment.slice(0, bracket), words };
}
