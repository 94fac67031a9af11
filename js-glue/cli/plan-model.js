/**
 * A tracking plan as the tools read it: references resolved, defaults filled in, and what leaves told apart by mode. It says nothing
 * that the core does not do; whether the plan can be used is for the core to say.
 */
import { pointerOf } from './json-position.js';
import { segmentsOf } from './route-templates.js';

/** @typedef {Record<string, any>} Definition of a property, as in the file */

/** @typedef {{string: number, array: number, time_ms: number}} Limits UTF-16 units, items, ms: how fine anonymous times are */

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} type
 * @property {Definition} definition
 * @property {string} description empty where there is none
 * @property {boolean} isIdentified only identified mode may carry it as it is
 * @property {string | null} anonymized the key under which something of it leaves anonymized; null: nothing does
 * @property {'event' | 'standing'} from
 * @property {string} pointer to its definition
 *
 * @typedef {object} PlanEvent
 * @property {string} name
 * @property {string} category empty where there is none
 * @property {'posthog' | 'metrics' | 'both'} destination
 * @property {string} description
 * @property {boolean} namesTenant whether it says in identified mode which tenant it belongs to
 * @property {Property[]} properties its own, then the standing ones
 * @property {Limits} limits
 * @property {string} pointer
 *
 * @typedef {object} Route
 * @property {string} path
 * @property {string} surface empty where there is none
 * @property {Record<string, string>} properties constants that it sets
 * @property {string} pointer
 *
 * @typedef {object} PlanModel
 * @property {string} name
 * @property {number} version
 * @property {string} description
 * @property {boolean} filters whether undeclared properties are filtered instead of dropped
 * @property {boolean} shapes whether paths that no template matches keep the plan's words
 * @property {number | null} entropyBudgetBits
 * @property {string} tenant
 * @property {string[]} words
 * @property {string[]} prefixes
 * @property {Record<string, string | number | boolean>} constants
 * @property {Limits} limits
 * @property {Property[]} dictionary what events share by name
 * @property {Property[]} standing
 * @property {PlanEvent[]} events
 * @property {Route[]} routes
 * @property {Record<string, string[]>} choices what the page's properties can say, by name: surfaces, choices of routes
 * @property {{set: string[], set_once: string[]}} person
 * @property {boolean} merges whether what was anonymous is joined to the person
 */

const identifiedTypes = new Set(['id', 'text', 'email', 'name']);

/** How wide a page is, as the core tells it, and from how many CSS pixels on. */
export const viewportClasses = ['xs', 'sm', 'md', 'lg', 'xl'];
export const viewportEdges = [480, 768, 1024, 1440];

/** What stands for a text in anonymized mode: how many UTF-16 units it has, as the core tells it. */
export const lengthClasses = ['0', '1-10', '11-50', '51-200', '201-1000', '1001+'];

/** As the core has them where a plan says nothing. */
const standardLimits = { string: 2000, array: 20, time_ms: 1000 };

/**
 * @param {any} source of a plan that the core opens
 * @returns {PlanModel}
 */
export function modelOf(source) {
  const dictionary = withoutDescription(source.properties);
  const standing = propertiesOf(source.standing, dictionary, 'standing', '/standing');
  const routes = (source.routes ?? []).map(routeOf);
  const limits = limitsOf(source.limits, standardLimits);
  return {
    name: source.name,
    version: source.version ?? 1,
    description: textOf(source.description),
    filters: source.undeclared === 'filter',
    shapes: source.unmatched === 'shape',
    entropyBudgetBits: source.entropy_budget_bits ?? null,
    tenant: source.tenant ?? '',
    words: source.words ?? [],
    prefixes: source.prefixes ?? [],
    constants: withoutDescription(source.constants),
    limits,
    dictionary: propertiesOf(Object.keys(dictionary), dictionary, 'event', ''),
    standing,
    events: Object.entries(withoutDescription(source.events)).map(([name, event]) => {
      const pointer = pointerOf('events', name);
      const own = propertiesOf(event.properties, dictionary, 'event', `${pointer}/properties`);
      const namesTenant = event.tenant !== false;
      return {
        name,
        category: textOf(event.category),
        destination: event.destination ?? 'posthog',
        description: textOf(event.description),
        namesTenant,
        properties: [
          ...own,
          ...standing.filter((property) => namesTenant || property.name !== source.tenant),
        ],
        limits: { ...limits, string: limitsOf(event.limits, limits).string },
        pointer,
      };
    }),
    routes,
    choices: choicesOf(routes),
    person: { set: [], set_once: [], ...withoutDescription(source.person) },
    merges: source.identity?.merge === true,
  };
}

/**
 * As the core reads limits: what cannot be one counts as not given.
 * @param {any} given
 * @param {Limits} standard
 * @returns {Limits}
 */
function limitsOf(given, standard) {
  /** @param {'string' | 'array' | 'time_ms'} name */
  const limit = (name) => {
    const value = given?.[name];
    const usable = typeof value === 'number' && value >= 1 && value <= 100000;
    return usable ? Math.floor(value) : standard[name];
  };
  return { string: limit('string'), array: limit('array'), time_ms: limit('time_ms') };
}

/** What is for people is not checked by the core. @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : '');

/** A text for people may stand in every object of a plan. @param {Record<string, any>} [object] @returns {Record<string, any>} */
export const withoutDescription = (object = {}) =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([key, value]) => key !== 'description' || typeof value !== 'string',
    ),
  );

/**
 * @param {(string | Record<string, Definition>)[] | undefined} list names of the dictionary, and definitions
 * @param {Record<string, Definition>} dictionary
 * @param {Property['from']} from
 * @param {string} pointer to the list
 * @returns {Property[]}
 */
const propertiesOf = (list, dictionary, from, pointer) =>
  (list ?? []).flatMap((item, index) =>
    typeof item === 'string'
      ? propertyOf(item, dictionary[item], from, pointerOf('properties', item))
      : Object.entries(withoutDescription(item)).map(([name, definition]) =>
          propertyOf(name, definition, from, pointer + pointerOf(index, name)),
        ),
  );

/** @type {(name: string, definition: Definition, from: Property['from'], pointer: string) => Property} */
function propertyOf(name, definition, from, pointer) {
  const { type, description, anonymized, identified_only: held = false } = definition;
  const isIdentified = identifiedTypes.has(type) || held !== false;
  const stands = { length: `${name}_length_bucket`, redacted: name };
  return {
    name,
    type,
    definition,
    description: textOf(description),
    isIdentified,
    anonymized: isIdentified
      ? (stands[/** @type {'length'} */ (type === 'text' && anonymized)] ?? null)
      : name,
    from,
    pointer,
  };
}

/** @param {any} route @param {number} index @returns {Route} */
const routeOf = ({ path, surface = '', properties = {} }, index) => ({
  path,
  surface,
  properties: withoutDescription(properties),
  pointer: pointerOf('routes', index),
});

/** @param {Route[]} routes @returns {Record<string, string[]>} */
function choicesOf(routes) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  /** @param {string} name @param {string[]} words */
  const add = (name, words) =>
    void found.set(name, new Set([...(found.get(name) ?? []), ...words]));
  for (const { path, surface, properties } of routes) {
    if (surface) add('surface', [surface]);
    for (const { text, words } of segmentsOf(path)) {
      if (words.length > 0) add(text.slice(1), [...words, 'other']);
    }
    for (const [name, word] of Object.entries(properties)) add(name, [word]);
  }
  return Object.fromEntries(Array.from(found, ([name, words]) => [name, [...words]]));
}
