/**
 * Paths of an OpenAPI 3.0 or 3.1 document, and of Swagger 2.0: for pages whose routes are those of the service behind them. The
 * document is read as it is; references are followed inside of it. YAML is read where the package js-yaml is installed.
 */
import { readFileSync } from 'node:fs';
import { needPackage } from './module/optional-package.js';
import { choice, joined, placeholder } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** How often a reference may lead to a reference. */
const mostHops = 8;

/** @param {string} file @returns {Promise<any>} */
async function parse(file) {
  const text = readFileSync(file, 'utf8');
  const isYaml = /\.ya?ml$/i.test(file);
  const yaml = isYaml
    ? await needPackage(
        () => import('js-yaml'),
        'js-yaml',
        `${file}: reading YAML (JSON needs none)`,
      )
    : null;
  try {
    return yaml ? yaml.load(text, { schema: yaml.CORE_SCHEMA }) : JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: not ${isYaml ? 'YAML' : 'JSON'}`, { cause: error });
  }
}

/** Follows references of the form `#/components/…`. @type {(document: any, value: any) => any} */
function followed(document, value) {
  let found = value;
  for (let hops = 0; typeof found?.$ref === 'string' && hops < mostHops; hops++) {
    const [file, ...keys] = found.$ref.split('/');
    const names = keys.map((/** @type {string} */ key) =>
      decodeURIComponent(key).replace(/~1/g, '/').replace(/~0/g, '~'),
    );
    found =
      file === '#'
        ? names.reduce((/** @type {any} */ at, /** @type {string} */ name) => at?.[name], document)
        : undefined;
  }
  return found;
}

/** @type {(document: any, parameter: any) => string[] | null} the words that a parameter has to be one of; null: any text */
function wordsOf(document, parameter) {
  const schema = followed(document, parameter.schema ?? parameter);
  const words = schema?.enum ?? (schema?.const === undefined ? null : [schema.const]);
  return Array.isArray(words) ? words.map(String) : null;
}

/**
 * The words of the path's parameters, where all operations that say one name words.
 * @type {(document: any, item: any) => Map<string, string[] | null>}
 */
function parametersOf(document, item) {
  const operations = methods.map((method) => item[method]).filter(Boolean);
  /** @type {Map<string, string[] | null>} */
  const found = new Map();
  for (const { parameters } of [item, ...operations]) {
    for (const given of Array.isArray(parameters) ? parameters : []) {
      const parameter = followed(document, given);
      if (parameter?.in !== 'path') continue;
      const words = wordsOf(document, parameter);
      const known = found.get(parameter.name);
      const all = known === undefined ? words : known && words && [...known, ...words];
      found.set(parameter.name, all);
    }
  }
  return found;
}

/** @type {(path: string, parameters: Map<string, string[] | null>) => Path} */
function pathOf(path, parameters) {
  const names = path.split('/').filter(Boolean);
  return names.map((name) =>
    joined(
      name.split(/\{([^{}]+)\}/).map((part, i) => {
        const words = parameters.get(part);
        if (i % 2 === 0) return part;
        if (words?.length === 1) return words[0];
        return words ? choice(part, words) : placeholder(part);
      }),
    ),
  );
}

/** The paths that servers are mounted at. @param {any[]} servers @returns {Path[]} */
const basesOf = (servers) =>
  servers.map(({ url = '/', variables = {} }) => {
    // Without scheme and host; what a variable says by default stands in its place.
    const path = String(url).replace(/^(?:[\w+.-]+:)?\/\/[^/]*/, '');
    /** @type {Map<string, string[] | null>} */
    const parameters = new Map(
      Object.entries(variables).map(([name, given]) => {
        const { enum: words, default: usual } = /** @type {any} */ (given);
        return [name, words ?? (usual === undefined ? null : [usual])];
      }),
    );
    return pathOf(path, parameters);
  });

/**
 * @param {string} place the document
 * @returns {Promise<import('./read-routes.js').Found>}
 * @throws where it cannot be read, or holds no paths
 */
export async function readOpenApi(place) {
  const document = await parse(place);
  if (document?.paths === null || typeof document?.paths !== 'object') {
    throw new Error(`${place}: no "paths" in it; give the OpenAPI document itself`);
  }
  const bases = basesOf(document.servers ?? [{ url: document.basePath ?? '/' }]);
  const items = Object.entries(document.paths).map(
    ([path, item]) => /** @type {[string, any]} */ ([path, followed(document, item) ?? {}]),
  );
  const isShared = bases.length === 1 && items.every(([, { servers }]) => !servers);
  const paths = items.flatMap(([path, item]) => {
    const own = pathOf(path, parametersOf(document, item));
    const mounts = isShared ? [[]] : item.servers ? basesOf(item.servers) : bases;
    return mounts.map((mount) => [...mount, ...own]);
  });
  return { paths, base: isShared ? bases[0] : [] };
}
