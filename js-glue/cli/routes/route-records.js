/**
 * What readers of route objects have in common: where the objects come from, and what is said of those that cannot be told.
 */
import { createReading, openModule } from './module/evaluate.js';
import { loadParser } from './module/parse.js';
import { runModule } from './module/run.js';
import { isPartly, untold } from './module/values.js';

/** @typedef {import('./segments.js').Path} Path */

/**
 * Route objects of a module, with the path that they are mounted at.
 * @typedef {object} Records
 * @property {any[]} records
 * @property {string} base
 * @property {string[]} [notes]
 */

/** @param {any} value @returns {any[]} a list of it; of nothing, an empty one */
export const listOf = (value) =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/**
 * The routes of the first module that has some.
 * @param {string[]} files
 * @param {{run?: boolean}} options
 * @param {(parse: import('./module/parse.js').Parse) => Parameters<typeof createReading>[1]} frameworkOf
 * @param {(module: import('./module/evaluate.js').Module) => Records} recordsOf
 * @returns {Promise<Records & {file: string}>}
 * @throws where no module has routes, or one cannot be read or run
 */
export async function recordsIn(files, { run = false }, frameworkOf, recordsOf) {
  const parse = run ? null : await loadParser();
  /** @type {(Records & {file: string})[]} */
  const computed = [];
  for (const file of files) {
    const found = parse
      ? recordsOf(openModule(createReading(parse, frameworkOf(parse)), file))
      : await runModule(file);
    if (found.records.some((record) => record !== untold)) return { ...found, file };
    if (found.records.length > 0) computed.push({ ...found, file });
  }
  if (computed.length > 0) return computed[0];
  throw new Error(
    `${files[0]}: no routes found; give the module that exports them as routes or as default, or that makes the router`,
  );
}

/**
 * The part of a route that has to be known.
 * @param {any} record
 * @param {string} parent the path that it stands under
 * @returns {string | null} what of it only running the module tells
 */
export function untoldPart(record, parent) {
  if (record === untold) return `routes under ${parent}`;
  if (record.path === untold || (record[isPartly] && record.path === undefined)) {
    return `a path under ${parent}`;
  }
  return record.children === untold
    ? `the children of ${joinPaths(parent, record.path ?? '')}`
    : null;
}

/**
 * @param {string} parent
 * @param {string} path one that begins with a slash stands for itself
 */
export const joinPaths = (parent, path) =>
  path.startsWith('/') ? path : `${parent.replace(/\/$/, '')}/${path}`;

/**
 * @param {string} file
 * @param {string[]} parts
 * @returns {string[]} what a person should know of it
 */
export const unreadIn = (file, parts) =>
  [...new Set(parts)].map(
    (part) =>
      `${file}: computed, so not read: ${part}; write literals, or call again with --run, which executes the module`,
  );
