/**
 * The leak oracle: whether a canary is in some bytes, under whatever of the usual disguises. It decodes what it can, again and
 * again, and compares without case, marks, invisible characters and separators, so that a leak does not hide behind a form.
 */

/** How often a text is decoded anew: percent in JSON in base64 is three. */
const rounds = 3;
/** A round makes at most so many texts; garbage that decodes to garbage must not go on for ever. */
const mostTexts = 400;

/** Four characters of a canary, or three of Chinese, are at least six of base64 and eight of hex. */
const base64Run = /[A-Za-z0-9+/_-]{6,}/g;
const hexRun = /[0-9a-f]{8,}/gi;
/** What people and formats put between parts. Quotes and brackets stay: they part one JSON value from the next. */
const separators = /[\p{M}\p{Cf}\p{Z}\p{Pd}\p{Pc}\s.,:;/\\+()'|~@#*]/gu;

const entities = /** @type {Record<string, string>} */ ({
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  commat: '@',
  period: '.',
  sol: '/',
  colon: ':',
  nbsp: ' ',
});
const escapes = /** @type {Record<string, string>} */ ({
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
});

/** @param {number} code */
const character = (code) => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

/** @param {string} text */
const fromPercent = (text) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  );

/** @param {string} text */
const fromJson = (text) =>
  text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\}|(.))/gi,
    (_, unit, byte, point, plain) =>
      plain ? (escapes[plain] ?? plain) : character(parseInt(unit ?? byte ?? point, 16)),
  );

/** @param {string} text */
const fromEntities = (text) =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) =>
    name ? (entities[name] ?? whole) : character(parseInt(decimal ?? hex, decimal ? 10 : 16)),
  );

/**
 * All runs, read from their first, second … character, since something may stand before what was encoded.
 * @param {RegExp} run
 * @param {BufferEncoding} encoding
 * @param {number} starts
 * @returns {(text: string) => string[]}
 */
const fromRuns = (run, encoding, starts) => (text) => {
  const found = text.match(run);
  if (!found) return [];
  return Array.from({ length: starts }, (_, start) =>
    found.map((one) => Buffer.from(one.slice(start), encoding).toString()).join('\n'),
  );
};

/** @type {((text: string) => string[])[]} */
const decoders = [
  (text) => (text.includes('%') ? [fromPercent(text), fromPercent(text.replaceAll('+', ' '))] : []),
  (text) => (text.includes('\\') ? [fromJson(text)] : []),
  (text) => (text.includes('&') ? [fromEntities(text)] : []),
  fromRuns(base64Run, 'base64', 4),
  fromRuns(hexRun, 'hex', 2),
];

/** @param {string} text without case, compatibility forms, marks, invisible characters and separators */
export function fold(text) {
  return text.normalize('NFKD').toUpperCase().toLowerCase().replace(separators, '');
}

/** Folding takes longer than looking, and a canary is looked for in many outputs. @type {WeakMap<object, string[]>} */
const foldedLists = new WeakMap();

/** @param {readonly string[]} canaries */
function foldAll(canaries) {
  const folded = foldedLists.get(canaries) ?? canaries.map(fold);
  foldedLists.set(canaries, folded);
  return folded;
}

/**
 * @param {string | Uint8Array} bytesOrText
 * @returns {string} the text and all that decodes from it, each folded, a line each
 */
export function unfold(bytesOrText) {
  const text = typeof bytesOrText === 'string' ? bytesOrText : Buffer.from(bytesOrText).toString();
  const visible = text.replace(/\p{Cf}/gu, '');
  const seen = new Set([visible, visible.normalize('NFKC')]);
  let latest = [...seen];
  for (let round = 0; round < rounds && latest.length > 0; round++) {
    const next = new Set(latest.flatMap((one) => decoders.flatMap((decode) => decode(one))));
    latest = [...next].filter((one) => one.length >= 2 && !seen.has(one)).slice(0, mostTexts);
    for (const one of latest) seen.add(one);
  }
  return [...new Set([...seen].map(fold))].join('\n');
}

/**
 * @param {string} unfolded of `unfold`; for when many canaries are looked for in one text
 * @param {readonly string[]} canaries of four characters at least
 * @returns {string[]} those that are in it
 */
export function findUnfolded(unfolded, canaries) {
  const folded = foldAll(canaries);
  return canaries.filter((_, i) => unfolded.includes(folded[i]));
}

/**
 * @param {string | Uint8Array} bytesOrText what left
 * @param {readonly string[]} canaries of four characters at least
 * @returns {string[]} those that are in it
 */
export function findLeaks(bytesOrText, canaries) {
  return findUnfolded(unfold(bytesOrText), canaries);
}
