/**
 * What a recording shows. Each preset holds back all that the one before does.
 *
 * | | browser (S54) | standard (A31, A32) | strict |
 * |---|---|---|---|
 * | passwords, also once their field shows them | masked | masked | masked |
 * | other inputs, options, editable text | seen | masked | masked |
 * | text of `[data-sensitive]`, `.data-cell`, `.query-result`, `.sql-output`, `code`, `pre` | seen | masked | masked |
 * | other text | seen | seen | masked |
 * | attributes, but for those that a layout needs | seen, addresses without query | masked | masked |
 * | title, address, targets of links | without query | as the plan shapes them | as the plan shapes them |
 * | images, video, audio, frames | addresses without query | addresses without query | blocked |
 *
 * @typedef {object} Rules
 * @property {boolean} inputs
 * @property {readonly string[]} text selectors of elements of which the text is masked
 * @property {boolean} attributes
 * @property {readonly string[]} blocked selectors of elements of which only the size is recorded
 * @property {boolean} styles whether style sheets are kept from naming files and from saying something
 */

/** Elements that a page marks by the classes that recorders have for it. */
const markedText = ['.ph-mask', '.rr-mask'];
const markedBlocks = ['.ph-no-capture', '.rr-block'];

/** What a person writes, and where a page says who it belongs to. */
const written = [
  'option',
  'textarea',
  '[contenteditable]',
  '[role="textbox" i]',
  '[role="searchbox" i]',
  'title',
];

const sensitive = ['[data-sensitive]', '.data-cell', '.query-result', '.sql-output', 'code', 'pre'];

const media = [
  'img',
  'picture',
  'video',
  'audio',
  'canvas',
  'iframe',
  'frame',
  'object',
  'embed',
  'image',
];

/** In the order of their strictness. @type {Record<import('./types.js').Preset, Rules>} */
export const presets = {
  browser: {
    inputs: false,
    text: markedText,
    attributes: false,
    blocked: markedBlocks,
    styles: false,
  },
  standard: {
    inputs: true,
    text: [...sensitive, ...written, ...markedText],
    attributes: true,
    blocked: markedBlocks,
    styles: false,
  },
  strict: {
    inputs: true,
    text: ['*'],
    attributes: true,
    blocked: [...media, ...markedBlocks],
    styles: true,
  },
};

const names = /** @type {import('./types.js').Preset[]} */ (Object.keys(presets));

/**
 * The strictest of those that are asked for: nobody loosens what somebody else set.
 * @param {unknown[]} asked what is no preset counts as the strictest one; undefined does not count
 * @returns {import('./types.js').Preset}
 */
export function strictest(...asked) {
  const ranks = asked
    .filter((name) => name !== undefined)
    .map((name) => {
      const rank = names.indexOf(/** @type {any} */ (name));
      return rank < 0 ? names.length - 1 : rank;
    });
  return names[Math.max(0, ...ranks)];
}
