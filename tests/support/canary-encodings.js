/** What becomes of a value on its way into an event: the encodings and the surroundings that a rule has to see through. */

/** @typedef {import('./random.js').Random} Random */
/** @typedef {(text: string, random: Random) => string} Encoding */

/** Zero-width space, joiners, word joiner, byte order mark, soft hyphen, direction marks. */
const invisible = '\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f';

/** @param {string} text */
const percentAll = (text) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** @param {string} text */
const units = (text) =>
  text.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));

/** @type {Record<string, Encoding>} */
export const encodings = {
  raw: (text) => text,
  percent: (text) => encodeURIComponent(text),
  'percent, every byte': (text, random) =>
    random.chance(0.5) ? percentAll(text) : percentAll(text).toUpperCase(),
  'percent twice': (text) => encodeURIComponent(percentAll(text)),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 twice': (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
  hex: (text, random) => {
    const digits = Buffer.from(text).toString('hex');
    return random.chance(0.5) ? digits : digits.toUpperCase();
  },
  'JSON in a text': (text, random) =>
    JSON.stringify(random.pick([{ note: text }, [text], { a: { b: [text] } }, { [text]: 1 }])),
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  'split case': (text) =>
    text.replace(/./gsu, (one, at) => (at % 2 ? one.toUpperCase() : one.toLowerCase())),
  'invisible characters': (text, random) => [...text].join(random.pick(invisible)),
  'one invisible character': (text, random) => {
    const characters = [...text];
    characters.splice(random.between(1, characters.length - 1), 0, random.pick(invisible));
    return characters.join('');
  },
  fullwidth: (text) =>
    text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  'HTML entities': (text, random) => {
    const hex = random.chance(0.5);
    return [...text]
      .map((one) => one.codePointAt(0) ?? 0)
      .map((code) => (hex ? `&#x${code.toString(16)};` : `&#${code};`))
      .join('');
  },
  'escapes of JSON': (text) =>
    units(text)
      .map((unit) => `\\u${unit}`)
      .join(''),
  'in a sentence': (text, random) =>
    random.pick([
      `could not open ${text} because of an error`,
      `Results for ${text}`,
      `${text}: not found`,
      `see ${text}, then retry.`,
      `a=1; b=${text}; c=3`,
    ]),
  'in brackets': (text, random) => {
    const [open, close] = random.pick(['[]', '()', '<>', '{}', '""', "''", '“”', '**']);
    return open + text + close;
  },
  'with a slash': (text, random) => random.pick([`${text}/`, `/${text}`, `/${text}/`, `//${text}`]),
  'behind a benign word': (text, random) =>
    random.pick(['open', 'tab', 'dashboard', 'clicked', 'v2']) +
    random.pick(['_', '-', ':', '.', '/', '=', '']) +
    text,
  'before a benign word': (text, random) =>
    text +
    random.pick(['_', '-', ':', '.', '/', '']) +
    random.pick(['clicked', 'Page', 'view', 'error', '2x']),
  'between spaces': (text, random) => `${random.pick([' ', '\t', '\n', '\u00a0'])}${text} `,
  'in a version': (text) => `1.2.0-${text}`,
};

export const encodingNames = Object.keys(encodings);
