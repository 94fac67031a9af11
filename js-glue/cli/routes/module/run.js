/**
 * The routes of a module that is executed, for `--run` alone: bundled without its packages, in a thread of its own, of which nothing
 * comes back but what routes are made of.
 */
import { isBuiltin } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { needPackage } from './optional-package.js';
import { moduleExtensions } from './parse.js';
import { resolveModule } from './resolve.js';

const timeLimitMs = 30_000;

/** Whether a file is a module; all others, such as styles and components, are empty to the routes. @param {string} file */
const isModule = (file) => [...moduleExtensions, 'json'].includes(extname(file).slice(1));

/** @type {import('esbuild').Plugin} */
const withoutPackages = {
  name: 'without packages',
  setup(build) {
    build.onResolve(
      { filter: /^[^./]/ },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === withoutPackages || kind === 'entry-point') return undefined;
        if (isBuiltin(path)) return { path, external: true };
        const own = resolveModule(importer, path);
        if (own) return { path: own };
        const found = await build.resolve(path, { kind, resolveDir, pluginData: withoutPackages });
        const isPackage = found.path.includes('node_modules') && isModule(found.path);
        return isPackage ? { path: pathToFileURL(found.path).href, external: true } : found;
      },
    );
    build.onLoad({ filter: /./ }, ({ path }) =>
      isModule(path) ? undefined : { contents: '', loader: 'empty' },
    );
  },
};

/** @param {string} file */
async function bundle(file) {
  const esbuild = await needPackage(() => import('esbuild'), 'esbuild', '--run');
  try {
    const { outputFiles } = await esbuild.build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      jsx: 'automatic',
      define: { 'import.meta.env': '{}' },
      logLevel: 'silent',
      plugins: [withoutPackages],
    });
    return outputFiles[0].text;
  } catch (error) {
    const place = /** @type {any} */ (error).errors?.[0]?.location;
    const where = place ? `${place.file}:${place.line}` : file;
    throw new Error(
      `${where}: cannot be bundled; is everything installed that the module imports?`,
      { cause: error },
    );
  }
}

/**
 * @param {string} file
 * @returns {Promise<{records: any[], base: string}>} `records`: none where it exports no routes
 * @throws where the module cannot be run; the message does not quote it
 */
export async function runModule(file) {
  const code = await bundle(file);
  const worker = new Worker(new URL('./run-worker.js', import.meta.url), {
    workerData: `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`,
    stdout: true,
    stderr: true,
  });
  try {
    return await new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ how) =>
        reject(
          new Error(
            `${file}: running it ${how}; export its routes as an array, apart from what needs a page`,
          ),
        );
      worker.once('message', ({ failed, ...outcome }) =>
        failed ? fail(`threw a ${failed}`) : resolve(outcome),
      );
      worker.once('error', ({ name }) => fail(`threw a ${name}`));
      worker.once('exit', () => fail('ended early'));
      setTimeout(() => fail(`took longer than ${timeLimitMs / 1000} s`), timeLimitMs).unref();
    });
  } finally {
    await worker.terminate();
  }
}
