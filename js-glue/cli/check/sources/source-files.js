/** The scripts of an application, from the files of its folders. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { scriptBlocks } from './script-blocks.js';

/**
 * @typedef {object} SourceFile
 * @property {string} file as a reader would name it
 * @property {string} text
 * @property {import('./script-blocks.js').Block[]} blocks its scripts
 * @property {string} rest what is no script
 */

/** By the file's ending. @type {Record<string, import('./script-blocks.js').Language>} */
const languages = {
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'js',
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
};

/** Scripts are inside of these. */
const pages = new Set(['.html', '.htm', '.vue', '.svelte']);

const declarations = /\.d\.[cm]?ts$/;

/** @param {string} name */
const isSource = (name) =>
  !declarations.test(name) && (extname(name) in languages || pages.has(extname(name)));

/**
 * @param {string} path of a folder or a file
 * @returns {string[]} the files, without those that are installed or hidden
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .filter((entry) => entry.isDirectory() || isSource(entry.name))
    .map(({ name }) => join(path, name))
    .sort()
    .flatMap(filesIn);
}

/** @param {string} file @returns {SourceFile} */
function read(file) {
  const text = readFileSync(file, 'utf8');
  const named = { file: relative('', file), text };
  if (pages.has(extname(file))) return { ...named, ...scriptBlocks(text) };
  return { ...named, blocks: [{ text, language: languages[extname(file)] ?? 'js' }], rest: '' };
}

/**
 * @param {string[]} paths of folders and files
 * @returns {SourceFile[]}
 * @throws for one that is not there
 */
export const sourceFiles = (paths) => [...new Set(paths.flatMap(filesIn))].map(read);
