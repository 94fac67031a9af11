/**
 * The routes of an application, read from its own files, as templates of a tracking plan.
 *
 * @typedef {object} Found what a reader finds
 * @property {import('./segments.js').Path[]} paths in the order of the files; without the base
 * @property {import('./segments.js').Path} [base] what the application is mounted at
 * @property {string[]} [unread] what could not be told, so that routes may be missing
 * @property {string[]} [notes] what is good to know
 *
 * @typedef {object} ApplicationRoutes
 * @property {import('./templates.js').Route[]} routes
 * @property {string[]} unread
 * @property {string[]} notes
 */
import { existsSync } from 'node:fs';
import { readNext } from './next.js';
import { readOpenApi } from './openapi.js';
import { readReactRouter } from './react-router.js';
import { readRemix } from './remix.js';
import { readSvelteKit } from './sveltekit.js';
import { mostChoices, templatesOf } from './templates.js';
import { readVueRouter } from './vue-router.js';

/** By the name that `--from` takes. @type {Record<string, (place: string, options: {run?: boolean}) => Promise<Found>>} */
export const readers = {
  next: readNext,
  'react-router': readReactRouter,
  'vue-router': readVueRouter,
  remix: readRemix,
  sveltekit: readSvelteKit,
  openapi: readOpenApi,
};

/**
 * @param {string} from a name of `readers`
 * @param {string} place a project's folder or a file; see each reader
 * @param {{run?: boolean, surfaces?: 'none' | 'first'}} [options] `run`: execute the module that exports the routes;
 *   `surfaces`: name none, or each route's by its first literal segment
 * @returns {Promise<ApplicationRoutes>}
 * @throws {TypeError} for a name that is none
 * @throws where there is nothing to read, with what to do next; contents of files are not quoted
 */
export async function readRoutes(from, place, { run, surfaces } = {}) {
  if (!Object.hasOwn(readers, from)) {
    throw new TypeError(`routes are read from ${Object.keys(readers).join(', ')}`);
  }
  if (!existsSync(place)) throw new Error(`${place}: no such file or folder`);
  const { paths, base, unread = [], notes = [] } = await readers[from](place, { run });
  const { routes, beyond } = templatesOf(paths, { base, surfaces });
  const crowded = beyond.map(
    (name) => `:${name} is a placeholder: a plan has room for ${mostChoices} choices`,
  );
  return { routes, unread, notes: [...notes, ...crowded] };
}
