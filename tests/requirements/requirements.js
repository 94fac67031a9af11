/** The lists that the coverage is held against: requirements of four earlier systems, and what those were observed to do. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Requirement
 * @property {string} tag who can satisfy it: `sdk` both ends, `sdk-b` the page, `sdk-n` the server, `host` the application
 * @property {string} title
 * @property {string} [open] what is missing, where nothing in this product shows it yet
 * @property {string} [host_only] why it is the application's business alone
 *
 * @typedef {{scope: 'open' | 'host', reason: string}} Unshown why cases of a kind are in no test
 *
 * @typedef {object} Lists
 * @property {Record<string, Requirement>} requirements by number
 * @property {Record<string, string>} kinds of observed cases by id, as `second: route_shape`
 * @property {Record<string, Unshown>} unshown by kind
 */

/** File by name of the system, in the order of the documents. */
export const systems = /** @type {const} */ ({
  second: 'Second',
  multica: 'Multica',
  agnes: 'Agnes',
  'analytics-v2': 'analytics.v2',
});

/** @param {string} name */
const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));

/** @param {string} file @returns {[string, any][]} `system: kind` and what the file says of it */
const byKind = (file) =>
  Object.entries(read(file)).flatMap(([system, kinds]) =>
    Object.entries(kinds).map(
      ([kind, value]) => /** @type {[string, any]} */ ([`${system}: ${kind}`, value]),
    ),
  );

/** @returns {Lists} */
export function readLists() {
  const requirements = Object.assign({}, ...Object.keys(systems).map(read));
  const kinds = byKind('cases').flatMap(([kind, ids]) =>
    ids.map((/** @type {string} */ id) => [id, kind]),
  );
  return {
    requirements,
    kinds: Object.fromEntries(kinds),
    unshown: Object.fromEntries(byKind('unshown-cases')),
  };
}

/** @param {string} number @returns {keyof typeof systems} */
export const systemOf = (number) =>
  /** @type {const} */ ({ S: 'second', M: 'multica', A: 'agnes', V: 'analytics-v2' })[
    /** @type {'S' | 'M' | 'A' | 'V'} */ (number[0])
  ];
