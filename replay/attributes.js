/** What of attributes and style sheets may be recorded. */
import { masked } from './stars.js';

/** @typedef {import('./presets.js').Rules} Rules */

/** What a layout needs and what is no text of anybody. */
const kept = new Set(
  `align bgcolor border cellpadding cellspacing checked class clip-path clip-rule cols colspan cx cy d dir
  disabled fill fill-opacity fill-rule fx fy gradientTransform gradientUnits height hidden id inert lang markerHeight
  markerWidth media multiple offset opacity open orient pathLength patternUnits points preserveAspectRatio
  r readonly refX refY rel required role rows rowspan rr_height rr_mediaCurrentTime rr_mediaLoop rr_mediaMuted
  rr_mediaPlaybackRate rr_mediaState rr_mediaVolume rr_open_mode rr_scrollLeft rr_scrollTop rr_width rx ry selected size
  slot span spreadMethod stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width tabindex text-anchor transform type valign vector-effect viewBox
  width wrap x x1 x2 xmlns y y1 y2`.split(/\s+/),
);

/** Where files come from. */
const files = new Set(['src', 'srcset', 'poster', 'background', 'imagesrcset', 'rr_src']);

/** Where links lead; of the elements below, where files come from as well. */
const links = new Set(['href', 'xlink:href', 'action', 'formaction', 'cite', 'ping', 'longdesc']);
const linkingFiles = new Set(['image', 'link', 'use']);

/** Written by the recorder: the text of a style sheet. */
const sheets = new Set(['_cssText', 'style']);

/** States of components, by which style sheets choose. */
const state =
  /^(|true|false|mixed|page|step|date|time|on|off|open|closed|opened|active|inactive|checked|unchecked|indeterminate|selected|visible|hidden|collapsed|expanded|horizontal|vertical|top|bottom|left|right|start|end|center|none|auto|light|dark|sm|md|lg|xl|polite|assertive|menu|listbox|dialog|\d{1,3})$/;

/** @param {string} url up to its query or fragment; of what is written out in the address itself only images */
export function withoutQuery(url) {
  if (/^data:(image|font)\//i.test(url)) return url;
  return /^\s*(data|blob|javascript):/i.test(url) ? '' : url.replace(/[?#][^]*$/, '');
}

/** Addresses and texts of a style sheet, closed or not: what begins one is never read twice. */
const cssUrl = /url\(\s*("(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|[^)]*)\s*\)?/gi;
const cssString = /"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?/g;
/** A text, and whether it is a value that a selector asks for. */
const cssText = /(=\s*)?("(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?)/g;
const cssImageSet = /image-set\([^)]*/gi;

/** @param {string} quoted */
function cleanQuoted(quoted) {
  const quote = /^["']/.exec(quoted)?.[0] ?? '';
  const end = quote && quoted.endsWith(quote) ? -1 : undefined;
  return `${quote}${withoutQuery(quoted.slice(quote.length, end).trim())}${quote}`;
}

/**
 * @param {string} text of a style sheet or declaration
 * @param {boolean} strict whether it may name no file and say nothing
 */
export function cleanStyle(text, strict) {
  if (strict) {
    return text.replace(cssUrl, 'none').replace(cssText, (whole, asked) => (asked ? whole : '""'));
  }
  return text
    .replace(cssUrl, (_, quoted) => `url(${cleanQuoted(quoted)})`)
    .replace(cssImageSet, (set) => set.replace(cssString, cleanQuoted));
}

/**
 * @param {string} name
 * @param {unknown} value text, or whatever a recorder makes of one
 * @param {Pick<Rules, 'attributes' | 'styles'>} rules
 * @param {string} [tag] of the element, where it is known
 * @returns {unknown}
 */
export function cleanAttribute(name, value, { attributes, styles }, tag = '') {
  if (value === null || value === false) return value; // it was removed
  const isFile = files.has(name) || (links.has(name) && linkingFiles.has(tag));
  if (!attributes) return isFile || links.has(name) ? withoutQueries(name, String(value)) : value;
  if (sheets.has(name)) return cleanDeclaration(value, styles);
  if (isFile) return fileOf(name, String(value), tag, styles);
  if (kept.has(name)) return value;
  return links.has(name) ? '#' : stateOf(name, value);
}

/** @param {string} name @param {unknown} value @returns {string} the value if it is one of a component's state */
const stateOf = (name, value) =>
  typeof value === 'string' && (value === '' || (name !== 'value' && state.test(value)))
    ? value
    : masked;

/**
 * @param {string} name
 * @param {string} value
 * @param {string} tag
 * @param {boolean} strict whether only what is in the page itself may be named
 */
function fileOf(name, value, tag, strict) {
  const icon = tag === 'use' ? (/#[\w-]+$/.exec(value)?.[0] ?? '') : '';
  if (strict) return icon === value ? value : '';
  return withoutQueries(name, value) + icon;
}

/**
 * @param {string} name
 * @param {string} value
 */
function withoutQueries(name, value) {
  if (!name.endsWith('srcset')) return withoutQuery(value);
  return value
    .split(/,\s+/)
    .map((candidate) => {
      const [url, ...size] = candidate.trim().split(/\s+/);
      return [withoutQuery(url), ...size].join(' ');
    })
    .join(', ');
}

/**
 * @param {any} value a text, or declarations of a mutation by name: text, [text, priority], or false for a removed one
 * @param {boolean} strict
 * @returns {any} with every text in it as a style may be
 */
export function cleanDeclaration(value, strict) {
  if (typeof value === 'string') return cleanStyle(value, strict);
  if (Array.isArray(value)) return value.map((part) => cleanDeclaration(part, strict));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, cleanDeclaration(part, strict)]),
  );
}
