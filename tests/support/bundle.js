/** What a consumer's bundler makes of an import of the package, and how large that is on the wire. */
import { build } from 'esbuild';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {Uint8Array | Uint8Array[]} files
 * @returns {{raw: number, gzip: number, brotli: number}} bytes of all of them; gzip 9 and brotli 11, each file by itself
 */
export function sizesOf(files) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const sizes = { raw: 0, gzip: 0, brotli: 0 };
  for (const bytes of Array.isArray(files) ? files : [files]) {
    sizes.raw += bytes.length;
    sizes.gzip += gzipSync(bytes, { level: 9 }).length;
    sizes.brotli += brotliCompressSync(bytes, { params }).length;
  }
  return sizes;
}

/**
 * Bundles and minifies a module for browsers, with what it imports lazily in chunks of their own.
 * @param {string} source of the entry; imports are resolved from the repository's root
 * @param {string[]} [external] modules that stay outside
 * @returns {Promise<Uint8Array[]>} the files that the page loads at first
 */
export async function bundle(source, external = []) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    metafile: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    outdir: root,
    external,
    logLevel: 'error',
  });
  /** @type {Set<string>} */
  const first = new Set();
  /** @param {string} path */
  const add = (path) => {
    if (first.has(path) || !metafile.outputs[path]) return;
    first.add(path);
    for (const row of metafile.outputs[path].imports) {
      if (row.kind === 'import-statement') add(row.path);
    }
  };
  add('stdin.js');
  const files = outputFiles.filter(({ path }) => first.has(relative(root, path)));
  if (files.length === 0) throw new Error('the bundler named its files otherwise');
  return files.map(({ contents }) => contents);
}
