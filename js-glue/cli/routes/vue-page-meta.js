/** What a page says of its own route: `definePage()`, Nuxt's `definePageMeta()`, and the `<route>` block. */
import { readFileSync } from 'node:fs';
import { callsIn, createReading, openModule } from './module/evaluate.js';
import { memberOf, untold } from './module/values.js';

/** @typedef {{path?: string, alias?: string[], redirect?: boolean}} Meta what counts for routes */

const script = /<script\b[^>]*>([\s\S]*?)<\/script\s*>/gi;
const routeBlock = /<route\b[^>]*>([\s\S]*?)<\/route\s*>/i;
const define = /\bdefinePage(Meta)?\s*\(/;
/** Of what a page can say of itself, what changes its paths. */
const telling = /\b(path|alias|redirect)\b/;

/** @param {any} value @returns {string[]} */
const textsOf = (value) => [value].flat().filter((each) => typeof each === 'string');

/** @param {any} said @returns {Meta} */
function metaOf(said) {
  const path = memberOf(said, 'path');
  const alias = textsOf(memberOf(said, 'alias'));
  const redirect = memberOf(said, 'redirect') !== untold;
  return {
    ...(typeof path === 'string' && { path }),
    ...(alias.length > 0 && { alias }),
    ...(redirect && { redirect }),
  };
}

/** @param {any} said */
const isTold = (said) =>
  said !== untold &&
  ['path', 'alias'].every((key) => !(key in said) || ![said[key]].flat().includes(untold));

/**
 * @param {string} file
 * @param {import('./module/parse.js').Parse | null} parse
 * @returns {{meta: Meta, fault?: string}} `fault`: why it could not be told
 */
export function pageMeta(file, parse) {
  const text = readFileSync(file, 'utf8');
  const [, block] = routeBlock.exec(text) ?? [];
  if (block !== undefined && telling.test(block)) {
    try {
      return { meta: metaOf(JSON.parse(block)) };
    } catch {
      return {
        meta: {},
        fault: 'its <route> block is not JSON; write it as JSON, or as definePage()',
      };
    }
  }
  if (!define.test(text) || !telling.test(text)) return { meta: {} };
  if (!parse)
    return {
      meta: {},
      fault: 'reading definePage() needs the package acorn: npm install --save-dev acorn',
    };
  const scripts = file.endsWith('.vue')
    ? [...text.matchAll(script)].map(([, code]) => code)
    : [text];
  try {
    const module = openModule(createReading(parse), file, scripts.join('\n'));
    const said = callsIn(module, /^definePage(Meta)?$/).map(({ arg }) => arg(0));
    const fault = said.every(isTold)
      ? undefined
      : 'the path that it says of itself is computed; write a literal';
    return { meta: Object.assign({}, ...said.map(metaOf)), fault };
  } catch {
    return { meta: {}, fault: 'its script cannot be parsed' };
  }
}
