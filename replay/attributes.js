/** What of attributes and style sheets may be recorded where a preset masks attributes. */

/** In place of a value. Of a fixed length, so that it does not tell how long the value was. */
export const masked = '*****';

/** What a layout needs and what is no text of anybody. */
const kept = new Set(
  `align bgcolor border cellpadding cellspacing checked class clip-path clip-rule cols colspan cx cy d dir
  disabled fill fill-opacity fill-rule fx fy gradientTransform gradientUnits height hidden id inert lang markerHeight
  markerWidth media multiple offset opacity open orient pathLength patternUnits points preserveAspectRatio
  r readonly refX refY rel required role rows rowspan rr_height rr_mediaCurrentTime rr_mediaLoop rr_mediaMuted
  rr_mediaPlaybackRate rr_mediaState rr_mediaVolume rr_scrollLeft rr_scrollTop rr_width rx ry selected size slot span
  spreadMethod stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width tabindex text-anchor transform type valign vector-effect viewBox
  width wrap x x1 x2 xmlns y y1 y2`.split(/\s+/),
);

/** Where files come from. */
const files = new Set(['src', 'srcset', 'poster', 'background', 'imagesrcset', 'data', 'rr_src']);

/** Where links lead; of a style sheet, recorders write its text in place of its address. */
const links = new Set(['href', 'xlink:href', 'action', 'formaction', 'cite', 'ping', 'longdesc']);

/** Written by the recorder: the text of a style sheet. */
const sheets = new Set(['_cssText', 'style']);

/** States of components, by which style sheets choose. */
const state =
  /^(|true|false|mixed|page|step|date|time|on|off|open|closed|opened|active|inactive|checked|unchecked|indeterminate|selected|visible|hidden|collapsed|expanded|horizontal|vertical|top|bottom|left|right|start|end|center|none|auto|light|dark|sm|md|lg|xl|polite|assertive|menu|listbox|dialog|\d{1,3})$/;

/** Up to the query or fragment; what is written out in the address itself holds no file's name. */
const address = /^([^?#]*)/;

/** @param {string} url */
export const withoutQuery = (url) =>
  /^(data|blob|javascript):/i.test(url) ? inlineOf(url) : (address.exec(url)?.[1] ?? '');

/** @param {string} url an image inside the page, or nothing */
const inlineOf = (url) => (/^data:(image|font)\//i.test(url) ? url : '');

/** Addresses and texts of a style sheet, closed or not: what begins one is never read twice. */
const cssUrl = /url\(\s*("(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|[^)]*)\s*\)?/gi;
const cssContent = /(^|[^-\w])content\s*:(?:"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|[^;}"'])*/gi;

/**
 * @param {string} text of a style sheet or declaration
 * @param {boolean} strict whether it may name no file and say nothing
 */
export function cleanStyle(text, strict) {
  if (strict) return text.replace(cssUrl, 'none').replace(cssContent, '$1content: ""');
  return text.replace(cssUrl, (_, quoted) => {
    const quote = /^["']/.exec(quoted)?.[0] ?? '';
    const end = quote && quoted.endsWith(quote) ? -1 : undefined;
    return `url(${quote}${withoutQuery(quoted.slice(quote.length, end).trim())}${quote})`;
  });
}

/**
 * @param {string} name
 * @param {unknown} value text, or whatever a recorder makes of one
 * @param {boolean} strict
 * @returns {unknown}
 */
export function cleanAttribute(name, value, strict) {
  if (sheets.has(name)) return cleanDeclaration(value, strict);
  if (typeof value !== 'string')
    return kept.has(name) || typeof value !== 'object' ? value : masked;
  if (kept.has(name)) return value;
  if (files.has(name)) return strict ? '' : cleanSources(name, value);
  if (links.has(name)) return '#';
  return state.test(value) ? value : masked;
}

/**
 * @param {string} name
 * @param {string} value
 */
function cleanSources(name, value) {
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
 * @param {unknown} value a text, or the declarations of a mutation by name: text, [text, priority], or false for a removed one
 * @param {boolean} strict
 * @returns {unknown}
 */
function cleanDeclaration(value, strict) {
  if (typeof value === 'string') return cleanStyle(value, strict);
  if (Array.isArray(value)) return value.map((part) => cleanDeclaration(part, strict));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, cleanDeclaration(part, strict)]),
  );
}
