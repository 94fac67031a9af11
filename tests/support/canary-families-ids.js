/** Canaries: identifiers as databases, services and libraries make them. */
import { company } from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const base36 = digits + lower;
const base62 = base36 + upper;
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const rfc4648 = `${upper}234567`;
const urlSafe = `${base62}_-`;

/**
 * @param {string} value
 * @param {string} [body] what of it is random; its two ends are looked for too, as half an id is still one
 */
function id(value, body = value) {
  const ends = body.length >= 20 ? [body.slice(0, 10), body.slice(-10)] : [];
  return { value, canaries: [body, ...ends] };
}

/**
 * @param {string} body
 * @param {string} before
 * @param {string} [after]
 */
const inside = (body, before, after = '') => id(before + body + after, body);

/** @param {Random} random milliseconds since 1970, of the last years */
const moment = (random) => 1_650_000_000_000 + Math.floor(random.next() * 120_000_000_000);

/**
 * @param {Random} random
 * @param {number} version
 * @param {string} [start] the first digits
 */
function uuid(random, version, start = '') {
  const hex = start + random.hex(32 - start.length);
  const variant = random.pick('89ab');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    version + hex.slice(13, 16),
    variant + hex.slice(17, 20),
    hex.slice(20),
  ].join('-');
}

/** @param {Random} random */
const uuid7 = (random) => uuid(random, 7, moment(random).toString(16).padStart(12, '0'));

/** @param {Random} random */
function ulid(random) {
  let time = '';
  for (let left = moment(random); time.length < 10; left = Math.floor(left / 32)) {
    time = crockford[left % 32] + time;
  }
  return time + random.text(crockford, 16);
}

/** @param {Random} random */
const snowflake = (random) => String((BigInt(moment(random)) - 1420070400000n) << 22n);

/** @param {Random} random */
const objectId = (random) =>
  Math.floor(moment(random) / 1000)
    .toString(16)
    .padStart(8, '0') + random.hex(16);

/** Upper- and lower-case letters both, so that it is not a word by chance. */
const mixedCase = (/** @type {Random} */ random, /** @type {number} */ length) => {
  const letters = random.text(lower + upper, length - 2).split('');
  letters.splice(random.below(length - 1), 0, random.pick('bcdfghjkmnpqrtvwxz'));
  letters.splice(random.below(length), 0, random.pick('BCDFGHJKMNPQRTVWXZ'));
  return letters.join('');
};

/** @type {Families} */
export const uuidFamilies = {
  'UUID v1': (random) => id(uuid(random, 1)),
  'UUID v3': (random) => id(uuid(random, 3)),
  'UUID v4': (random) => id(uuid(random, 4)),
  'UUID v5': (random) => id(uuid(random, 5)),
  'UUID v6': (random) => id(uuid(random, 6, '1ef')),
  'UUID v7': (random) => id(uuid7(random)),
  'UUID v8': (random) => id(uuid(random, 8)),
  'UUID nearly nil': (random) => {
    const last = `0000000${random.hex(5)}`;
    return { value: `00000000-0000-0000-0000-${last}`, canaries: [last.slice(2)] };
  },
  'UUID without hyphens': (random) => id(uuid(random, 4).replaceAll('-', '')),
  'UUID upper case': (random) => id(uuid(random, 4).toUpperCase()),
  'UUID in braces': (random) => inside(uuid(random, 4), '{', '}'),
  'UUID as URN': (random) => inside(uuid(random, 4), 'urn:uuid:'),
  'UUID behind a prefix': (random) =>
    inside(uuid(random, 4), random.pick(['user-', 'org_', 'doc:'])),
};

/** @type {Families} */
export const libraryIdFamilies = {
  ULID: (random) => id(ulid(random)),
  KSUID: (random) => id(`2${random.text(base62, 26)}`),
  XID: (random) => id(random.text('0123456789abcdefghijklmnopqrstuv', 20)),
  cuid: (random) => id(`c${moment(random).toString(36)}${random.text(base36, 16)}`),
  cuid2: (random) => id(random.pick(lower) + random.text(base36, 23)),
  'nanoid of 21': (random) => id(random.text(urlSafe, 21)),
  'nanoid of 10': (random) => id(random.text(urlSafe, 10)),
  'nanoid of consonants and digits': (random) => id(random.text('346789bcdfghjkmnpqrtwxyz', 12)),
  'nanoid of lower case letters': (random) => id(random.text(lower, random.between(10, 16))),
  'nanoid of hex digits': (random) => id(random.hex(random.between(9, 15))),
  ObjectId: (random) => id(objectId(random)),
  TypeID: (random) => {
    const suffix = ulid(random).toLowerCase();
    return id(`${random.pick(['user', 'org', 'invoice', 'api_key'])}_${suffix}`, suffix);
  },
  'Firebase push id': (random) => id(`-${random.pick('NO')}${random.text(urlSafe, 18)}`),
  'Firebase user id': (random) => id(random.text(base62, 28)),
  'snowflake as text': (random) => id(snowflake(random)),
  'snowflake as number': (random) => {
    const value = Number(snowflake(random));
    return { value, canaries: [String(value)] };
  },
  'base58 id': (random) => id(random.text(base58, random.between(11, 22))),
  'base36 id': (random) => id(random.text(base36, random.between(8, 13))),
  'base32 id': (random) =>
    id(random.text(random.pick([crockford, rfc4648]), random.between(10, 26))),
  hashid: (random) =>
    id(
      random.text(
        'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789',
        random.between(6, 12),
      ),
    ),
  'sqid of 4-8 letters': (random) => id(mixedCase(random, random.between(4, 8))),
  'short id of consonants': (random) =>
    id(random.text('bcdfghjklmnpqrstvwxz', random.between(5, 9))),
};

const stripePrefixes = [
  'cus',
  'sub',
  'pi',
  'ch',
  'in',
  'price',
  'prod',
  'evt',
  'pm',
  'si',
  'seti',
  'acct',
];
const shopifyKinds = ['Order', 'Customer', 'Product', 'Checkout', 'ProductVariant'];

/** @type {Families} */
export const serviceIdFamilies = {
  'Stripe-like id': (random) => {
    const body = random.text(base62, random.pick([14, 24]));
    return id(`${random.pick(stripePrefixes)}_${body}`, body);
  },
  'Slack id': (random) =>
    id(random.pick('UTCDBWG') + random.pick(['0', '02', '06']) + random.text(upper + digits, 8)),
  'Shopify gid': (random) => {
    const number = random.digits(random.between(9, 14));
    return id(`gid://shopify/${random.pick(shopifyKinds)}/${number}`, number);
  },
  'GraphQL node id': (random) => {
    const number = random.digits(random.between(7, 9));
    const value = random.pick([
      Buffer.from(`04:User${number}`).toString('base64'),
      `U_kgDO${random.text(urlSafe, 8)}`,
      `R_kgDO${random.text(urlSafe, 8)}`,
      Buffer.from(`Project:${number}`).toString('base64'),
    ]);
    return { value, canaries: [value] };
  },
  'subject of an identity provider': (random) => {
    const number = random.digits(21);
    const hex = random.hex(24);
    return random.pick([
      id(`auth0|${hex}`, hex),
      id(`google-oauth2|${number}`, number),
      id(`github|${number.slice(0, 8)}`, number.slice(0, 8)),
    ]);
  },
  'AWS resource name': (random) => {
    const number = random.digits(12);
    const resource = random.pick(['role/deploy', 'user/ops', 'instance-profile/web']);
    return id(`arn:aws:iam::${number}:${resource}`, number);
  },
  'AWS resource id': (random) => {
    const body = random.hex(17);
    return id(`${random.pick(['i', 'vpc', 'subnet', 'sg', 'ami'])}-${body}`, body);
  },
  'Google document id': (random) => id(`1${random.text(urlSafe, 43)}`),
  'video id of 11': (random) => id(random.text(urlSafe, 11)),
  'Salesforce id': (random) =>
    id(`00${random.pick(['1', '3', '5', 'Q', 'D'])}${random.text(base62, random.pick([12, 15]))}`),
  'Airtable id': (random) => {
    const body = random.text(base62, 14);
    return id(random.pick(['rec', 'app', 'tbl', 'viw', 'usr']) + body, body);
  },
  'page slug with id': (random) => {
    const hex = random.hex(32);
    return id(`meeting-notes-${hex}`, hex);
  },
  'short link': (random) => id(mixedCase(random, 5) + random.text(digits, 2)),
  'wallet address': (random) =>
    random.chance(0.5)
      ? id(`0x${random.hex(40)}`)
      : id(`bc1q${random.text('023456789acdefghjklmnpqrstuvwxyz', 38)}`),
  'trace context': (random) => {
    const trace = random.hex(32);
    return id(`00-${trace}-${random.hex(16)}-01`, trace);
  },
  'shipment number': (random) =>
    id(`1Z${random.text(upper + digits, 6)}${random.text(digits, 10)}`),
};

/** @type {Families} */
export const numberIdFamilies = {
  'database id': (random) => id(random.digits(random.between(5, 12))),
  'database id behind a word': (random) => {
    const number = random.digits(random.between(5, 9));
    const word = random.pick(['user', 'usr', 'order', 'org', 'account', 'team', 'project', 'inv']);
    return id(`${word}${random.pick(['-', '_', '/', '#', ':', ''])}${number}`, number);
  },
  'order number': (random) => {
    const number = random.digits(6);
    return id(
      `${random.pick(['ORD', 'INV', 'RMA', 'PO'])}-${random.between(2019, 2026)}-${number}`,
      number,
    );
  },
  'ticket key': (random) => {
    const project = random.text(upper, random.between(3, 5));
    const number = random.digits(random.between(3, 5));
    return id(`${project}-${number}`);
  },
  'customer number of a company': (random) => {
    const { slug, canaries } = company(random);
    return { value: `${slug}-${random.digits(4)}`, canaries };
  },
};
