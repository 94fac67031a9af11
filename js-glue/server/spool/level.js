import { mkdir } from 'node:fs/promises';
import { SpoolError } from './error.js';
import { repair } from './repair.js';

/**
 * What is used of classic-level 3.
 *
 * @typedef {{type: 'put', key: string, value: string} | {type: 'del', key: string}} Operation
 *
 * @typedef {object} Level
 * @property {() => Promise<void>} open
 * @property {() => Promise<void>} close
 * @property {(operations: Operation[], options: {sync: boolean}) => Promise<void>} batch
 * @property {() => {all: () => Promise<[string, string][]>}} iterator
 * @property {(start: string, end: string) => Promise<void>} compactRange
 *
 * @typedef {new (location: string) => Level} LevelClass
 */

/** Of the user alone: lines of identified events hold what a plan says of a person. */
const FOLDER_MODE = 0o700;

/** What the store says, in our words. Anything else it cannot open is the folder's fault. */
const CODES = new Map(
  /** @type {const} */ ([
    ['LEVEL_LOCKED', 'spool_locked'],
    ['LEVEL_CORRUPTION', 'spool_unreadable'],
  ]),
);

/**
 * @param {LevelClass} [given]
 * @returns {Promise<LevelClass>}
 * @throws {SpoolError} `spool_package`
 */
export async function loadLevel(given) {
  if (given) return given;
  // An optional peer: by a name that the type checker cannot follow, because it need not be there.
  const name = 'classic-level';
  try {
    return (await import(/** @type {string} */ (name))).ClassicLevel;
  } catch (error) {
    throw new SpoolError('spool_package', error);
  }
}

/**
 * Opens the store and reads all of it. One that cannot be read is repaired once: what is still whole is kept.
 *
 * @param {LevelClass} LevelClass
 * @param {string} folder made where it is missing
 * @returns {Promise<{level: Level, rows: [string, string][], isRepaired: boolean}>}
 * @throws {SpoolError} `spool_folder`, `spool_locked`, `spool_unreadable`
 */
export async function openLevel(LevelClass, folder) {
  try {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  } catch (error) {
    throw new SpoolError('spool_folder', error);
  }
  try {
    return { ...(await readAll(LevelClass, folder)), isRepaired: false };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'spool_locked') throw new SpoolError(code, error);
    return openRepaired(LevelClass, folder, code);
  }
}

/**
 * @param {LevelClass} LevelClass
 * @param {string} folder
 * @param {import('./error.js').SpoolErrorCode} code why
 */
async function openRepaired(LevelClass, folder, code) {
  try {
    await repair(folder);
    return { ...(await readAll(LevelClass, folder)), isRepaired: true };
  } catch (error) {
    throw new SpoolError(code, error);
  }
}

/**
 * @param {LevelClass} LevelClass
 * @param {string} folder
 */
async function readAll(LevelClass, folder) {
  const level = new LevelClass(folder);
  await level.open();
  try {
    return { level, rows: await level.iterator().all() };
  } catch (error) {
    await level.close();
    throw error;
  }
}

/** @param {unknown} error which has the store's own word as its cause */
function codeOf(error) {
  const { code, cause } = /** @type {{code?: string, cause?: {code?: string}}} */ (error);
  const known = [cause?.code, code].map((word) => CODES.get(/** @type {any} */ (word)));
  return known.find((word) => word !== undefined) ?? 'spool_folder';
}
