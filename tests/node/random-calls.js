// Calls of the core made up at random: events, requests, paths and sessions of the plans that the vectors use.
import { mulberry32 } from './mutated-json.js';

/**
 * A call by name, with its texts and numbers.
 * @typedef {[string, ...(string | Uint8Array | number)[]]} Call
 */
/** @typedef {(below: number) => number} Random */

const words = [
  '',
  'a',
  'alpha',
  'run_failed',
  'TypeError',
  'claude-opus-4-8',
  'gpt-5',
  '1.2.3',
  'v2.0.0-beta.1',
  'deadbeef',
  'https://user:pw@api.example.com:8443/v1/?q=1#f',
  '/w/acme/apps/507f1f77bcf86cd799439011',
  'ann@example.com',
  'Ann Smith',
  '+49 151 23456789',
  '8d5c1a2b-0035-4c62-9f14-1ad4215736a5',
  '192.168.1.17',
  'C:\\Users\\ann',
  '2025-11-20',
  'caf\u00e9',
  '\u{1f600}',
  'a\u200bb',
  '\uff41\uff42',
  'x'.repeat(70),
  'acme',
  'tab\tquote"back\\slash\u0001',
];
const keys = [
  ...['a', 'kind', 'userId', 'owner_emails', 'grid', 'file_count', 'has_email', 'x1', 'page_url'],
  ...['$set', '__proto__', 'constructor', 'anonymized', 'surface', 'route_shape', 'viewport_class'],
];
const segments = [
  ...['w', 'acme', 'apps', 'settings', 'members', 'docs', '', '.', '..', '%2F', '%252e', 'a;b=c'],
  ...[
    '507f1f77bcf86cd799439011',
    ':workspace',
    'agents',
    'library',
    'x?q=1',
    '#h',
    'caf\u00e9',
    '*',
  ],
];

/** A double of any bits. @param {Random} random */
function anyDouble(random) {
  const bits = new Uint32Array([random(2 ** 32), random(2 ** 32)]);
  const [value] = new Float64Array(bits.buffer);
  return Number.isFinite(value) ? value : random(100);
}

/**
 * The text of a JSON number, in one of the many ways to write one.
 * @param {Random} random
 */
export function numberText(random) {
  const forms = [
    () => String(random(100)),
    () => String(random(2 ** 32) - 2 ** 31),
    () => String(random(1_000_000) / 10 ** random(7)),
    () => JSON.stringify(anyDouble(random)),
    () => anyDouble(random).toExponential(random(20)),
    () => `${random(1000)}.${random(1_000_000)}e${random(2) ? '-' : '+'}${random(30)}`,
    () => `${1 + random(9)}${'0123456789'.repeat(1 + random(3))}`,
    () => `-0.${'0'.repeat(random(10))}${random(1000)}`,
  ];
  return forms[random(forms.length)]();
}

/**
 * The text of a JSON string, some of its characters as escapes.
 * @param {Random} random
 * @param {string} value
 */
export function stringText(random, value) {
  const units = [...JSON.stringify(value).slice(1, -1)].map((unit) =>
    random(8) === 0 && /[a-z]/.test(unit)
      ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
      : unit,
  );
  // What stands behind a backslash belongs to it.
  return /\\/.test(value) || /["\p{Cc}]/u.test(value)
    ? JSON.stringify(value)
    : `"${units.join('')}"`;
}

/**
 * The text of a JSON value.
 * @param {Random} random
 * @param {number} depth how deep it may yet go
 * @param {readonly string[]} [pool] what its strings are made of
 * @returns {string}
 */
export function valueText(random, depth, pool = words) {
  const word = () => pool[random(pool.length)];
  /** @type {(() => string)[]} */
  const forms = [
    () => numberText(random),
    () => numberText(random),
    () => stringText(random, word()),
    () => stringText(random, word() + word()),
    () => ['true', 'false', 'null'][random(3)],
    () => `[${Array.from({ length: random(4) }, () => valueText(random, depth - 1, pool))}]`,
    () => objectText(random, keys, depth - 1, pool),
  ];
  return forms[random(depth > 0 ? forms.length : 5)]();
}

/**
 * @param {Random} random
 * @param {readonly string[]} names each used once at most
 * @param {number} depth
 * @param {readonly string[]} [pool]
 */
function objectText(random, names, depth, pool = words) {
  const chosen = new Set(Array.from({ length: random(7) }, () => names[random(names.length)]));
  const members = [...chosen].map(
    (name) => `${JSON.stringify(name)}:${valueText(random, depth, pool)}`,
  );
  return `{${members.join(random(5) ? ',' : ' ,\n')}}`;
}

/** @param {any} plan its JSON, parsed */
const namesOf = (plan) => ({
  events: Object.keys(plan.events),
  properties: [...Object.keys(plan.properties ?? {}), ...keys],
});

/**
 * @param {Random} random
 * @param {ReturnType<typeof namesOf>} names
 */
function eventText(random, { events, properties }) {
  const event = random(20) ? events[random(events.length)] : words[random(words.length)];
  return `{"event":${stringText(random, event)},"properties":${objectText(random, properties, 3)}}`;
}

/** @param {Random} random */
function pathText(random) {
  const path = Array.from({ length: random(7) }, () => segments[random(segments.length)]);
  return `${random(10) ? '/' : ''}${path.join('/')}${random(5) ? '' : '/'}`;
}

/** @param {Random} random @param {ReturnType<typeof namesOf>} names @returns {Call} */
function verifyCall(random, names) {
  const mode = ['anonymized', 'identified', 'off', ''][random(4)];
  const context = {
    mode,
    format: ['posthog', 'wire'][random(2)],
    distinctId: words[random(words.length)],
    identity: { user_id: 'u1', email: 'ann@example.com' },
    tenants: [{ workspace_id: 'acme' }, { workspace_id: 'b' }].slice(random(3)),
    properties: { release_version: words[random(words.length)], auth_mode: null },
  };
  const events = Array.from({ length: random(4) }, () => {
    const uuid = random(3) ? '8d5c1a2b-0035-4c62-9f14-1ad4215736a5' : words[random(words.length)];
    const time = [1763640000000, '2025-11-20T11:00:00.000Z', -1, 'now'][random(4)];
    const head = `{"uuid":${JSON.stringify(uuid)},"occurredAt":${JSON.stringify(time)},`;
    return head + eventText(random, names).slice(1);
  });
  const id = random(2) ? '"anonymousDistinctId":"anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5",' : '';
  const body = random(4) ? `{${id}"batch":[${events.join(',')}]}` : eventText(random, names);
  return ['verify', JSON.stringify(context), body];
}

/** @param {Random} random @param {ReturnType<typeof namesOf>} names @returns {Call} */
function sessionCall(random, names) {
  const settings = ['shareUsageData', 'anonymizeUsageData', 'recordScreen', 'dismissed'];
  /** @type {(() => Call)[]} */
  const forms = [
    () => ['configure', `{"settings":${objectText(random, settings, 0)}}`],
    () => ['configure', '{"settings":{"shareUsageData":true,"anonymizeUsageData":false}}'],
    () => ['configure', objectText(random, ['enabled', 'gpc', 'settings', 'reload'], 0)],
    () => ['signIn', words[random(words.length)]],
    () => ['signOut'],
    () => ['capture', eventText(random, names)],
    () => ['capture', eventText(random, names)],
    () => ['capture', eventText(random, names)],
    () => ['route', pathText(random), random(3000) - 1],
    () => ['due'],
    () => ['batch', 1 + random(2)],
    () => ['acknowledge', 1 + random(2), [0, 200, 204, 400, 413, 429, 503][random(7)], random(9)],
    () => ['advance', random(100_000)],
    () => ['failStorage', random(2)],
    () => ['count', random(47)],
  ];
  return forms[random(forms.length)]();
}

/**
 * Calls of one core that has opened the plan, the same for the same seed.
 * @param {any} plan its JSON, parsed
 * @param {number} seed
 * @param {number} count
 * @returns {Call[]}
 */
export function randomCalls(plan, seed, count) {
  const random = mulberry32(seed);
  const names = namesOf(plan);
  /** @type {(() => Call)[]} */
  const forms = [
    () => ['explain', eventText(random, names), 1 + random(2)],
    () => ['explain', eventText(random, names), 1 + random(2)],
    () => ['route', pathText(random), random(3000) - 1],
    () => verifyCall(random, names),
    () => sessionCall(random, names),
    () => sessionCall(random, names),
  ];
  return Array.from({ length: count }, () => forms[random(forms.length)]());
}

/**
 * The same, but only what pages ask: their texts come from JSON.stringify, which their build takes for granted.
 * @param {any} plan its JSON, parsed
 * @param {number} seed
 * @param {number} count
 * @returns {Call[]}
 */
export function randomPageCalls(plan, seed, count) {
  const random = mulberry32(seed);
  const names = namesOf(plan);
  return Array.from({ length: count }, () => {
    const [name, ...values] = sessionCall(random, names);
    const json = name === 'capture' || name === 'configure';
    return json ? [name, JSON.stringify(JSON.parse(String(values[0])))] : [name, ...values];
  });
}
