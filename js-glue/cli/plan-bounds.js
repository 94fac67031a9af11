/**
 * The bounds of what a property takes, with those that the core has where the plan says nothing (src/plan_property.c,
 * src/value.c); a test holds them against it.
 */

/** @typedef {import('./plan-model.js').Property} Property */
/** @typedef {import('./plan-model.js').Definition} Definition */
/** @typedef {import('./plan-model.js').Limits} Limits */

/**
 * By the names of JSON Schema; texts are measured in UTF-16 units.
 * @typedef {{minimum?: number, maximum?: number, minLength?: number, maxLength?: number, maxItems?: number}} Bounds
 */

const slugLength = 80;

/** What a definition says where it says nothing. @type {Record<string, Definition>} by type */
const standards = {
  count: { min: 0 },
  number: { decimals: 3 },
  duration_ms: { min: 0, max: 86_400_000 }, // a day
  family: { other: 'other' },
  token: { max: 40 },
  id: { max: 200 },
  email: { max: 254 },
};

/** @param {Pick<Property, 'type' | 'definition'>} property @returns {Definition} with what is standard */
export const completed = ({ type, definition }) => ({ ...standards[type], ...definition });

/** @param {number[]} limits @returns {Bounds} */
const atMost = (...limits) => ({ maxLength: Math.floor(Math.min(...limits)) });

/** @type {Record<string, (definition: Definition, limits: Limits) => Bounds>} */
const bounds = {
  count: ({ min, max }) => ({ minimum: min, maximum: max }),
  number: ({ min, max }) => ({ minimum: min, maximum: max }),
  duration_ms: ({ min, max }) => ({ minimum: min, maximum: max }),
  list: (_, { array }) => ({ maxItems: array }),
  token: ({ max }) => atMost(max),
  hash: ({ length }) => ({ minLength: Math.floor(length), ...atMost(length) }),
  url_base: (_, { string }) => atMost(string),
  id: ({ max, format }) => atMost(max, format === 'slug' ? slugLength : max),
  email: ({ max }) => atMost(max),
  text: ({ max }, { string }) => atMost(max ?? string, string),
  name: ({ max }, { string }) => atMost(max ?? string, string),
};

/**
 * @param {Property} property
 * @param {Limits} limits of the event that it stands in
 * @returns {Bounds}
 */
export const boundsOf = (property, limits) =>
  bounds[property.type]?.(completed(property), limits) ?? {};

/** To how many decimals a number is rounded. @param {Property} property */
export const decimalsOf = (property) => Math.floor(completed(property).decimals);
