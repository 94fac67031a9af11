/** The plan that canaries are sent under: one event with a property of every type, routes of every kind, and the filter. */

/** The event that it declares. */
export const eventName = 'probe sent';

/** How long the declared hash is; a digest of that length is what such a property is for. */
export const hashLength = 32;

/** Definitions, of which each is a property's; docs/tracking-plan.md lists the types. */
export const declared = {
  bool: { type: 'bool' },
  count: { type: 'count', max: 100_000 },
  number: { type: 'number', min: -1000, max: 1000 },
  duration: { type: 'duration_ms' },
  bucket: { type: 'bucket', edges: [10, 100], labels: ['few', 'some', 'many'] },
  enum: { type: 'enum', values: ['alpha', 'beta'], other: 'other' },
  list: { type: 'list', values: ['alpha', 'beta', 'gamma'] },
  family: { type: 'family', families: { first: ['alpha', 'beta'] }, other: 'other' },
  version: { type: 'version' },
  token: { type: 'token', max: 40 },
  hash: { type: 'hash', length: hashLength },
  'url base': { type: 'url_base' },
  route: { type: 'route' },
  id: { type: 'id' },
  slug: { type: 'id', format: 'slug' },
  text: { type: 'text', max: 200 },
  'text by its length': { type: 'text', max: 200, anonymized: 'length' },
  'text redacted': { type: 'text', max: 200, anonymized: 'redacted' },
  email: { type: 'email' },
  name: { type: 'name' },
  'enum, identified only': { type: 'enum', values: ['alpha', 'beta'], identified_only: true },
};

/** @param {string} label of `declared` */
export const propertyOf = (label) => `planted_${label.replace(/\W+/g, '_')}`;

const properties = Object.fromEntries(
  Object.entries(declared).map(([label, definition]) => [propertyOf(label), definition]),
);

const standing = [propertyOf('token')];

export const canaryPlan = {
  format: 1,
  name: 'canaries',
  version: 1,
  undeclared: 'filter',
  words: [
    'error',
    'failed',
    'found',
    'http',
    'model',
    'not',
    'open',
    'run',
    'timeout',
    'type',
    'v1',
  ],
  routes: [
    { path: '/', surface: 'home' },
    { path: '/w/:workspace', surface: 'workspace' },
    { path: '/w/:workspace/:part(boards|reports)', surface: 'workspace' },
    { path: '/w/:workspace/boards/:board/cards/:card', surface: 'board' },
    { path: '/w/:workspace/files/*', surface: 'files' },
    { path: '/settings/:section(profile|billing)', surface: 'settings' },
    { path: '/*', surface: 'elsewhere' },
  ],
  properties,
  standing,
  events: {
    [eventName]: {
      category: 'probes',
      properties: Object.keys(properties).filter((name) => !standing.includes(name)),
    },
  },
};
