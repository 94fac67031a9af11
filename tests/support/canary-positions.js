/** Where canaries are planted: every place of an event, of a path and of a request that a caller can fill. */
import { benignPairs } from './benign-values.js';
import { declared, eventName, hashLength, propertyOf } from './canary-plan.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {string | number} Planted */
/** @typedef {(planted: Planted, random: Random) => Record<string, unknown>} PlantProperties */

/**
 * @typedef {object} Position
 * @property {'event' | 'path' | 'request'} kind what `plant` makes: an event, a path, or members of a request's body
 * @property {(planted: Planted, random: Random) => any} plant
 * @property {RegExp} [lawful] texts that this place exists to carry, and that are therefore no leak there
 */

/** @param {PlantProperties} plant @param {RegExp} [lawful] @returns {Position} */
const among = (plant, lawful) => ({
  kind: 'event',
  plant: (planted, random) => ({ event: eventName, properties: plant(planted, random) }),
  lawful,
});

/** @param {(planted: string, random: Random) => string} plant @returns {Position} */
const asPath = (plant) => ({
  kind: 'path',
  plant: (planted, random) => plant(String(planted), random),
});

/** @param {PlantProperties} plant members of the only event @param {RegExp} [lawful] @returns {Position} */
const inRequestEvent = (plant, lawful) => ({
  kind: 'request',
  plant: (planted, random) => ({ event: plant(planted, random) }),
  lawful,
});

/** @param {PlantProperties} plant members of the body @param {RegExp} [lawful] @returns {Position} */
const inRequest = (plant, lawful) => ({
  kind: 'request',
  plant: (planted, random) => ({ body: plant(planted, random) }),
  lawful,
});

const keys = [...new Set(benignPairs.map(({ key }) => key))];

/**
 * @param {unknown} value
 * @param {Random} random
 * @param {boolean} arrays whether some levels are arrays
 */
function nest(value, random, arrays) {
  let nested = value;
  for (let depth = random.between(1, 6); depth > 0; depth--) {
    nested = arrays && random.chance(0.5) ? [nested] : { [random.pick(keys)]: nested };
  }
  return nested;
}

/** What stands at a key that is itself planted. */
const neighbours = [1, true, 'open', { count: 2 }, ['list']];

/** @type {Record<string, Position>} */
const undeclaredPositions = {
  'a benign key': among((planted, random) => ({ [random.pick(keys)]: planted })),
  'a benign key among others': among((planted, random) => ({
    status: 'open',
    [random.pick(keys)]: planted,
    page: 3,
  })),
  'nested in objects': among((planted, random) => ({
    [random.pick(keys)]: nest(planted, random, false),
  })),
  'nested in objects and arrays': among((planted, random) => ({
    [random.pick(keys)]: nest(planted, random, true),
  })),
  'an array': among((planted, random) => ({
    [random.pick(keys)]: random.pick([[planted], ['open', planted, 3], [[planted]]]),
  })),
  'an object of an array': among((planted, random) => ({
    [random.pick(keys)]: [{ status: 'open' }, { [random.pick(keys)]: planted }],
  })),
  'a key': among((planted, random) => ({ [String(planted)]: random.pick(neighbours) })),
  'a nested key': among((planted, random) => ({
    [random.pick(keys)]: nest({ [String(planted)]: random.pick(neighbours) }, random, true),
  })),
  'part of a key': among((planted, random) => {
    const key = random.pick([
      `clicks_${planted}`,
      `${planted}_count`,
      `has_${planted}`,
      `${planted}.status`,
      `is_${planted}_enabled`,
    ]);
    return { [key]: random.pick([1, true, 'open']) };
  }),
};

/** @type {Record<string, Position>} */
const declaredPositions = {
  ...Object.fromEntries(
    Object.keys(declared).map((label) => [
      `declared ${label}`,
      among((planted) => ({ [propertyOf(label)]: planted })),
    ]),
  ),
  'declared hash': among(
    (planted) => ({ [propertyOf('hash')]: planted }),
    new RegExp(`^\\s*[0-9a-f]{${hashLength}}\\s*$`),
  ),
  'inside a declared property': among((planted, random) => ({
    [propertyOf(random.pick(Object.keys(declared)))]: random.pick([
      [planted],
      { value: planted },
      { [String(planted)]: 1 },
    ]),
  })),
  'part of a declared url base': among((planted, random) => {
    const base = 'https://api.example.com/v1';
    const address = random.pick([
      `${base}/${planted}`,
      `${base}/${encodeURIComponent(planted)}/models`,
      `https://${planted}.example.com/v1`,
      `${base}?key=${planted}`,
      `${base}#${planted}`,
      `https://${planted}@api.example.com/v1`,
    ]);
    return { [propertyOf('url base')]: address };
  }),
  'part of a declared route': among((planted, random) => ({
    [propertyOf('route')]: random.pick([`/w/${planted}`, `/${planted}`, `/w/a/files/${planted}`]),
  })),
  'member of a declared list': among((planted) => ({ [propertyOf('list')]: ['alpha', planted] })),
};

/** @type {Record<string, Position>} */
const corePositions = {
  'a property of the page': among((planted, random) => {
    const key = random.pick(['surface', 'route_shape', 'part', 'section', 'viewport_class']);
    return { [key]: planted };
  }),
  'a route shape': among((planted, random) => ({
    route_shape: random.pick([`/w/${planted}`, `/w/:workspace/${planted}`, `/:${planted}`]),
  })),
  'a property of the core': among((planted, random) => {
    const key = random.pick(['anonymized', 'distinct_id', '$ip', '$current_url', '$set', 'uuid']);
    return { [key]: planted };
  }),
  'the name of an event': {
    kind: 'event',
    plant: (planted, random) => ({
      event: random.pick([String(planted), `${eventName} ${planted}`, `${planted} clicked`]),
      properties: {},
    }),
  },
};

/** @type {Record<string, Position>} */
const pathPositions = {
  'a path': asPath((planted, random) =>
    random.pick([
      planted,
      `/${planted}`,
      `/w/${planted}`,
      `/w/${planted}/boards`,
      `/w/acme/${planted}`,
      `/w/acme/files/${planted}/x`,
      `/settings/${planted}`,
      `/w/a/boards/${planted}/cards/${planted}`,
      `/unknown/${planted}/${planted}`,
      `/w/a?${planted}`,
      `/w/a#${planted}`,
    ]),
  ),
  'a path, percent-encoded': asPath(
    (planted, random) =>
      random.pick(['/w/', '/', '/w/a/boards/', '/settings/', '/w/a/files/']) +
      encodeURIComponent(planted),
  ),
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of these years, in seconds, milliseconds or ISO 8601. */
const time = /^20[12]\d-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$|^1[67]\d{8}(\d{3})?$/;

/** @type {Record<string, Position>} */
const requestPositions = {
  "an event's uuid": inRequestEvent((planted) => ({ uuid: planted }), uuid),
  "an event's time": inRequestEvent((planted) => ({ occurredAt: planted }), time),
  "an event's other members": inRequestEvent((planted, random) => {
    const key = random.pick(['distinct_id', 'timestamp', '$set', 'category', 'ip', planted]);
    return { [key]: planted };
  }),
  'the anonymous id': inRequest(
    (planted, random) => ({ anonymousDistinctId: random.pick([planted, `anon_${planted}`]) }),
    uuid,
  ),
  "a batch's time": inRequest((planted) => ({ sentAt: planted }), time),
  "a batch's other members": inRequest((planted, random) => {
    const key = random.pick(['schema', 'plan', 'api_key', 'user', planted]);
    return { [key]: planted };
  }),
};

/** @type {Record<string, Position>} */
export const positions = {
  ...undeclaredPositions,
  ...declaredPositions,
  ...corePositions,
  ...pathPositions,
  ...requestPositions,
};

export const positionNames = Object.keys(positions);
