/**
 * Pages as routes: Nuxt 4's `pages`, and the file-based routing of Vue Router 5 (before: unplugin-vue-router). Names of files are
 * read here, because both make their routes inside a running build.
 */
import { join } from 'node:path';
import { filesBelow, withoutExtension } from './files.js';
import { pageMeta } from './vue-page-meta.js';

/** @typedef {import('./module/parse.js').Parse} Parse */

/** What can be a page. Vue Router takes components alone. */
const nuxtExtensions = ['vue', 'tsx', 'ts', 'jsx', 'mjs', 'js'];
const vueExtensions = ['vue'];

/** `[x+2e]`: a character that the name of a file cannot have; `[[id=int]]+`, `[...rest]`: parameters. */
const bracket = /\[x\+([0-9a-f]{2})\]|\[(\[?)(\.\.\.)?([^\]=]+)(?:=[^\]]*)?\]\]?(\+?)/gi;

/** @param {string} text that is meant as it is, in Vue Router's syntax */
const escaped = (text) => text.replace(/[:\\]/g, '\\$&');

/** @type {(match: RegExpMatchArray) => string} */
function parameter([, code, isOptional, rest, name, repeated]) {
  if (code) return escaped(String.fromCharCode(parseInt(code, 16)));
  const modifier = repeated ? (isOptional ? '*' : '+') : isOptional ? '?' : '';
  return `:${name.replace(/\W/g, '_')}(${rest ? '.*' : ''})${modifier}`;
}

/** @type {(name: string, isNuxt: boolean) => string} */
function segmentOf(name, isNuxt) {
  const own = isNuxt ? name.replace(/\([^)]*\)/g, '') : name.replace(/^\(.*\)$/, '');
  if (own === 'index') return '';
  /** A dot nests the path and not the views. @param {string} text */
  const textOf = (text) => escaped(isNuxt ? text : text.replace(/\./g, '/'));
  let end = 0;
  let result = '';
  for (const match of own.matchAll(bracket)) {
    result += textOf(own.slice(end, match.index)) + parameter(match);
    end = match.index + match[0].length;
  }
  return result + textOf(own.slice(end));
}

/**
 * @param {string[]} way to the file
 * @param {boolean} isNuxt
 * @returns {string[] | null} names without what is no part of the path; null: not a page
 */
function namesOf(way, isNuxt) {
  const file = withoutExtension(way[way.length - 1], isNuxt ? nuxtExtensions : vueExtensions);
  // `_parent.vue` is the layout of its folder.
  if (file === null || (!isNuxt && file === '_parent')) return null;
  const withoutView = file.replace(/@[\w-]+$/, '');
  const name = isNuxt ? withoutView.replace(/\.(client|server)$/, '') : withoutView;
  return [...way.slice(0, -1), name];
}

/** @type {(names: string[], isNuxt: boolean) => string} a path in Vue Router's syntax, without a slash in front */
const pathOf = (names, isNuxt) =>
  names
    .map((name) => segmentOf(name, isNuxt))
    .filter(Boolean)
    .join('/');

/**
 * @param {string} folder of the pages
 * @param {{isNuxt: boolean, parse: Parse | null}} options `parse`: null where there is no parser
 * @returns {{records: any[], unread: string[]}} route records, one a page; those in a folder are children of its namesake
 */
export function recordsOfPages(folder, { isNuxt, parse }) {
  /** @type {string[]} */
  const unread = [];
  const root = { children: [] };
  /** @type {Map<string, {children: any[]}>} */
  const byName = new Map();
  const pages = filesBelow(folder).flatMap((way) => {
    const names = namesOf(way, isNuxt);
    return names ? [{ names, file: join(folder, ...way) }] : [];
  });
  for (const { names, file } of pages.sort((a, b) => a.names.length - b.names.length)) {
    // Another view of a page that was met.
    if (byName.has(names.join('/'))) continue;
    const { meta, fault } = pageMeta(file, parse);
    if (fault) unread.push(`${file}: ${fault}`);
    let depth = names.length - 1;
    while (depth > 0 && !byName.has(names.slice(0, depth).join('/'))) depth--;
    const parent = byName.get(names.slice(0, depth).join('/')) ?? root;
    // A path that a page says of itself takes the place of its last segment, unless it begins with a slash.
    const own = meta.path ?? pathOf(names.slice(-1), isNuxt);
    const way = [pathOf(names.slice(depth, -1), isNuxt), own].filter(Boolean).join('/');
    const path = own.startsWith('/') ? own : way;
    const record = { ...meta, path, component: true, children: [] };
    parent.children.push(record);
    byName.set(names.join('/'), record);
  }
  return { records: root.children, unread };
}
