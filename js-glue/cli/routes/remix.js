/**
 * Routes of a Remix application, by the flat routes of Remix 2, which `flatRoutes()` of @react-router/fs-routes 7 reads the same way.
 * Names of files are read here rather than by that package: it wants the folder of a running build, and throws where a name is not
 * to its taste.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { firstOf, isFile, isFolder } from './files.js';
import { readBase } from './module/option.js';
import { literal, literals, optional, placeholder, tail } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */
/** @typedef {import('./segments.js').Segment} Segment */

const extensions = ['.tsx', '.ts', '.jsx', '.js', '.mdx', '.md'];

/**
 * Whether a route module shows a page: one without a default export answers requests and nothing else.
 * @param {string} file
 */
export function showsPage(file) {
  const exported = /\bexport\s+default\b|\bexport\s*\{[^}]*\bdefault\b/;
  return /\.mdx?$/.test(file) || exported.test(readFileSync(file, 'utf8'));
}

/** A dot or slash outside of brackets parts segments. @param {string} id @returns {string[]} */
const segmentsOf = (id) => id.match(/(?:\[[^\]]*\]|[^./[])+/g) ?? [];

/** @param {string} text in which `[…]` stands for what is in it */
const unescaped = (text) => text.replace(/\[([^\]]*)\]/g, '$1');

/**
 * @param {string} raw as it is written
 * @param {boolean} isLast
 * @returns {Segment | null} null: it has no part in the path
 */
function segmentOf(raw, isLast) {
  if (raw.startsWith('_')) return null;
  const [, inside] = /^\((.*)\)$/.exec(raw) ?? [];
  const text = (inside ?? raw).replace(/_$/, '');
  const isSplat = isLast && text === '$';
  const [, name] = /^\$([\w-]*)/.exec(text) ?? [];
  const segment = isSplat
    ? tail()
    : name === undefined
      ? literal(unescaped(text))
      : placeholder(name);
  return isSplat || inside !== undefined ? optional(segment) : segment;
}

/**
 * @param {string} id the name of a file without its extension, or of a folder
 * @returns {Path | null} null: a layout without a path
 */
function pathOf(id) {
  const names = segmentsOf(id);
  const isIndex = id.endsWith('_index');
  const own = isIndex ? names.slice(0, -1) : names;
  const path = own
    .map((raw, i) => segmentOf(raw, i === names.length - 1))
    .filter((segment) => segment !== null);
  return path.length === 0 && !isIndex ? null : path;
}

/**
 * @param {string} folder
 * @returns {Path[]} of its files, and of its folders that hold a route module
 * @throws where there is no such folder
 */
export function flatRoutes(folder) {
  if (!isFolder(folder)) throw new Error(`${folder}: no such folder; flatRoutes() reads it`);
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const place = join(folder, name);
      const inFolder = ['route', 'index'].flatMap((stem) => extensions.map((each) => stem + each));
      const isInFolder = isFolder(place);
      const file = isInFolder ? firstOf(place, inFolder) : isFile(place) ? place : undefined;
      if (name.startsWith('.') || !file || !extensions.includes(extname(file))) return [];
      const path = pathOf(isInFolder ? name : basename(name, extname(name)));
      return path && showsPage(file) ? [path] : [];
    });
}

/**
 * @param {string} place the project's folder
 * @returns {Promise<import('./read-routes.js').Found>}
 * @throws where there is no `app/routes`
 */
export async function readRemix(place) {
  const folder = firstOf(place, ['app/routes'], isFolder);
  if (!folder) {
    throw new Error(
      `${place}: no folder app/routes here; give the project's folder, where vite.config or remix.config is`,
    );
  }
  const { base, notes } = await readBase(place, 'vite.config', ['basename']);
  return { paths: flatRoutes(folder), base: literals(base), notes };
}
