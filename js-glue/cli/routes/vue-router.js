/**
 * Routes of Vue Router 4 and 5: arrays of route records, and the pages of Nuxt and of file-based routing (see vue-pages.js). Vue
 * Router has its records only where the application runs, so they are read as they are written; `--run` asks the module itself.
 */
import { dirname, join } from 'node:path';
import { firstOf, isFile, isFolder, modulesAt } from './files.js';
import { callsIn, exportOf } from './module/evaluate.js';
import { readBase } from './module/option.js';
import { loadParser, moduleExtensions } from './module/parse.js';
import { addLazily, memberOf, untold } from './module/values.js';
import { joinPaths, listOf, recordsIn, unreadIn, untoldPart } from './route-records.js';
import { literals } from './segments.js';
import { recordsOfPages } from './vue-pages.js';
import { vuePath } from './vue-path.js';

/** @typedef {import('./segments.js').Path} Path */

/** Where the router usually is, seen from the project's folder. */
const usualPlaces = ['src/router/index', 'src/router', 'src/routes', 'router/index', 'src/main'];

/** Where pages usually are. */
const pagesFolders = ['src/pages', 'app/pages', 'pages'];

/** Modules that plug-ins make of the pages. */
const pagesModules = [
  'vue-router/auto-routes',
  'vue-router/auto/routes',
  'virtual:generated-pages',
  '~pages',
];

/** @param {string} place */
const isNuxt = (place) => modulesAt(place, ['nuxt.config'], moduleExtensions).length > 0;

/** The folder with the package.json that a file belongs to. @param {string} path @returns {string} */
function projectOf(path) {
  const folder = dirname(path);
  return isFile(join(folder, 'package.json')) || folder === dirname(folder)
    ? folder
    : projectOf(folder);
}

/** @param {import('./module/evaluate.js').Module} module @returns {import('./route-records.js').Records} */
function recordsOf(module) {
  const options = callsIn(module, /^createRouter$/).map(({ arg }) => arg(0));
  const added = callsIn(module, /^addRoute$/).map(({ nodes, arg }) =>
    nodes.length === 1 ? arg(0) : untold,
  );
  const given = options.flatMap((each) => listOf(memberOf(each, 'routes')));
  const exported = listOf(exportOf(module, 'routes') ?? exportOf(module, 'default'));
  const bases = options.map((each) => memberOf(memberOf(each, 'history'), 'base'));
  return {
    records: [...(given.length > 0 ? given : exported), ...added],
    base: bases.find((base) => typeof base === 'string') ?? '',
  };
}

/**
 * @param {any[]} records
 * @param {string[]} parents the path that they stand under, and its aliases
 * @param {{paths: Path[], unread: string[]}} found
 */
function collect(records, parents, found) {
  for (const record of records) {
    const part = untoldPart(record, parents[0]);
    if (part) found.unread.push(part);
    if (record === untold || typeof record.path !== 'string') continue;
    const aliases = listOf(record.alias ?? undefined);
    if (aliases.includes(untold)) found.unread.push(`aliases under ${parents[0]}`);
    const own = [record.path, ...aliases.filter((alias) => typeof alias === 'string')];
    const full = own.flatMap((path) => parents.map((parent) => joinPaths(parent, path)));
    // Without a name or a component, a record only holds its children together.
    const isPage = ['name', 'component', 'components'].some((key) => key in record);
    if (isPage && !('redirect' in record)) found.paths.push(...full.map(vuePath));
    if (Array.isArray(record.children)) collect(record.children, full, found);
  }
}

/** @type {(place: string, parse: import('./module/parse.js').Parse | null) => {records: any[], unread: string[]}} */
function readPages(place, parse) {
  const folder = firstOf(place, pagesFolders, isFolder);
  if (folder) return recordsOfPages(folder, { isNuxt: isNuxt(place), parse });
  throw new Error(
    `${place}: no src/router and no folder pages here; give the project's folder, or the module that makes the router`,
  );
}

/**
 * What plug-ins add to the language of a router's module: routes that are made of pages, and calls that do not change paths.
 * @param {string} place the project's folder
 * @param {string[]} unread of the pages
 * @returns {Parameters<typeof recordsIn>[2]}
 */
const frameworkOf = (place, unread) => (parse) => {
  const made = {};
  for (const name of ['routes', 'default']) {
    addLazily(made, name, () => {
      const pages = readPages(place, parse);
      unread.push(...pages.unread);
      return pages.records;
    });
  }
  return {
    calls: {
      createWebHistory: ({ arg }) => ({ base: arg(0) }),
      setupLayouts: ({ arg }) => arg(0),
    },
    made: Object.fromEntries(pagesModules.map((name) => [name, made])),
  };
};

/**
 * @param {string} place the project's folder, or the module with the router
 * @param {{run?: boolean}} [options]
 * @returns {Promise<import('./read-routes.js').Found>}
 * @throws where no routes are found
 */
export async function readVueRouter(place, options = {}) {
  /** @type {{paths: Path[], unread: string[]}} */
  const found = { paths: [], unread: [] };
  const files = isFile(place) ? [place] : modulesAt(place, usualPlaces, moduleExtensions);
  if (files.length > 0 && !isNuxt(place)) {
    /** @type {string[]} */
    const unread = [];
    const framework = frameworkOf(isFile(place) ? projectOf(place) : place, unread);
    const { file, records, base } = await recordsIn(files, options, framework, recordsOf);
    collect(records, ['/'], found);
    return {
      paths: found.paths,
      base: literals(base),
      unread: [...unread, ...unreadIn(file, found.unread)],
    };
  }
  const { records, unread } = readPages(place, await loadParser().catch(() => null));
  collect(records, ['/'], found);
  const { base, notes } = await readBase(place, 'nuxt.config', ['app', 'baseURL']);
  return { paths: found.paths, base: literals(base), unread, notes };
}
