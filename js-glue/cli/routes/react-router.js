/**
 * Routes of React Router 7, and of 6.4 and later: the routes of createBrowserRouter and its like, `<Route>` elements, and the
 * `app/routes.ts` of framework mode. React Router reads its route objects only where it also runs the application, so they are read
 * as they are written; `--run` asks the module itself.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isFolder, modulesAt } from './files.js';
import { callsIn, exportOf } from './module/evaluate.js';
import { baseAdvice, readBase } from './module/option.js';
import { jsxCall, jsxFragment, moduleExtensions } from './module/parse.js';
import { memberOf, untold } from './module/values.js';
import { flatRoutes, showsPage } from './remix.js';
import { joinPaths, listOf, recordsIn, unreadIn, untoldPart } from './route-records.js';
import { literal, literals, optional, placeholder, tail } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */
/** @typedef {import('./module/evaluate.js').Call} Call */

/** Where routes usually are, seen from the project's folder; framework mode first. */
const usualPlaces = [
  ...['app/routes', 'src/routes', 'src/router', 'src/routes/index', 'src/router/index'],
  ...['src/App', 'src/main', 'src/index'],
];

const routers = /(create(Browser|Hash|Memory)Router|createStaticHandler|useRoutes)$/i;

/** @param {unknown} value @returns {value is string} */
const isString = (value) => typeof value === 'string';

/** `(path, file, children)` and `(path, file, options, children)`. @param {Call} call @param {number} at */
function childrenAt({ arg }, at) {
  const given = arg(at);
  return Array.isArray(given) || given === untold ? given : arg(at + 1);
}

/** What `prefix()` does to routes: pathless ones hand it on. @type {(path: string, records: any) => any} */
function prefixed(path, records) {
  if (!Array.isArray(records)) return untold;
  return records.map((record) => {
    if (record === untold || record.path === untold) return untold;
    const { index, file, children, flat } = record;
    if (record.path === undefined && !index && !flat) {
      return { file, children: prefixed(path, children) };
    }
    return { index, file, children, flat, path: record.path ? `${path}/${record.path}` : path };
  });
}

/** `<Route path="x">…</Route>`, as the call that JSX becomes. @param {Call} call */
function element({ nodes, arg, rest }) {
  const name = nodes[0]?.name;
  if (name === jsxFragment || name === 'Routes') return rest(2).flat();
  const props = arg(1) ?? {};
  if (name !== 'Route' || props === untold) return untold;
  return Object.create(props, { children: { value: rest(2).flat() } });
}

/** @type {Record<string, (call: Call) => any>} */
const calls = {
  [jsxCall]: element,
  createRoutesFromElements: ({ arg }) => listOf(arg(0)),
  createRoutesFromChildren: ({ arg }) => listOf(arg(0)),
  index: ({ arg }) => ({ index: true, file: arg(0) }),
  route: (call) => ({ path: call.arg(0), file: call.arg(1), children: childrenAt(call, 2) }),
  layout: (call) => ({ file: call.arg(0), children: childrenAt(call, 1) }),
  prefix: ({ arg }) => (isString(arg(0)) ? prefixed(arg(0), arg(1)) : untold),
  flatRoutes({ arg }) {
    const { rootDirectory = 'routes' } = arg(0) ?? {};
    return isString(rootDirectory) ? [{ flat: rootDirectory }] : untold;
  },
};

/** @param {import('./module/evaluate.js').Module} module @returns {import('./route-records.js').Records} */
function recordsOf(module) {
  const made = callsIn(module, routers);
  const elements = callsIn(module, new RegExp(`^${jsxCall}$`)).filter(
    ({ nodes }) => nodes[0]?.name === 'Routes',
  );
  const records = [...made.map(({ arg }) => arg(0)), ...elements.map(element)].flatMap(listOf);
  const options = made.map(({ arg }) => arg(1) ?? {});
  const bases = options.map((each) => memberOf(each, 'basename'));
  const isComputed =
    options.some((each) => 'basename' in Object(each)) && bases.every((each) => !isString(each));
  const exported = exportOf(module, 'routes') ?? exportOf(module, 'default');
  return {
    records: records.length > 0 ? records : listOf(exported),
    base: bases.find(isString) ?? '',
    notes: isComputed
      ? [`${module.file}: basename was passed over: it is computed; ${baseAdvice}`]
      : [],
  };
}

/** @param {string} path @returns {Path} */
function pathOf(path) {
  const texts = path.split('/').filter(Boolean);
  return texts.map((text) => {
    const required = text.replace(/\?$/, '');
    const [, name] = /^:([\w-]+)/.exec(required) ?? [];
    if (required === '*') return optional(tail());
    const segment = name ? placeholder(name) : literal(required);
    return required === text ? segment : optional(segment);
  });
}

/**
 * @param {any[]} records
 * @param {string} parent the path that they stand under
 * @param {{appFolder: string, paths: Path[], unread: string[]}} found
 */
function collect(records, parent, found) {
  for (const record of records) {
    const part = untoldPart(record, parent);
    if (part) found.unread.push(part);
    if (record === untold || record.path === untold) continue;
    const { path, index, file, children, flat } = record;
    const full = isString(path) ? joinPaths(parent, path) : parent;
    if (flat !== undefined) {
      const below = flatRoutes(resolve(found.appFolder, flat));
      found.paths.push(...below.map((each) => [...pathOf(full), ...each]));
    } else if (isString(path) || index === true) {
      if (!isString(file) || isPage(resolve(found.appFolder, file))) found.paths.push(pathOf(full));
    }
    if (Array.isArray(children)) collect(children, full, found);
  }
}

/** @param {string} file */
const isPage = (file) => !existsSync(file) || showsPage(file);

/**
 * @param {string} place the project's folder, or the module with the routes
 * @param {{run?: boolean}} [options]
 * @returns {Promise<import('./read-routes.js').Found>}
 * @throws where no routes are found
 */
export async function readReactRouter(place, options = {}) {
  const files = isFolder(place) ? modulesAt(place, usualPlaces, moduleExtensions) : [place];
  if (files.length === 0) {
    throw new Error(
      `${place}: no app/routes.ts and no src/routes here; give the module that exports the routes`,
    );
  }
  const {
    file,
    records,
    base,
    notes = [],
  } = await recordsIn(files, options, () => ({ calls }), recordsOf);
  const appFolder = dirname(file);
  const config = await readBase(dirname(appFolder), 'react-router.config', ['basename']);
  const found = { appFolder, paths: [], unread: [] };
  collect(records, '/', found);
  return {
    paths: found.paths,
    base: literals(base || config.base),
    unread: unreadIn(file, found.unread),
    notes: [...notes, ...config.notes],
  };
}
