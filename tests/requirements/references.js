/**
 * Which requirements and observed cases a title names. A number counts in three places alone, so that a size or a key that
 * looks like one (`M0 0L10`, `A4`) never does: `S8, S-125: a title` or `S8, a title`, `a title (S14)`, `a title, S61-S65`. What stands in double
 * quotes is data. A number anywhere else is a stray one, which the tests report instead of guessing.
 */

/** @typedef {{numbers: string[], cases: string[], stray: string[]}} References */

const number = '[SMAV]\\d{1,3}';
const range = `${number}[-–]${number}`;
const observed = '[SMAV]-\\d{3}';
const item = `(?:${observed}|${range}|${number})`;
const list = `${item}(?:, ${item})*`;
const places = [`^(${list})(?=:|, |$)`, `\\((${list})\\)`, `, (${list})$`];
const anything = new RegExp(`(?<![\\w-])(?:${observed}|${number})(?!\\w)`, 'g');

/** @param {string} text `S61-S65` @returns {string[]} each number of it; a range backwards or of two systems has its ends alone */
function numbersOf(text) {
  const [first, last = first] = text.split(/[-–]/);
  const [from, to] = [Number(first.slice(1)), Number(last.slice(1))];
  if (first[0] !== last[0] || to < from) return [first, last];
  return Array.from({ length: to - from + 1 }, (_, i) => `${first[0]}${from + i}`);
}

/** @param {string[]} items @returns {Omit<References, 'stray'>} */
function sorted(items) {
  const isCase = new RegExp(`^${observed}$`);
  const cases = items.filter((text) => isCase.test(text));
  const numbers = items.filter((text) => !isCase.test(text)).flatMap(numbersOf);
  return { numbers: [...new Set(numbers)], cases: [...new Set(cases)] };
}

/** @param {string} title @returns {References} */
export function referencesOfTitle(title) {
  let rest = title.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  /** @type {string[]} */
  const items = [];
  for (const place of places) {
    rest = rest.replace(new RegExp(place, 'g'), (_, named) => {
      items.push(...named.split(', '));
      return '';
    });
  }
  return { ...sorted(items), stray: rest.match(anything) ?? [] };
}

/**
 * The member `source` of a vector: a list, and behind a semicolon or between others a word on where it comes from.
 * @param {string} source
 * @returns {References}
 */
export function referencesOfSource(source) {
  const isItem = new RegExp(`^${item}$`);
  const pieces = source.split(/[,;] /);
  const others = pieces.filter((piece) => !isItem.test(piece));
  return {
    ...sorted(pieces.filter((piece) => isItem.test(piece))),
    stray: others.flatMap((piece) => piece.match(anything) ?? []),
  };
}

/**
 * @param {string} title of an observed case
 * @returns {string | undefined} what is different here: it stands behind a semicolon, or behind the word
 */
export const differenceOf = (title) => /(?:; |, corrected: )(.*)/s.exec(title)?.[1];
