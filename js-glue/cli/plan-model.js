/**
 * A tracking plan as the tools read it: references resolved, defaults filled in, and what leaves told apart by mode. It says nothing
 * that the core does not do; whether the plan can be used is for the core to say.
 */

/** @typedef {Record<string, any>} Definition of a property, as in the file */

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} type
 * @property {Definition} definition
 * @property {string} description empty where there is none
 * @property {boolean} isIdentified only identified mode may carry it as it is
 * @property {string | null} anonymized the key under which something of it leaves anonymized; null: nothing does
 * @property {'event' | 'standing'} from
 *
 * @typedef {object} PlanEvent
 * @property {string} name
 * @property {string} category empty where there is none
 * @property {'posthog' | 'metrics' | 'both'} destination
 * @property {string} description
 * @property {Property[]} properties its own, then the standing ones
 *
 * @typedef {object} Route
 * @property {string} path
 * @property {string} surface empty where there is none
 * @property {Record<string, string>} properties constants that it sets
 *
 * @typedef {object} PlanModel
 * @property {string} name
 * @property {number} version
 * @property {string} description
 * @property {boolean} filters whether undeclared properties are filtered instead of dropped
 * @property {number | null} entropyBudgetBits
 * @property {string} tenant
 * @property {string[]} words
 * @property {Record<string, string | number>} constants
 * @property {Property[]} standing
 * @property {PlanEvent[]} events
 * @property {Route[]} routes
 * @property {Record<string, string[]>} choices what the page's properties can say, by name: surfaces, choices of routes
 * @property {{set: string[], set_once: string[]}} person
 */

const identifiedTypes = new Set(['id', 'text', 'email', 'name']);

/** How wide a page is, as the core tells it. */
export const viewportClasses = ['xs', 'sm', 'md', 'lg', 'xl'];

/**
 * @param {any} source of a plan that the core opens
 * @returns {PlanModel}
 */
export function modelOf(source) {
  const dictionary = withoutDescription(source.properties);
  const standing = propertiesOf(source.standing, dictionary, 'standing');
  const routes = (source.routes ?? []).map(routeOf);
  return {
    name: source.name,
    version: source.version ?? 1,
    description: source.description ?? '',
    filters: source.undeclared === 'filter',
    entropyBudgetBits: source.entropy_budget_bits ?? null,
    tenant: source.tenant ?? '',
    words: source.words ?? [],
    constants: withoutDescription(source.constants),
    standing,
    events: Object.entries(withoutDescription(source.events)).map(([name, event]) => ({
      name,
      category: event.category ?? '',
      destination: event.destination ?? 'posthog',
      description: event.description ?? '',
      properties: [...propertiesOf(event.properties, dictionary, 'event'), ...standing],
    })),
    routes,
    choices: choicesOf(routes),
    person: { set: [], set_once: [], ...withoutDescription(source.person) },
  };
}

/** A text for people may stand in every object of a plan. @param {Record<string, any>} [object] @returns {Record<string, any>} */
const withoutDescription = (object = {}) =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([key, value]) => key !== 'description' || typeof value !== 'string',
    ),
  );

/**
 * @param {(string | Record<string, Definition>)[] | undefined} list names of the dictionary, and definitions
 * @param {Record<string, Definition>} dictionary
 * @param {Property['from']} from
 * @returns {Property[]}
 */
function propertiesOf(list, dictionary, from) {
  return (list ?? [])
    .flatMap((item) =>
      Object.entries(
        typeof item === 'string' ? { [item]: dictionary[item] } : withoutDescription(item),
      ),
    )
    .map(([name, definition]) => propertyOf(name, definition, from));
}

/** @type {(name: string, definition: Definition, from: Property['from']) => Property} */
function propertyOf(name, definition, from) {
  const { type, description = '', anonymized, identified_only: held = false } = definition;
  const isIdentified = identifiedTypes.has(type) || held !== false;
  const stands = { length: `${name}_length_bucket`, redacted: name };
  return {
    name,
    type,
    definition,
    description,
    isIdentified,
    anonymized: isIdentified
      ? (stands[/** @type {'length'} */ (type === 'text' && anonymized)] ?? null)
      : name,
    from,
  };
}

/** @param {any} route @returns {Route} */
const routeOf = ({ path, surface = '', properties = {} }) => ({
  path,
  surface,
  properties: withoutDescription(properties),
});

/** A closed choice of a template, `:name(a|b)`. */
const choice = /:(\w+)\(([^)]*)\)/g;

/** @param {Route[]} routes @returns {Record<string, string[]>} */
function choicesOf(routes) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  /** @param {string} name @param {string[]} words */
  const add = (name, words) =>
    void found.set(name, new Set([...(found.get(name) ?? []), ...words]));
  for (const { path, surface, properties } of routes) {
    if (surface) add('surface', [surface]);
    for (const [, name, words] of path.matchAll(choice)) add(name, [...words.split('|'), 'other']);
    for (const [name, word] of Object.entries(properties)) add(name, [word]);
  }
  return Object.fromEntries(Array.from(found, ([name, words]) => [name, [...words]]));
}
