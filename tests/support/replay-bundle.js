/** The replay adapter and its recorders as a consumer's bundler makes them, for the site of the browser tests. */
import { build } from 'esbuild';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = ['./replay-page.js', './replay-player.js'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** @type {Promise<Map<string, string>> | undefined} */
let built;

/**
 * @param {string} name of a file below `/bundle/`
 * @returns {Promise<string | null>} null where there is no such file
 */
export async function readBundled(name) {
  built ??= bundle();
  return (await built).get(name) ?? null;
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: entries,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: '/',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}
