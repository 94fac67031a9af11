/** What of style sheets may be recorded. */
import { isState } from './states.js';

/**
 * What of CSS is not text of its own (CSS Syntax 3): comments, escapes, addresses, strings, each closed or not, so that what begins
 * one is never read twice; and what tells whether a string is an address.
 */
const token =
  /\/\*[^]*?(?:\*\/|$)|\\[^]|url\(\s*("(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|(?:\\[^]|[^)\\])*)\s*\)?|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|@import\b|image-set\(|[;{}]/gi;

/** @param {string} quoted or not @returns {[quote: string, text: string]} */
function unquoted(quoted) {
  const quote = /^["']/.exec(quoted)?.[0] ?? '';
  const end = quote && quoted.length > 1 && quoted.endsWith(quote) ? -1 : undefined;
  return [quote, quoted.slice(quote.length, end).trim()];
}

/** A custom property, which scripts can read: of a form that says something of looks, or nothing. */
const custom = /(--[\w-]+\s*:)([^;}]*)/g;
const looks =
  /#[\da-f]{3,8}\b|--[\w-]+|\b(?:var|calc|rgba?|hsla?|oklch|oklab|min|max|clamp|env)\(|[\d.]+(?:px|r?em|ex|ch|v[hw]|vmin|vmax|pt|fr|deg|turn|m?s|x)?\b|\b(?:transparent|currentcolor|inherit|initial|unset|none|auto|solid|dashed|normal|bold|inset|black|white)\b|!\s*important/gi;

/** @param {string} value */
const saysLooks = (value) => /^[\s,%()+*/.-]*$/.test(value.replace(looks, ''));

/**
 * @param {string} text of a style sheet or of declarations
 * @param {boolean} strict whether it may name no file and say nothing
 * @param {(url: string) => string} clean an address of a file
 */
export function cleanStyle(text, strict, clean) {
  let isFile = false;
  /** @param {string} url */
  const address = (url) => {
    if (!strict) return `url(${url})`;
    return /^["']?#[\w-]+["']?$/.test(url) ? `url(${url})` : 'none';
  };
  /** @param {string} quoted */
  const string = (quoted) => {
    const [quote, inner] = unquoted(quoted);
    if (strict) return isState(inner) ? quoted : '""';
    return isFile ? quote + clean(inner) + quote : quoted;
  };
  const cleaned = text.replace(token, (whole, url) => {
    if (whole.startsWith('/*')) return '';
    if (whole.startsWith('\\')) return whole;
    if (url !== undefined) {
      const [quote, inner] = unquoted(url);
      return address(quote + clean(inner) + quote);
    }
    if (/^["']/.test(whole)) return string(whole);
    isFile = whole.length > 1; // @import and image-set name files, until the declaration ends
    return whole;
  });
  if (!strict) return cleaned;
  return cleaned.replace(custom, (whole, name, value) =>
    saysLooks(value) ? whole : `${name} initial`,
  );
}

/**
 * @param {any} value a text, or declarations of a mutation by name: text, [text, priority], or false for a removed one
 * @param {boolean} strict
 * @param {(url: string) => string} clean
 * @returns {any} with every text in it as a style may be
 */
export function cleanDeclaration(value, strict, clean) {
  if (typeof value === 'string') return cleanStyle(value, strict, clean);
  if (Array.isArray(value)) return value.map((part) => cleanDeclaration(part, strict, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      strict && name.startsWith('--') && !saysLooks(String([part].flat()[0]))
        ? 'initial'
        : cleanDeclaration(part, strict, clean),
    ]),
  );
}
