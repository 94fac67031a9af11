/** The replay adapter and its recorders as a consumer's bundler makes them, for the site of the browser tests. */
import { build } from 'esbuild';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = ['./replay-page.js', './replay-player.js', './replay-alone.js'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** @type {Promise<Map<string, string>> | undefined} */
let built;

/** What a page lacks where nobody installed a recorder. */
const recorders = ['posthog-js/*', '@rrweb/record'];

/**
 * @param {string} name of a file below `/bundle/`; below `/bundle/without/` the recorders are not installed
 * @returns {Promise<string | null>} null where there is no such file
 */
export async function readBundled(name) {
  built ??= Promise.all([bundle('', []), bundle('without/', recorders)]).then(
    (parts) => new Map(parts.flat()),
  );
  return (await built).get(name) ?? null;
}

/**
 * @param {string} prefix of the names
 * @param {string[]} external modules that stay outside
 * @returns {Promise<[string, string][]>} names and texts
 */
async function bundle(prefix, external) {
  const { outputFiles } = await build({
    entryPoints: entries,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: '/',
    external,
    logLevel: 'error',
  });
  return outputFiles.map(({ path, text }) => [prefix + basename(path), text]);
}
