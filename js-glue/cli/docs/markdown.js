/** Pieces of Markdown, of texts that may hold anything. */

/**
 * A text for people on one line, of which only backquotes mean something.
 * @param {string} text
 */
export const plain = (text) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]+`)/)
    .map((piece, i) => (i % 2 === 1 ? piece : escaped(piece)))
    .join('');

/** @param {string} text outside of backquotes */
const escaped = (text) =>
  text
    .replace(/[\\`*<[\]]/g, '\\$&')
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
    .replace(/^(\d*)([-+>=#~.)])/, '$1\\$2');

/** Bars end a cell, even between backquotes. @param {string} text of Markdown */
const cell = (text) => text.replaceAll('|', '\\|');

/**
 * @param {string[]} head
 * @param {string[][]} rows of Markdown
 */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map(cell).join(' | ')} |`)
    .join('\n');

/** @param {unknown} value */
export const jsonBlock = (value) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** @param {string[]} items of Markdown */
export const list = (items) => items.map((item) => `- ${item}`).join('\n');

/**
 * How GitHub and its like name the places that headings are at. The same heading twice is told apart by a number, so they are
 * named in the order of the document.
 * @returns {(heading: string) => string}
 */
export function createAnchors() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return (heading) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  };
}
