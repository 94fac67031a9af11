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

/** Milliseconds. */
const day = 86_400_000;
const slugLength = 80;

/** @param {number[]} limits @returns {Bounds} */
const atMost = (...limits) => ({ maxLength: Math.floor(Math.min(...limits)) });

/** @type {Record<string, (definition: Definition, limits: Limits) => Bounds>} */
const bounds = {
  count: ({ min = 0, max }) => ({ minimum: min, maximum: max }),
  number: ({ min, max }) => ({ minimum: min, maximum: max }),
  duration_ms: ({ min = 0, max = day }) => ({ minimum: min, maximum: max }),
  list: (_, { array }) => ({ maxItems: array }),
  token: ({ max = 40 }) => atMost(max),
  hash: ({ length }) => ({ minLength: Math.floor(length), ...atMost(length) }),
  url_base: (_, { string }) => atMost(string),
  id: ({ max = 200, format }) => atMost(max, format === 'slug' ? slugLength : max),
  email: ({ max = 254 }) => atMost(max),
  text: ({ max }, { string }) => atMost(max ?? string, string),
  name: ({ max }, { string }) => atMost(max ?? string, string),
};

/**
 * @param {Property} property
 * @param {Limits} limits of the event that it stands in
 * @returns {Bounds}
 */
export const boundsOf = ({ type, definition }, limits) => bounds[type]?.(definition, limits) ?? {};

/** To how many decimals a number is rounded. @param {Property} property */
export const decimalsOf = ({ definition: { decimals = 3 } }) => Math.floor(decimals);
