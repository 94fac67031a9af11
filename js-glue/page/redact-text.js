import { addressPattern, redactAddress } from './redact-address.js';
import { gap } from './redact-gap.js';
import { redactRun, runPattern } from './redact-run.js';

/** What is read of a text, and what is kept of it, in UTF-16 units: a message can be as long as a file. */
const mostRead = 2000;
const mostKept = 1000;

/** Words of a path between two slashes; a folder's name has few spaces. */
const posix = String.raw`[^\s/"<>|:]+`;
const windows = String.raw`[^\s\\/"<>|:]+`;

/** What identifies wherever it stands, and in a host or a path, too. @type {readonly [RegExp, string | ((found: string) => string)][]} */
const everywhere = [
  [
    /(?:"[^"\s]{1,64}"|[^\s"'<>()[\]{},;:/\\=@]{1,256})@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu,
    gap,
  ],
  [runPattern, redactRun],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, gap],
  [/\b(?:[\da-f]{1,4}:{1,2}){3,7}[\da-f]{1,4}\b/gi, gap],
  // Telephone numbers, however they are grouped; dates and long numbers go with them.
  [/[+(]{0,2}\p{Nd}(?:[ ()./-]{0,2}\p{Nd}){6,}/gu, gap],
];

/**
 * Queries of paths, and places on a computer, which begin with the name of its owner.
 * @type {readonly [RegExp, string][]}
 */
const places = [
  [/(\/[\w.~%-]*)[?#][^\s"<>`]+/g, `$1?${gap}`],
  [/\bdata:[^\s,]*,\S*/gi, gap],
  [
    new RegExp(
      String.raw`(^|[^A-Za-z])[A-Za-z]:[\\/]+(?:${windows}(?: ${windows}){0,3}[\\/]+)*${windows}`,
      'g',
    ),
    `$1${gap}`,
  ],
  [new RegExp(String.raw`\\\\+(?:${windows}(?: ${windows}){0,3}[\\/]+)+(?:${windows})?`, 'g'), gap],
  [
    new RegExp(
      String.raw`(^|[^\w.~])(?:~[\w.-]*|\$\w+|%\w+%)[\\/](?:${windows}(?: ${windows}){0,3}[\\/]+)*(?:${windows})?`,
      'g',
    ),
    `$1${gap}`,
  ],
  [
    new RegExp(String.raw`(^|[^\w.])\/(?:${posix}(?: ${posix}){0,3}\/)+(?:${posix})?`, 'g'),
    `$1${gap}`,
  ],
];

/** @param {string} text @param {readonly [RegExp, any][]} rules */
const apply = (text, rules) =>
  rules.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);

/** What is percent-encoded is judged by what it says. @param {string} word */
function redactEscapes(word) {
  try {
    const plain = decodeURIComponent(word);
    return redactPieces(plain) === plain ? word : gap;
  } catch {
    return gap;
  }
}

/** @type {readonly [RegExp, (found: string) => string][]} */
const escaped = [[/[^\s"'<>/]*%[\da-f]{2}[^\s"'<>/]*/gi, redactEscapes]];

/** @param {string} part of a URL: its host, or its path */
const redactPart = (part) => apply(part, [...escaped, ...everywhere]);

/** @param {string} text that may hold URLs */
const redactPieces = (text) =>
  text
    .split(addressPattern)
    .map((piece, at) =>
      at % 2
        ? redactAddress(piece, redactPart)
        : apply(piece, [...escaped, ...places, ...everywhere]),
    )
    .join('');

/**
 * The text of an error without what identifies (M109): e-mail addresses, user, query and fragment of URLs, files, telephone and
 * other long numbers, addresses of computers, tokens. What stays can still be a name: the plan decides who may get to see it.
 * @param {string} text of which the first 2,000 units are read
 * @returns {string} at most 1,000 units, with `[redacted]` where something stood
 */
export function redactText(text) {
  if (text.length <= mostRead) return redactPieces(text).slice(0, mostKept);
  // A cut may leave half of an address, which nobody would recognise: that word goes with it.
  const head = text.slice(0, mostRead);
  const end = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  return redactPieces(head.slice(0, end + 1)).slice(0, mostKept) || gap;
}
