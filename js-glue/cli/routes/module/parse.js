/**
 * Modules as syntax trees, read and never executed. acorn reads JavaScript; esbuild first takes types off and turns JSX into calls.
 */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { needPackage } from './optional-package.js';

/** @typedef {import('acorn').Program} Program */
/** @typedef {(file: string, text?: string) => Program} Parse `text`: of the module, where it is not the whole file */

/** What JSX becomes: `<Route path="x" />` is `__jsx(Route, {path: 'x'})`. */
export const jsxCall = '__jsx';
export const jsxFragment = '__fragment';

/** How esbuild is to read a file, by its extension. */
const loaders = /** @type {const} */ ({
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.vue': 'ts',
  '.js': 'jsx',
  '.mjs': 'jsx',
  '.cjs': 'jsx',
  '.jsx': 'jsx',
});

/** Extensions of modules, in the order in which bundlers look for them. */
export const moduleExtensions = ['ts', 'tsx', 'mts', 'js', 'jsx', 'mjs', 'cjs'];

/**
 * @returns {Promise<Parse>} throws an Error that names the file and never quotes it
 * @throws where acorn is not installed
 */
export async function loadParser() {
  const acorn = await needPackage(() => import('acorn'), 'acorn', 'reading a module');
  const esbuild = await import('esbuild').catch(() => null);
  /** @param {string} code @returns {Program} */
  const read = (code) => acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'module' });

  /** @param {string} file @param {string} code */
  function withoutTypes(file, code) {
    if (!esbuild) {
      throw new Error(
        `${file}: reading TypeScript or JSX needs the package esbuild: npm install --save-dev esbuild`,
      );
    }
    try {
      return esbuild.transformSync(code, {
        loader: loaders[/** @type {keyof typeof loaders} */ (extname(file))] ?? 'tsx',
        jsx: 'transform',
        jsxFactory: jsxCall,
        jsxFragment,
        logLevel: 'silent',
        tsconfigRaw: {},
      }).code;
    } catch (error) {
      const { errors } = /** @type {import('esbuild').TransformFailure} */ (error);
      if (!errors) throw new Error(`${file}: esbuild does not run here`, { cause: error });
      const line = errors[0]?.location?.line;
      throw new Error(`${file}${line ? `:${line}` : ''}: a syntax error`, { cause: error });
    }
  }

  return (file, text = readFileSync(file, 'utf8')) => {
    if (/\.[cm]?js$/.test(file)) {
      try {
        return read(text);
      } catch {
        // JSX, or faults that esbuild finds the line of.
      }
    }
    return read(withoutTypes(file, text));
  };
}
