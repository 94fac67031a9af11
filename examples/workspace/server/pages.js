/** The two pages and the files they load. Every path is the same as in the repository. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

const repository = new URL('../../../', import.meta.url);
/** Nothing else of the repository is served. */
const FOLDERS = [
  '/examples/workspace/public/',
  '/js-glue/client/',
  '/js-glue/core/',
  '/replay/',
  '/dist/',
  '/src/plans/',
  '/node_modules/posthog-js/dist/',
];
/** @type {Record<string, string>} */
const TYPES = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const PLAIN_PATH = /^(?:\/[a-z0-9][a-z0-9._-]*)+$/;

const application = readPage('app.html');
const inspector = readPage('inspector.html');

/** @param {string} name */
function readPage(name) {
  return readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8');
}

/** The policy lets the import map stand by its hash. */
const importMap = /<script type="importmap">(.*?)<\/script>/s.exec(application)?.[1] ?? '';
const ownScripts = `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`;

/** @param {boolean} strict without WebAssembly, as some applications have it */
function pageHeaders(strict) {
  const scripts = strict ? ownScripts : `${ownScripts} 'wasm-unsafe-eval'`;
  return {
    'Content-Security-Policy': `default-src 'self'; ${scripts}; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
}

/**
 * @param {string} path
 * @param {IncomingMessage} incoming
 * @param {ServerResponse} outgoing
 * @returns {Promise<boolean>} whether the path is one of a file
 */
export async function serveFile(path, incoming, outgoing) {
  const type = TYPES[extname(path)];
  if (!type || !FOLDERS.some((folder) => path.startsWith(folder))) return false;
  const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
  const bytes = isRead && PLAIN_PATH.test(path) ? await read(path) : null;
  outgoing.writeHead(bytes ? 200 : 404, {
    'Content-Type': bytes ? type : 'text/plain',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : (bytes ?? 'not found'));
  return true;
}

/** @param {string} path */
async function read(path) {
  try {
    return await readFile(fileURLToPath(new URL(`.${path}`, repository)));
  } catch {
    return null;
  }
}

/**
 * Any other path is one of the application, which finds its way by itself.
 *
 * @param {string} path
 * @param {IncomingMessage} incoming
 * @param {ServerResponse} outgoing
 * @param {object} state what the page knows from its first moment on
 * @param {boolean} strict
 */
export function servePage(path, incoming, outgoing, state, strict) {
  const asked = new URLSearchParams((incoming.url ?? '').split('?')[1]).get('CSP_NO_WASM') === '1';
  if (extname(path) !== '') {
    outgoing.writeHead(404, { ...pageHeaders(strict), 'Content-Type': 'text/plain' });
    return void outgoing.end('not found');
  }
  const page = path === '/inspector' ? inspector : application;
  outgoing.writeHead(200, {
    ...pageHeaders(strict || asked),
    'Content-Type': 'text/html; charset=utf-8',
  });
  // A data block is no script: the policy above lets it stand, and `<` cannot end it early.
  const json = JSON.stringify(state).replaceAll('<', '\\u003c');
  outgoing.end(page.replace('"STATE"', () => json));
}
