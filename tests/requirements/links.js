/** Links from the documents in docs/ to tests. */
import { basename } from 'node:path';
import { plain } from '../../js-glue/cli/docs/markdown.js';

/** @typedef {import('./evidence.js').Evidence} Evidence */

const titleLength = 110;
const shownTests = 3;

/** @param {string} text @returns {string} Markdown of one line, cut */
export function short(text) {
  const letters = [...text.replace(/\s+/g, ' ')];
  if (letters.length <= titleLength) return plain(letters.join(''));
  return plain(`${letters.slice(0, titleLength).join('')}…`);
}

/** @param {Evidence} item */
export const fileLink = ({ file }) => `[${basename(file)}](../${file})`;

/** @param {Evidence} item */
const link = (item) => `${fileLink(item)} ${short(item.title)}`;

/** Vectors behind tests, those that say little else first, and of each file one before another. @param {Evidence[]} items */
function tellingFirst(items) {
  const isVector = (/** @type {Evidence} */ { file }) => Number(file.endsWith('.json'));
  const sorted = items
    .slice()
    .sort((a, b) => isVector(a) - isVector(b) || a.numbers.length - b.numbers.length);
  /** @type {Set<string>} */
  const files = new Set();
  const isFirst = (/** @type {Evidence} */ { file }) => !files.has(file) && files.add(file);
  const first = sorted.filter(isFirst);
  return [...first, ...sorted.filter((item) => !first.includes(item))];
}

/** @param {Evidence[]} items @returns {string} a few of them, and how many more there are */
export function links(items) {
  const rest = items.length - shownTests;
  const more = rest > 0 ? [`+ ${rest} more`] : [];
  return [...tellingFirst(items).slice(0, shownTests).map(link), ...more].join('<br>');
}

export const written =
  '<!-- Written by `npm run coverage:requirements`. Change tests/requirements/*.json or the titles of tests instead. -->';
