/** File lists, content hashes and the stamps that let a step be skipped when nothing it reads has changed. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

const generated = new Set(['node_modules', 'build', 'dist', '.git', '.next']);

/**
 * Files below the folders whose name ends as asked, sorted; a folder that does not exist holds none.
 * @param {string[]} folders relative to the repository root, or absolute
 * @param {RegExp} pattern tested against the file's name
 * @returns {string[]} paths as the folders were given
 */
export function listFiles(folders, pattern) {
  /** @type {string[]} */
  const found = [];
  for (const folder of folders) {
    for (const entry of entriesOf(join(folder.startsWith('/') ? '' : root, folder))) {
      const path = join(folder, entry.name);
      if (entry.isFile() && pattern.test(entry.name)) found.push(path);
      if (entry.isDirectory() && !generated.has(entry.name)) {
        found.push(...listFiles([path], pattern));
      }
    }
  }
  return found.sort();
}

/** @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * One hash over the names and contents of the files, and over the extra texts.
 * @param {string[]} paths
 * @param {string[]} [texts]
 */
export function hashFiles(paths, texts = []) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text}\0`);
  for (const path of paths) {
    hash.update(`${path}\0`).update(contentOf(path.startsWith('/') ? path : join(root, path)));
  }
  return hash.digest('hex');
}

/** @param {string} path */
function contentOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return 'absent';
  }
}

/**
 * @param {string} path
 * @returns {string | null} what `writeStamp` left there
 */
export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {string} value
 */
export function writeStamp(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${value}\n`);
}
