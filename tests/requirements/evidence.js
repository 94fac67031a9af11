/** What shows a requirement: tests by their titles, vectors by their sources, C tests and type tests by their comments. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles } from '../../.ci/files.mjs';
import { root } from '../../.ci/process.mjs';
import { differenceOf, referencesOfSource, referencesOfTitle } from './references.js';

/**
 * @typedef {'test' | 'contract'} Kind `contract`: a type that the code of the host has to satisfy
 * @typedef {{file: string, title: string, kind: Kind, difference?: string} & import('./references.js').References} Evidence
 */

const contracts = 'tests/types/host-contracts.ts';

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8');

/** @returns {Evidence[]} titles of tests; @throws {Error} with what mocha says where a file cannot be loaded */
function testEvidence() {
  const script = fileURLToPath(new URL('titles.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH }, // titles say how much of a test was asked for
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`the titles of the tests cannot be read: ${stderr}`);
  /** @type {{file: string, title: string}[]} */
  const titles = JSON.parse(stdout);
  return titles.map(({ file, title }) => {
    const parts = title.split(' › ').map(referencesOfTitle);
    const difference = differenceOf(title);
    return { file, title, kind: 'test', difference, ...together(parts) };
  });
}

/** @param {import('./references.js').References[]} parts @returns {import('./references.js').References} */
const together = (parts) => ({
  numbers: parts.flatMap(({ numbers }) => numbers),
  cases: parts.flatMap(({ cases }) => cases),
  stray: parts.flatMap(({ stray }) => stray),
});

/** @returns {Evidence[]} */
function vectorEvidence() {
  return listFiles(['tests/vectors'], /\.json$/)
    .filter((file) => !file.slice('tests/vectors/'.length).includes('/'))
    .flatMap((file) =>
      JSON.parse(read(file)).map((/** @type {Record<string, string>} */ vector) => ({
        file,
        title: vector.title,
        kind: 'test',
        difference: vector.changed,
        ...referencesOfSource(vector.source ?? ''),
      })),
    );
}

const comment = /\/\*\*?\s([\s\S]*?)\*\/|(?<=^|\s)\/\/ ([^\n]*)/g;

/** @param {string} text of C or TypeScript @returns {string[]} its comments, each on one line */
export function commentsOf(text) {
  return [...text.matchAll(comment)].map(([, block, line]) =>
    (block ?? line).replace(/\s*\n\s*(?:\* )?/g, ' ').trim(),
  );
}

/** @returns {Evidence[]} */
function commentEvidence() {
  const files = [
    ...listFiles(['tests/native', 'tests/fuzz'], /\.[ch]$/),
    ...listFiles(['tests/types'], /\.ts$/),
  ];
  return files.flatMap((file) =>
    commentsOf(read(file)).map((title) => ({
      file,
      title,
      kind: file === contracts ? 'contract' : 'test',
      ...referencesOfTitle(title),
    })),
  );
}

/**
 * All that names a requirement or a case, each title of a file once.
 * @returns {Evidence[]}
 */
export function collectEvidence() {
  const all = [...testEvidence(), ...vectorEvidence(), ...commentEvidence()];
  const seen = new Map(all.map((evidence) => [`${evidence.file} ${evidence.title}`, evidence]));
  return [...seen.values()].filter(
    ({ numbers, cases, stray }) => numbers.length + cases.length + stray.length > 0,
  );
}

/** @param {Evidence} evidence */
export const nameOf = ({ file, title }) => `${basename(file)}: ${title}`;
