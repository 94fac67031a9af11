/** Scripts inside of pages and components: .html, .vue and .svelte. */

/**
 * @typedef {'js' | 'ts' | 'tsx'} Language `js` with JSX
 * @typedef {{text: string, language: Language}} Block the file with blanks for all that is not in the block, so that offsets hold
 */

/** A comment, or a script element: attributes and content. */
const element = /<!--[^]*?-->|<script\b((?:"[^"]*"|'[^']*'|[^"'>])*)>([^]*?)<\/script\s*>/gi;
const attribute = /\b(lang|type)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** Names of what a browser or a compiler runs; other types are data. @type {Record<string, Language>} */
const languages = {
  '': 'js',
  module: 'js',
  js: 'js',
  jsx: 'js',
  javascript: 'js',
  'text/javascript': 'js',
  'application/javascript': 'js',
  ts: 'ts',
  typescript: 'ts',
  'text/typescript': 'ts',
  tsx: 'tsx',
};

/**
 * @param {string} text of the file
 * @returns {{blocks: Block[], rest: string}} `rest`: the file with blanks for its scripts and comments
 */
export function scriptBlocks(text) {
  /** @type {Block[]} */
  const blocks = [];
  let rest = text;
  for (const { index, 0: whole, 1: attributes, 2: content } of text.matchAll(element)) {
    rest = rest.slice(0, index) + blank(whole) + rest.slice(index + whole.length);
    const language = content && languages[languageName(attributes)];
    if (!language) continue;
    const start = index + whole.toLowerCase().lastIndexOf('</script') - content.length;
    blocks.push({ text: blank(text.slice(0, start)) + content, language });
  }
  return { blocks, rest };
}

/** @param {string} attributes */
function languageName(attributes) {
  const given = Object.fromEntries(
    Array.from(attributes.matchAll(attribute), ([, name, ...values]) => [
      name.toLowerCase(),
      values.find((value) => value !== undefined)?.toLowerCase() ?? '',
    ]),
  );
  return given.lang ?? given.type ?? '';
}

/** @param {string} text @returns {string} with its line ends alone */
const blank = (text) => text.replace(/[^\r\n]/g, ' ');
