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

/**
 * Bundles and minifies a module for browsers. What is loaded lazily stays out, as the chunks of their own that they are: the
 * JavaScript build, and the compiler of plans.
 * @param {string} source of the entry; imports are resolved from the repository's root
 * @param {string[]} [external] further modules that stay outside
 */
export async function bundle(source, external = []) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    external: ['*-fallback.js', '*/compile.js', ...external],
    logLevel: 'error',
  });
  return outputFiles[0].contents;
}
