/** The calls of `capture` in an application's sources. */
import { positionAt } from '../../text-position.js';
import { findCalls } from './call-sites.js';
import { javascriptSyntax, loadJavaScript } from './javascript.js';
import { sourceFiles } from './source-files.js';
import { loadTypeScript } from './typescript.js';

/**
 * @typedef {import('./call-sites.js').CallSite} CallSite
 * @typedef {import('./script-blocks.js').Block} Block
 * @typedef {import('../../text-position.js').Position & {file: string}} Place
 * @typedef {{root: any, syntax: import('./call-sites.js').Syntax<any>, fault?: number}} Tree `fault`: where it cannot be read on
 *
 * @typedef {object} Sources
 * @property {number} files
 * @property {{call: CallSite, placeOf: (at: number) => Place}[]} sites
 * @property {boolean} viewsPages whether `page()` is called
 * @property {Set<string>} texts all literals
 * @property {Place[]} faults where a script cannot be read on
 * @property {number} unread places outside of scripts that seem to capture
 */

/**
 * @param {string[]} paths of folders and files
 * @param {ReadonlySet<string>} functions names of those that capture
 * @returns {Promise<Sources>}
 * @throws where a path is not there, or TypeScript is and cannot be read
 */
export async function readSources(paths, functions) {
  const files = sourceFiles(paths);
  const treeFor = await readerFor(files.flatMap(({ blocks }) => blocks));
  /** @type {Sources} */
  const sources = {
    files: files.length,
    sites: [],
    viewsPages: false,
    texts: new Set(),
    faults: [],
    unread: 0,
  };
  for (const { file, text, blocks, rest } of files) {
    const placeOf = (/** @type {number} */ at) => ({ file, ...positionAt(text, at) });
    sources.unread += countCalls(rest, functions);
    for (const block of blocks) {
      const { root, syntax, fault } = treeFor(block);
      if (fault !== undefined) {
        sources.faults.push(placeOf(fault));
        continue;
      }
      const { calls, viewsPages, texts } = findCalls(root, syntax, functions);
      sources.sites.push(...calls.map((call) => ({ call, placeOf })));
      sources.viewsPages ||= viewsPages;
      for (const literal of texts) sources.texts.add(literal);
    }
  }
  return sources;
}

/** @param {string} text @param {ReadonlySet<string>} functions */
const countCalls = (text, functions) =>
  Array.from(text.matchAll(/([\w$]+)\s*\(/g)).filter(([, name]) => functions.has(name)).length;

/**
 * Parsers are loaded where there is something to read. TypeScript is asked once for all that it has to read.
 * @param {Block[]} blocks
 * @returns {Promise<(block: Block) => Tree>}
 */
async function readerFor(blocks) {
  const typed = blocks.filter(({ language }) => language !== 'js');
  /** @type {Map<Block, Tree>} */
  const trees = new Map();
  if (typed.length > 0) {
    const { parse, syntax } = await loadTypeScript();
    const roots = parse(typed.map(({ language, text }) => ({ name: `source.${language}`, text })));
    typed.forEach((block, index) => trees.set(block, { root: roots[index], syntax }));
  }
  if (typed.length < blocks.length) {
    const parse = await loadJavaScript();
    for (const block of blocks) {
      if (block.language === 'js') trees.set(block, treeOf(block, parse));
    }
  }
  return (block) => /** @type {Tree} */ (trees.get(block));
}

/** @param {Block} block @param {(text: string) => any} parse @returns {Tree} */
function treeOf({ text }, parse) {
  try {
    return { root: parse(text), syntax: javascriptSyntax };
  } catch (error) {
    const { pos = 0 } = /** @type {{pos?: number}} */ (error);
    return { root: null, syntax: javascriptSyntax, fault: pos };
  }
}
