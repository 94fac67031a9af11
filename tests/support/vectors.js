/** The vectors and the plans that they use, from disk. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {string} folder
 * @returns {Record<string, any>} JSON files by name without ending
 */
function readJson(folder) {
  const files = readdirSync(`${root}/${folder}`).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [
      name.slice(0, -5),
      JSON.parse(readFileSync(`${root}/${folder}/${name}`, 'utf8')),
    ]),
  );
}

/** @returns {Record<string, import('../vectors/runner.js').Vector[]>} */
export const loadVectors = () => readJson('tests/vectors');

/**
 * The sessions that ask only what the browser's build can do: it opens images, does not explain, and reads what
 * JSON.stringify makes.
 */
export const loadLeanSessions = () =>
  loadVectors().sessions.filter(({ steps }) =>
    steps.every(
      (/** @type {any} */ { call, inputText }) =>
        call !== 'explain' && call !== 'open' && !(takesJson.has(call) && isUnusual(inputText)),
    ),
  );

const takesJson = new Set(['capture', 'configure']);

/** @param {string | undefined} text of JSON */
function isUnusual(text) {
  if (text === undefined) return false;
  try {
    return JSON.stringify(JSON.parse(text)) !== text;
  } catch {
    return true;
  }
}

/** @returns {Record<string, unknown>} */
export const loadPlans = () => ({ ...readJson('src/plans'), ...readJson('tests/vectors/plans') });
