/** Canaries: people by their names and e-mail addresses. */
import {
  accentedNames,
  account,
  company,
  familyNames,
  givenNames,
  person,
  scriptNames,
} from './canary-families-names.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {import('./canaries.js').Families} Families */

const topLevels = ['com', 'io', 'org', 'de', 'co.uk', 'fr', 'dev', 'ai'];
const mailHosts = ['gmail.com', 'outlook.com', 'yahoo.co.jp', 'gmx.de', 'proton.me', 'icloud.com'];

/** @param {Random} random */
function mailbox(random) {
  const { login, canaries } = account(random);
  const { slug } = company(random);
  const own = `${slug}.${random.pick(topLevels)}`;
  const host = random.chance(0.5) ? own : random.pick(mailHosts);
  return {
    login,
    host,
    value: `${login}@${host}`,
    canaries: host === own ? [...canaries, slug] : canaries,
  };
}

/** @type {Families} */
export const emailFamilies = {
  'e-mail': (random) => {
    const { value, canaries } = mailbox(random);
    return { value, canaries };
  },
  'e-mail with a tag': (random) => {
    const { login, host, canaries } = mailbox(random);
    return { value: `${login}+${random.pick(['news', 'test', 'billing'])}@${host}`, canaries };
  },
  'e-mail at an international domain': (random) => {
    const { login, canaries } = account(random);
    const host = random.pick([
      'bücherei.example',
      'пример.рф',
      '例え.jp',
      'xn--bcherei-n2a.example',
      'straße.de',
    ]);
    return { value: `${login}@${host}`, canaries };
  },
  'e-mail with letters outside ASCII': (random) => {
    const [given, family] = random.pick(accentedNames);
    const value = `${given.toLowerCase()}.${family.toLowerCase()}@${random.pick(mailHosts)}`;
    return { value, canaries: [family] };
  },
  'e-mail, percent-encoded': (random) => {
    const { value, canaries } = mailbox(random);
    return { value: encodeURIComponent(value), canaries };
  },
  'e-mail spelled out': (random) => {
    const { login, canaries } = account(random);
    const { slug } = company(random);
    const [at, dot] = random.pick([
      [' at ', ' dot '],
      ['[at]', '[dot]'],
      ['(at)', '.'],
      [' (AT) ', ' DOT '],
      ['_at_', '_dot_'],
    ]);
    return {
      value: `${login.replace('.', dot)}${at}${slug}${dot}com`,
      canaries: [...canaries.slice(1), slug],
    };
  },
  'e-mail as URI': (random) => {
    const { value, canaries } = mailbox(random);
    return { value: `mailto:${value}?subject=Hi`, canaries };
  },
  'e-mail with a display name': (random) => {
    const { given, family, canaries } = person(random);
    const { value, canaries: own } = mailbox(random);
    return { value: `"${given} ${family}" <${value}>`, canaries: [...canaries, ...own] };
  },
};

/** @param {string} text */
const longWords = (text) => text.split(/[\s/]/).filter((word) => Buffer.byteLength(word) >= 4);

/** @type {Families} */
export const nameFamilies = {
  'given name': (random) => {
    const name = random.pick(givenNames);
    const second = random.chance(0.3) ? `-${random.pick(givenNames)}` : '';
    return { value: name + second, canaries: [name] };
  },
  'family name': (random) => {
    const name = random.pick(familyNames);
    const before = random.pick(['', '', '', 'Mc', "O'", 'van ', 'de la ', 'von ']);
    return { value: before + name, canaries: [name] };
  },
  'full name': (random) => {
    const { given, family, canaries } = person(random);
    return { value: `${given} ${family}`, canaries };
  },
  'full name with more to it': (random) => {
    const { given, family, canaries } = person(random);
    const value = random.pick([
      `Dr. ${given} ${family}`,
      `${given} ${random.text('ABCDEFGHJKLMNPRSTW', 1)}. ${family}`,
      `Mr ${family}, ${given}`,
      `${given} ${family} (she/her)`,
      `${given} ${family} Jr.`,
      `Prof. ${given} ${family}-${random.pick(familyNames)}`,
    ]);
    return { value, canaries };
  },
  'name with diacritics': (random) => {
    const [given, family] = random.pick(accentedNames);
    const second = random.pick(accentedNames)[1];
    return {
      value: random.pick([`${given} ${family}`, family, `${given} ${family}-${second}`]),
      canaries: [family],
    };
  },
  'name in another script': (random) => {
    const value = random.pick(scriptNames) + random.pick(['', '', 'さん', ' 3', ' (admin)']);
    return { value, canaries: longWords(value).slice(0, 1) };
  },
  'login of a name': (random) => {
    const { login, canaries } = account(random);
    return { value: login, canaries };
  },
  'family name first': (random) => {
    const { given, family, canaries } = person(random);
    return {
      value: random.pick([
        `${family.toUpperCase()}, ${given}`,
        `${family} ${given[0]}.`,
        `${family},${given}`,
      ]),
      canaries: [canaries[canaries.length - 1]],
    };
  },
  handle: (random) => {
    const { login, canaries } = account(random);
    return { value: `@${login.replace(/[.-]/g, '_')}`, canaries: canaries.slice(1) };
  },
  'initial and name': (random) => {
    const { given, family } = person(random);
    return { value: `${given[0]}. ${family}`, canaries: [family] };
  },
  'name as one word': (random) => {
    const { given, family, canaries } = person(random);
    return {
      value: random.pick([
        given + family,
        `${given.toLowerCase()}${family}`,
        `${family}_${given}`.toUpperCase(),
      ]),
      canaries,
    };
  },
  possessive: (random) => {
    const { given, canaries } = person(random);
    return {
      value: `${given}'s ${random.pick(['workspace', 'team', 'iPhone', 'dashboard', 'MacBook Pro'])}`,
      canaries: [canaries[0]],
    };
  },
};
