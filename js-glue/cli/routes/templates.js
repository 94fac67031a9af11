/**
 * From what a reader found to the routes of a plan: each template once, in an order that depends on the templates alone.
 *
 * @typedef {object} Route
 * @property {string} path a template
 * @property {string} [surface]
 */
import { withoutOverlaps } from './overlaps.js';
import { kinds, placeholder } from './segments.js';

/** @typedef {import('./segments.js').Path} Path */
/** @typedef {import('./segments.js').Segment} Segment */

/** How many different choices a plan holds: SA_PAGE_PROPERTIES, less surface, route_shape and viewport_class. */
export const mostChoices = 13;

/** With and without each optional segment, and nothing behind a tail. @param {Path} path @returns {Path[]} */
function variants(path) {
  const at = path.findIndex(({ kind, isOptional }) => kind === 'tail' || isOptional);
  if (at < 0) return [path];
  const head = path.slice(0, at);
  const { isOptional, ...rest } = path[at];
  const segment = { ...rest, isOptional: false };
  const behind = path.slice(at + 1);
  const without = isOptional ? variants([...head, ...behind]) : [];
  const continued = segment.kind === 'tail' ? [[]] : variants(behind);
  return [...without, ...continued.map((end) => [...head, segment, ...end])];
}

/** @type {(a: string, b: string) => number} */
const byText = (a, b) => (a < b ? -1 : Number(a > b));

/** @type {(a: Path, b: Path) => number} */
function byTemplate(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order =
      kinds.indexOf(a[i].kind) - kinds.indexOf(b[i].kind) ||
      byText(a[i].text.toLowerCase(), b[i].text.toLowerCase()) ||
      byText(textOf(a[i]), textOf(b[i]));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** @param {Segment} segment */
function textOf({ kind, text, words }) {
  if (kind === 'tail') return '*';
  if (kind === 'choice') return `:${text}(${words.join('|')})`;
  return kind === 'literal' ? text : `:${text}`;
}

/** @param {Path} path */
const templateOf = (path) => `/${path.map(textOf).join('/')}`;

/** Choices beyond what a plan holds become placeholders. @param {Path[]} paths */
function limitChoices(paths) {
  const names = paths.flatMap((path) =>
    path.filter(({ kind }) => kind === 'choice').map(({ text }) => text),
  );
  const beyond = new Set([...new Set(names)].slice(mostChoices));
  const limited = paths.map((path) =>
    path.map((segment) =>
      segment.kind === 'choice' && beyond.has(segment.text) ? placeholder(segment.text) : segment,
    ),
  );
  return { limited, beyond: [...beyond] };
}

/**
 * The first literal segment behind the base, as a word; `home` for the base itself.
 * @type {(path: Path, base: Path) => string | undefined}
 */
function surfaceOf(path, base) {
  if (path.length === base.length) return 'home';
  const first = path.slice(base.length).find(({ kind }) => kind === 'literal');
  return (
    first?.text
      .toLowerCase()
      .replace(/\W+/g, '_')
      .replace(/^_+|_+$/g, '') || undefined
  );
}

/**
 * @param {Path[]} paths without the base
 * @param {{base?: Path, surfaces?: 'none' | 'first'}} [options]
 * @returns {{routes: Route[], beyond: string[]}} `beyond`: names of choices that a plan has no room for
 */
export function templatesOf(paths, { base = [], surfaces = 'first' } = {}) {
  const found = paths.flatMap(variants).map((path) => [...base, ...path]);
  const { limited, beyond } = limitChoices(withoutOverlaps(found.sort(byTemplate)));
  const routes = limited.sort(byTemplate).map((path) => {
    const surface = surfaces === 'first' ? surfaceOf(path, base) : undefined;
    return { path: templateOf(path), ...(surface && { surface }) };
  });
  return { routes, beyond };
}
