/**
 * Writes docs/requirements-coverage.md and docs/observed-cases.md from the lists of this folder and the titles of all tests:
 * `npm run coverage:requirements`. With `--check` writes nothing. Tells each fault on standard error, and ends with 1 if there is any.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, root } from '../../.ci/process.mjs';
import { coverageOf } from './coverage.js';
import { casesDocument } from './cases-document.js';
import { collectEvidence } from './evidence.js';
import { requirementsDocument } from './requirements-document.js';
import { readLists } from './requirements.js';

/** @typedef {{documents: Record<string, string>, faults: string[]}} Written documents by path */

/** @returns {Written} */
export function writeDocuments() {
  const lists = readLists();
  const coverage = coverageOf(lists, collectEvidence());
  return {
    documents: {
      'docs/requirements-coverage.md': requirementsDocument(lists, coverage),
      'docs/observed-cases.md': casesDocument(lists, coverage),
    },
    faults: coverage.faults,
  };
}

/** @param {Record<string, string>} documents @returns {string[]} a sentence for each that is not what the generator writes now */
export const staleFaults = (documents) =>
  Object.entries(documents)
    .filter(([path, text]) => textOf(join(root, path)) !== text)
    .map(([path]) => `${path} is not what \`npm run coverage:requirements\` writes now`);

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** @param {string[]} args */
function main(args) {
  const { documents, faults } = writeDocuments();
  const isCheck = args.includes('--check');
  if (!isCheck)
    for (const [path, text] of Object.entries(documents)) writeFileSync(join(root, path), text);
  const all = [...faults, ...(isCheck ? staleFaults(documents) : [])];
  for (const fault of all) process.stderr.write(`${fault}\n`);
  return all.length > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) process.exitCode = main(process.argv.slice(2));
