/** What a consumer's bundler makes of an import of the package, and how large that is on the wire. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {Uint8Array} bytes
 * @returns {{raw: number, gzip: number, brotli: number}} bytes; gzip 9 and brotli 11
 */
export function sizesOf(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/** What pages load lazily, as chunks of their own: the JavaScript build, and the whole core. */
export const lazy = ['*-fallback.js', '*/core/index.js'];

/**
 * Bundles and minifies a module for browsers.
 * @param {string} source of the entry; imports are resolved from the repository's root
 * @param {string[]} [external] modules that stay outside
 */
export async function bundle(source, external = lazy) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    external,
    logLevel: 'error',
  });
  return outputFiles[0].contents;
}
