import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isFile } from '../files.js';
import { moduleExtensions } from './parse.js';

/** What bundlers are usually told to take for the folder of the sources. */
const alias = /^[@~]\//;

/** @param {string} path without an extension, or with the one that it will have when it is built */
function moduleAt(path) {
  const stem = path.replace(/\.([cm]?)jsx?$/, '');
  const endings = moduleExtensions.flatMap((extension) => [`.${extension}`, `/index.${extension}`]);
  return [
    path,
    ...endings.map((ending) => path + ending),
    ...endings.map((ending) => stem + ending),
  ]
    .filter((candidate) =>
      moduleExtensions.some((extension) => candidate.endsWith(`.${extension}`)),
    )
    .find(isFile);
}

/**
 * The application's own module that an import means.
 * @param {string} from the importing file
 * @param {string} specifier
 * @returns {string | undefined} undefined: a package, or nothing that can be read
 */
export function resolveModule(from, specifier) {
  if (specifier.startsWith('.')) return moduleAt(join(dirname(from), specifier));
  if (!alias.test(specifier)) return undefined;
  const name = specifier.replace(alias, '');
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
    const found = moduleAt(join(folder, name));
    if (found) return found;
    if (existsSync(join(folder, 'package.json'))) return undefined;
  }
  return undefined;
}
