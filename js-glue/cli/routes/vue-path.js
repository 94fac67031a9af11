/** Paths in the syntax of Vue Router 4 and 5: `:id`, `:id(\\d+)`, `:id?`, `:ids+`, `:ids*`, and a backslash before what is meant as it is. */
import { choice, joined, optional, placeholder, tail } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */
/** @typedef {import('./segments.js').Segment} Segment */

/** A slash, an escaped character, a parameter with its expression and its modifier, or a piece of text. */
const token = /(\/)|\\(.)|:(\w+)(?:\(((?:\\.|[^\\)])*)\))?([?+*]?)|([^:\\/]+|.)/gs;

/** Words, one of which a parameter has to be. */
const words = /^[\w-]+(\|[\w-]+)*$/;

/** An expression that takes slashes as well: anything, as often as it likes. */
const anything = /(^|[^\\])\.[*+]/;

/**
 * @param {string} name
 * @param {string} expression
 * @param {string} modifier
 * @returns {Segment}
 */
function parameter(name, expression, modifier) {
  const isRepeated = modifier === '+' || modifier === '*';
  const mayBeLeftOut = modifier === '?' || modifier === '*' || expression === '.*';
  const isTail = isRepeated || anything.test(expression);
  const isChoice = words.test(expression);
  const segment = isTail
    ? tail()
    : isChoice
      ? choice(name, expression.split('|'))
      : placeholder(name);
  return mayBeLeftOut ? optional(segment) : segment;
}

/** @param {string} path @returns {Path} */
export function vuePath(path) {
  /** @type {(string | Segment)[][]} */
  const segments = [[]];
  for (const [, slash, escaped, name, expression = '', modifier = '', text] of path.matchAll(
    token,
  )) {
    if (slash) segments.push([]);
    else
      segments[segments.length - 1].push(
        name ? parameter(name, expression, modifier) : (escaped ?? text),
      );
  }
  return segments.filter((parts) => parts.length > 0).map(joined);
}
