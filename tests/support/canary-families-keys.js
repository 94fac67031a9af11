/** Canaries: keys whose makers let them be recognised by a prefix, and digests. */
import { createHash } from 'node:crypto';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */
/** @typedef {import('./canaries.js').Instance} Instance */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
export const alnum = `${lower}${upper}0123456789`;
export const urlSafe = `${alnum}_-`;

/**
 * @param {string} value
 * @param {string} [body] what of it is random; its two ends are looked for too
 * @returns {Instance}
 */
export function secret(value, body = value) {
  const ends = body.length >= 20 ? [body.slice(0, 10), body.slice(-10)] : [];
  return { value, canaries: [body, ...ends] };
}

/**
 * @param {Random} random
 * @param {string} algorithm
 * @param {import('node:crypto').BinaryToTextEncoding} [encoding]
 */
const digest = (random, algorithm, encoding = 'hex') =>
  createHash(algorithm).update(random.bytes(16)).digest(encoding);

/**
 * Prefix, alphabet and length of the random part of keys whose makers let them be recognised.
 * @type {Record<string, [string, string, number][]>}
 */
const prefixes = {
  'payment key': [
    ['sk_live_', alnum, 24],
    ['rk_live_', alnum, 24],
    ['pk_test_', alnum, 24],
    ['sk_test_', alnum, 99],
    ['whsec_', alnum, 32],
    ['sq0atp-', urlSafe, 22],
    ['shpat_', '0123456789abcdef', 32],
  ],
  'code host key': [
    ['ghp_', alnum, 36],
    ['gho_', alnum, 36],
    ['ghs_', alnum, 36],
    ['github_pat_11', alnum, 80],
    ['glpat-', urlSafe, 20],
    ['ATBB', alnum, 32],
    ['dckr_pat_', urlSafe, 27],
  ],
  'chat service key': [
    ['xoxb-', '0123456789', 12],
    ['xoxp-', alnum, 40],
    ['xapp-1-A', `${upper}0123456789`, 10],
    ['xoxe.xoxp-1-', urlSafe, 60],
  ],
  'cloud key': [
    ['AKIA', `${upper}234567`, 16],
    ['ASIA', `${upper}234567`, 16],
    ['AIza', urlSafe, 35],
    ['ya29.', urlSafe, 60],
    ['GOCSPX-', urlSafe, 28],
    ['dop_v1_', '0123456789abcdef', 64],
    ['dapi', '0123456789abcdef', 32],
  ],
  'model provider key': [
    ['sk-proj-', urlSafe, 48],
    ['sk-', alnum, 48],
    ['sk-ant-api03-', urlSafe, 93],
    ['hf_', alnum, 34],
    ['gsk_', alnum, 52],
    ['r8_', alnum, 37],
    ['pplx-', alnum, 48],
    ['tvly-', alnum, 32],
  ],
  'package registry key': [
    ['npm_', alnum, 36],
    ['pypi-AgEI', urlSafe, 60],
    ['rubygems_', '0123456789abcdef', 48],
    ['oy2', lower, 43],
  ],
  'service key': [
    ['SG.', urlSafe, 22],
    ['key-', '0123456789abcdef', 32],
    ['lin_api_', alnum, 40],
    ['ntn_', alnum, 46],
    ['figd_', urlSafe, 40],
    ['phx_', alnum, 43],
    ['sntrys_', alnum, 60],
    ['PMAK-', '0123456789abcdef', 24],
    ['AGE-SECRET-KEY-1', `${upper}023456789`, 58],
    ['EAAC', alnum, 80],
  ],
};

/** @type {Families} */
export const prefixedKeyFamilies = Object.fromEntries(
  Object.entries(prefixes).map(([name, rows]) => [
    name,
    (/** @type {Random} */ random) => {
      const [prefix, alphabet, length] = random.pick(rows);
      const body = random.text(alphabet, length);
      return secret(prefix + body, body);
    },
  ]),
);

/** @type {Families} */
export const digestFamilies = {
  'md5 digest': (random) => secret(digest(random, 'md5')),
  'sha1 digest': (random) => secret(digest(random, 'sha1')),
  'sha256 digest': (random) => secret(digest(random, 'sha256')),
  'sha512 digest': (random) => secret(digest(random, 'sha512')),
  'digest in base64': (random) => secret(digest(random, random.pick(['sha1', 'sha256']), 'base64')),
  'abbreviated digest': (random) => secret(digest(random, 'sha1').slice(0, random.between(7, 12))),
  'named digest': (random) => {
    const hex = digest(random, 'sha256');
    return secret(`${random.pick(['sha256:', 'sha256-', 'md5:', 'W/"'])}${hex}`, hex);
  },
  'password hash': (random) => {
    const body = random.text(`${alnum}./`, 53);
    return secret(`$2b$${random.pick(['10', '12'])}$${body}`, body);
  },
};
