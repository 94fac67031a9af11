/** What of attributes may be recorded: what a layout needs, where it has the form of it. */
import { cleanCandidates, withoutQuery } from './addresses.js';
import { fitsLayout } from './forms.js';
import { isState } from './states.js';
import { masked } from './stars.js';
import { cleanDeclaration } from './styles.js';

/** @typedef {import('./presets.js').Rules} Rules */

/** Of links, those that name a file which the page is made of. */
const fileRelations = /\b(stylesheet|icon|apple-touch-icon|mask-icon|preload)\b/i;

const reference = /^url\(\s*["']?[^"')]*(#[\w-]+)["']?\s*\)$/;

/** What names a part of the page: a shape to be cut to, a gradient. */
const referring = new Set([
  'clip-path',
  'fill',
  'stroke',
  'marker-start',
  'marker-mid',
  'marker-end',
  'filter',
  'mask',
]);

/** Where files come from. */
const files = new Set(['src', 'srcset', 'poster', 'background', 'imagesrcset', 'rr_src']);

/** Where links lead; of the elements below, where files come from as well. */
const links = new Set(['href', 'xlink:href', 'action', 'formaction', 'cite', 'ping', 'longdesc']);
const linkingFiles = new Set(['image', 'link', 'use']);

/** Written by the recorder: the text of a style sheet. */
const sheets = new Set(['_cssText', 'style']);

/** Says what is read out. */
const spoken =
  /^aria-(label|description|placeholder|roledescription|valuetext|valuenow|keyshortcuts|braille.*)$/;

/**
 * Another page, or a script: recorded of nobody, because nothing in it has been masked.
 * @param {string} name
 */
const isNever = (name) => name === 'srcdoc' || name === '_srcdoc' || /^_?on/.test(name);

/**
 * @typedef {object} Context
 * @property {Pick<Rules, 'attributes' | 'styles'>} rules
 * @property {(url: string) => string} file an address of a file, as it may be told
 * @property {string} [tag] of the element, where it is one that matters
 * @property {unknown} [rel] of a link
 */

/**
 * @param {string} name
 * @param {unknown} value text, or whatever a recorder makes of one
 * @param {Context} context
 * @returns {unknown}
 */
export function cleanAttribute(name, value, context) {
  if (value === null || value === false) return value; // it was removed
  if (isNever(name)) return '';
  const part = referring.has(name) ? reference.exec(String(value)) : null;
  if (part) return `url(${part[1]})`;
  return context.rules.attributes
    ? maskedAttribute(name, value, context)
    : seenAttribute(name, value, context);
}

/** @type {(name: string, value: unknown, context: Context) => unknown} */
const seenAttribute = (name, value, { tag = '' }) =>
  links.has(name) || namesFile(name, tag)
    ? withoutQueries(name, String(value), withoutQuery)
    : value;

/** @type {(name: string, value: unknown, context: Context) => unknown} */
function maskedAttribute(name, value, context) {
  const { rules, file, tag = '', rel } = context;
  const isFile = namesFile(name, tag);
  if (sheets.has(name)) return cleanDeclaration(value, rules.styles, file);
  if (tag === 'link' && isFile && !fileRelations.test(String(rel))) return '#';
  if (isFile) return fileOf(name, String(value), context);
  return links.has(name) ? '#' : layoutOf(name, value);
}

/** @type {(name: string, tag: string) => boolean} */
const namesFile = (name, tag) =>
  files.has(name) ||
  (links.has(name) && linkingFiles.has(tag)) ||
  (name === 'data' && tag === 'object');

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {unknown} the value, if it says nothing but how the page looks
 */
function layoutOf(name, value) {
  if (value === '' || value === true || typeof value === 'number') return value;
  if (typeof value !== 'string') return masked;
  const fits = fitsLayout(name, value);
  if (fits !== null) return fits ? value : masked;
  const isComponent = /^(aria|data)-/.test(name) && !spoken.test(name);
  return isComponent && isState(value) ? value : masked;
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Context} context
 */
function fileOf(name, value, { rules, file, tag }) {
  const icon = tag === 'use' ? (/#[\w-]+$/.exec(value)?.[0] ?? '') : '';
  if (rules.styles) return icon === value ? value : ''; // only what is in the page itself
  const address = withoutQueries(name, value, file);
  return address.endsWith(icon) ? address : address + icon;
}

/** @type {(name: string, value: string, clean: (url: string) => string) => string} */
const withoutQueries = (name, value, clean) =>
  name.endsWith('srcset') ? cleanCandidates(value, clean) : clean(value);
