import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} path */
export const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();

/** @param {string} path */
export const isFile = (path) => existsSync(path) && statSync(path).isFile();

/**
 * @param {string} folder
 * @param {readonly string[]} names
 * @param {(path: string) => boolean} [fits]
 * @returns {string | undefined} the path of the first that is there
 */
export const firstOf = (folder, names, fits = isFile) =>
  names.map((name) => join(folder, name)).find(fits);

/**
 * The files that there are of a module, by its usual names.
 * @param {string} folder
 * @param {readonly string[]} stems without extension
 * @param {readonly string[]} extensions
 */
export const modulesAt = (folder, stems, extensions) =>
  stems
    .flatMap((stem) => extensions.map((extension) => join(folder, `${stem}.${extension}`)))
    .filter(isFile);

/**
 * The files below a folder, in the order of their names. Links are not followed out of it, packages not looked into.
 * @param {string} folder
 * @returns {string[][]} each as the names on the way to it
 */
export function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    if (entry.isDirectory()) {
      return filesBelow(join(folder, entry.name)).map((way) => [entry.name, ...way]);
    }
    return entry.isFile() ? [[entry.name]] : [];
  });
}

/**
 * A file's name in parts.
 * @param {string} name
 * @param {readonly string[]} extensions without the leading dot, which may have dots inside
 * @returns {string | null} the name without its extension; null: it has another one
 */
export function withoutExtension(name, extensions) {
  const extension = extensions.find((each) => name.endsWith(`.${each}`));
  return extension && !name.endsWith('.d.ts') ? name.slice(0, -extension.length - 1) : null;
}
