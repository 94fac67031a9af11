/**
 * Routes of a Next.js application, by the conventions of Next.js 16: the App Router's `app` and the Pages Router's `pages`, at the
 * top or in `src`. They are read off the names of files, because Next.js has no call that lists them without building: its
 * manifests are there only after a build, and made for its own server.
 */
import { filesBelow, firstOf, isFolder, withoutExtension } from './files.js';
import { readBase, readOption } from './module/option.js';
import { joined, literals, optional, placeholder, tail } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */
/** @typedef {import('./segments.js').Segment} Segment */

/** `pageExtensions`, where the configuration does not say others; `mdx` is what the documentation adds to them. */
const usualExtensions = ['tsx', 'ts', 'jsx', 'js', 'mdx'];

/** Pages of the Pages Router that stand for no path of their own. */
const specialPages = new Set(['_app', '_document', '_error', '404', '500']);

/** Markers of folders whose pages are shown at another place's path: how many segments up that place is. @type {[string, number][]} */
const interceptions = [
  ['(..)(..)', 2],
  ['(...)', Infinity],
  ['(..)', 1],
  ['(.)', 0],
];

/** The segment that a folder's or file's name stands for. @param {string} name @returns {Segment} */
function segmentOf(name) {
  if (/^\[\[\.\.\.[^\]]+\]\]$/.test(name)) return optional(tail());
  if (/^\[\.\.\.[^\]]+\]$/.test(name)) return tail();
  return joined(name.split(/\[([^[\]]+)\]/).map((part, i) => (i % 2 ? placeholder(part) : part)));
}

/**
 * @param {string[]} folders on the way to a page
 * @returns {Path | null} null: one of them is private
 */
function pathOfFolders(folders) {
  /** @type {Path} */
  let path = [];
  for (const folder of folders) {
    const [marker, up] = interceptions.find(([text]) => folder.startsWith(text)) ?? ['', 0];
    const isGroup = !marker && folder.startsWith('(') && folder.endsWith(')');
    if (folder.startsWith('_')) return null;
    if (isGroup || folder.startsWith('@')) continue;
    path = [
      ...path.slice(0, Math.max(0, path.length - up)),
      segmentOf(folder.slice(marker.length)),
    ];
  }
  return path;
}

/** @type {(folder: string, extensions: string[]) => Path[]} */
function appPaths(folder, extensions) {
  return filesBelow(folder)
    .filter((way) => withoutExtension(way[way.length - 1], extensions) === 'page')
    .map((way) => pathOfFolders(way.slice(0, -1)))
    .filter((path) => path !== null);
}

/** @type {(folder: string, extensions: string[]) => Path[]} */
function pagesPaths(folder, extensions) {
  return filesBelow(folder).flatMap((way) => {
    const name = withoutExtension(way[way.length - 1], extensions);
    const folders = way.slice(0, -1);
    const isSpecial = folders.length === 0 && name !== null && specialPages.has(name);
    const isHandler = (folders[0] ?? name) === 'api';
    if (name === null || isHandler || isSpecial) return [];
    return [[...folders, ...(name === 'index' ? [] : [name])].map(segmentOf)];
  });
}

/**
 * @param {string} place the project's folder
 * @returns {Promise<import('./read-routes.js').Found>}
 * @throws where there is neither folder
 */
export async function readNext(place) {
  const app = firstOf(place, ['app', 'src/app'], isFolder);
  const pages = firstOf(place, ['pages', 'src/pages'], isFolder);
  if (!app && !pages) {
    throw new Error(
      `${place}: no folder app or pages here, nor in src; give the project's folder, where next.config is`,
    );
  }
  const { base, notes } = await readBase(place, 'next.config', ['basePath']);
  const said = await readOption(place, 'next.config', ['pageExtensions']);
  const isList = Array.isArray(said.value) && said.value.every((each) => typeof each === 'string');
  const extensions = isList ? said.value : usualExtensions;
  return {
    paths: [
      ...(app ? appPaths(app, extensions) : []),
      ...(pages ? pagesPaths(pages, extensions) : []),
    ],
    base: literals(base),
    notes: [...notes, ...said.notes],
  };
}
