/** Canaries: tokens, passwords, cookies; what opens something, or recognises somebody again. */
import { alnum, secret, urlSafe } from './canary-families-keys.js';
import { account, company } from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();

/** @param {unknown} value */
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param {Random} random */
function jwt(random) {
  const { login } = account(random);
  const header = base64url({ alg: random.pick(['HS256', 'RS256', 'ES256']), typ: 'JWT' });
  const claims = base64url({ sub: login, iat: 1_700_000_000 + random.below(9e7), iss: 'auth' });
  const signature = random.bytes(32).toString('base64url');
  return { value: `${header}.${claims}.${signature}`, claims, signature, login };
}

/**
 * Lines of 64, as PEM has them.
 * @param {Random} random
 * @param {number} count of full lines
 */
const armour = (random, count) =>
  Array.from({ length: count }, () => random.bytes(48).toString('base64'));

/** @param {Random} random */
function password(random) {
  const word = random.text(lower, random.between(5, 8));
  return random.pick([
    `${word[0].toUpperCase()}${word.slice(1)}${random.between(1970, 2026)}!`,
    `${word}@${random.digits(3)}`,
    random.text(`${alnum}!@#$%^&*()-+=`, random.between(12, 20)),
    [1, 2, 3].map(() => random.text(lower, random.between(4, 7))).join('-'),
  ]);
}

/** @type {Families} */
export const tokenFamilies = {
  JWT: (random) => {
    const { value, claims, signature, login } = jwt(random);
    return { value, canaries: [claims, signature, login] };
  },
  'bearer header': (random) => {
    const body = random.text(urlSafe, random.between(20, 60));
    return secret(
      `${random.pick(['Bearer', 'bearer', 'Authorization: Bearer', 'token'])} ${body}`,
      body,
    );
  },
  'basic header': (random) => {
    const { login, canaries } = account(random);
    const pass = random.text(alnum, 12);
    const value = `Basic ${Buffer.from(`${login}:${pass}`).toString('base64')}`;
    return { value, canaries: [value.slice(6), pass, ...canaries] };
  },
  'private key block': (random) => {
    const kind = random.pick([
      'RSA PRIVATE KEY',
      'EC PRIVATE KEY',
      'OPENSSH PRIVATE KEY',
      'PRIVATE KEY',
    ]);
    const lines = armour(random, random.pick([3, 8, 13]));
    const value = [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join('\n');
    return { value, canaries: [lines[0], lines[1], lines[lines.length - 1]] };
  },
  'public key line': (random) => {
    const { login, canaries } = account(random);
    const body = `AAAAC3NzaC1lZDI1NTE5AAAAI${random.bytes(32).toString('base64').slice(0, 43)}`;
    return {
      value: `ssh-ed25519 ${body} ${login}@laptop`,
      canaries: [body.slice(25), ...canaries],
    };
  },
  password: (random) => secret(password(random)),
  'password in a line': (random) => {
    const body = password(random);
    const name = random.pick([
      'password=',
      'PASSWORD: ',
      'pwd=',
      'my password is ',
      'secret: ',
      'DB_PASS=',
    ]);
    return secret(name + body, body);
  },
  'connection string': (random) => {
    const { login, canaries } = account(random);
    const { slug } = company(random);
    const pass = random.text(alnum, 14);
    const scheme = random.pick(['postgres', 'mysql', 'mongodb+srv', 'redis', 'amqps']);
    const value = `${scheme}://${login}:${pass}@db.${slug}.internal:5432/${slug}`;
    return { value, canaries: [pass, slug, ...canaries] };
  },
  'webhook address': (random) => {
    const body = random.text(alnum, 24);
    const place = `T0${random.text(upper, 8)}/B0${random.text(upper, 8)}`;
    return { value: `https://hooks.slack.com/services/${place}/${body}`, canaries: [body, place] };
  },
  'one-time password secret': (random) => {
    const { login, canaries } = account(random);
    const body = random.text(`${upper}234567`, 32);
    return {
      value: `otpauth://totp/App:${login}?secret=${body}&issuer=App`,
      canaries: [body, ...canaries],
    };
  },
  'recovery code': (random) => {
    const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
    return secret(
      `${random.text(alphabet, 4)}-${random.text(alphabet, 4)}-${random.text(alphabet, 4)}`,
    );
  },
  'session id': (random) =>
    secret(
      random.pick([
        random.text(`${lower}0123456789`, 26),
        random.text('0123456789ABCDEF', 32),
        `s:${random.text(urlSafe, 32)}.${random.text(alnum, 43)}`,
      ]),
    ),
  'device fingerprint': (random) =>
    secret(random.pick([random.hex(32), random.hex(20), `fp_${random.text(alnum, 20)}`])),
  'analytics cookie': (random) => {
    const [client, time] = [random.digits(random.pick([9, 10])), `17${random.digits(8)}`];
    return { value: `_ga=GA1.2.${client}.${time}`, canaries: [client, time] };
  },
  'cookie header': (random) => {
    const session = random.text(alnum, 26);
    const { login, canaries } = account(random);
    return {
      value: `theme=dark; sid=${session}; user=${login}; lang=en`,
      canaries: [session, ...canaries],
    };
  },
  'license key': (random) =>
    secret([1, 2, 3, 4, 5].map(() => random.text(`${upper}0123456789`, 5)).join('-')),
};
