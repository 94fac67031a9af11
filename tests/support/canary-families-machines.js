/** Canaries: networks and machines. */
import { account, company } from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */
/** @typedef {import('./canaries.js').Instance} Instance */

/** @param {string} value @returns {Instance} */
const whole = (value) => ({ value, canaries: [value] });

/** @param {Random} random */
const ipv4 = (random) =>
  [
    random.between(11, 223),
    random.between(10, 255),
    random.between(10, 255),
    random.between(10, 254),
  ].join('.');

/** @param {Random} random @param {number} groups */
const hexGroups = (random, groups) => Array.from({ length: groups }, () => random.hex(4)).join(':');

/** @type {Families} */
export const networkFamilies = {
  IPv4: (random) => whole(ipv4(random)),
  'IPv4 with port or mask': (random) => {
    const address = ipv4(random);
    return {
      value: random.pick([
        `${address}:8443`,
        `${address}/24`,
        `http://${address}/`,
        `::1, ${address}`,
      ]),
      canaries: [address],
    };
  },
  'IPv6, full': (random) => whole(`2${random.hex(3)}:${hexGroups(random, 7)}`),
  'IPv6, compressed': (random) => {
    const tail = hexGroups(random, 3);
    return {
      value: random.pick([
        `2001:db8::${tail}`,
        `fe80::${tail}%eth0`,
        `[2a02:${random.hex(3)}::${tail}]:443`,
      ]),
      canaries: [tail],
    };
  },
  'IPv6 with IPv4 inside': (random) => {
    const address = ipv4(random);
    return { value: `::ffff:${address}`, canaries: [address] };
  },
  'MAC address': (random) => {
    const digits = random.hex(12);
    const pairs = digits.match(/../g) ?? [];
    const value = random.pick([
      pairs.join(':'),
      pairs.join('-').toUpperCase(),
      digits.replace(/(.{4})(?=.)/g, '$1.'),
      digits.toUpperCase(),
    ]);
    return { value, canaries: [digits] };
  },
  'host of an internal machine': (random) => {
    const { slug } = company(random);
    const { login, canaries } = account(random);
    return random.pick(
      [
        { value: `db-0${random.between(1, 9)}.corp.${slug}.internal`, canaries: [slug] },
        { value: `${login.replace(/[._]/g, '-')}-macbook-pro.local`, canaries: canaries.slice(1) },
        { value: `jenkins.${slug}.lan:8080`, canaries: [slug] },
        { value: `DESKTOP-${random.text('ABCDEFGHJKMNPQRSTUVWXYZ23456789', 7)}`, canaries: [] },
        { value: `ip-${ipv4(random).replaceAll('.', '-')}.ec2.internal`, canaries: [] },
      ].map(({ value, canaries: found }) => ({
        value,
        canaries: found.length ? found : [value.replace(/\.ec2.*|DESKTOP-/g, '')],
      })),
    );
  },
  'container or pod': (random) => {
    const { slug } = company(random);
    const short = random.text('bcdfghjklmnpqrstvwxz2456789', 5);
    return random.pick(
      [
        { value: `${slug}-api-${random.hex(10)}-${short}`, canaries: [slug] },
        { value: random.hex(12), canaries: [] },
        { value: `registry.${slug}.com/web:${random.hex(7)}`, canaries: [slug] },
      ].map(({ value, canaries }) => ({ value, canaries: canaries.length ? canaries : [value] })),
    );
  },
  'user agent': (random) => {
    const build = `${random.between(90, 140)}.0.${random.between(4000, 7200)}.${random.between(10, 220)}`;
    const system = random.pick([
      'Windows NT 10.0; Win64; x64',
      'X11; Linux x86_64',
      'Macintosh; Intel Mac OS X 10_15_7',
      'Linux; Android 14; SM-S918B',
    ]);
    return {
      value: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${build} Safari/537.36`,
      canaries: [build, 'AppleWebKit'],
    };
  },
  'account in a directory': (random) => {
    const { login, canaries } = account(random);
    const { slug } = company(random);
    const number = random.digits(10);
    return random.pick([
      { value: `CN=${login},OU=Staff,DC=${slug},DC=com`, canaries: [slug, ...canaries] },
      { value: `${slug.toUpperCase()}\\${login}`, canaries: [slug, ...canaries] },
      {
        value: `S-1-5-21-${number}-${random.digits(9)}-${random.digits(9)}-1104`,
        canaries: [number],
      },
    ]);
  },
};
