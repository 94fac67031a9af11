import { campaignKeys, fitsCookie, mostCodePoints } from './source-form.js';

/** @typedef {import('./source-form.js').Source} Source */

/**
 * What tells one visitor from another rather than one campaign: an e-mail address in any writing, a long number, hex digits, and
 * the letters and digits of a click id, which take turns where those of `q3_launch_2026` do not.
 * @type {readonly RegExp[]}
 */
const identifying = [
  /@|%40|\uff20/i,
  /\p{Nd}(?:[ ().+/-]{0,2}\p{Nd}){6,}/u,
  /(?=[a-f-]*\d)[a-f\d-]{16,}/i,
  /(?=[\w-]{12})(?:[A-Za-z_-]*\d+[A-Za-z]+){2}/,
];

/** @param {string} value whole: what is cut off would no longer be known */
const isIdentifying = (value) => identifying.some((pattern) => pattern.test(value));

/** @param {string} value @returns {string} never with half of a surrogate pair (M101) */
const cut = (value) => [...value].slice(0, mostCodePoints).join('');

/**
 * @param {string} referrer
 * @param {string} origin the page's own, which says nothing
 * @returns {string} empty where there is none: of a referrer only its origin is kept (M99)
 */
function originOf(referrer, origin) {
  if (!/^https?:\/\//i.test(referrer)) return '';
  const from = new URL(referrer).origin;
  return from === origin ? '' : from;
}

/**
 * Where a visitor came from, as the address and the referrer say it (M99, M101, M102). A value that may tell who it is, is left
 * out, and the others stay.
 * @param {{search: string, referrer: string, origin: string}} page
 * @returns {string | null} JSON; null where there is nothing, or more than fits: it is never cut
 * @throws {TypeError} if the referrer is no URL
 */
export function sourceText({ search, referrer, origin }) {
  const given = new URLSearchParams(search);
  /** @type {[string, string][]} */
  const rows = campaignKeys.map((key) => [key, given.get(key)?.trim() ?? '']);
  rows.push(['referrer_origin', originOf(referrer, origin)]);
  const kept = rows.filter(([, value]) => value && !isIdentifying(value));
  const text = JSON.stringify(Object.fromEntries(kept.map(([key, value]) => [key, cut(value)])));
  return kept.length > 0 && fitsCookie(text) ? text : null;
}
