import { cookieName, fitsCookie, sourceKeys } from '../page/source-form.js';

/** @typedef {import('../page/source-form.js').Source} Source */

/**
 * @param {string} header
 * @param {string} name
 * @returns {string | undefined} of the first cookie of that name, as it came
 */
function valueOf(header, name) {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at >= 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * @param {string} value
 * @returns {unknown} undefined if it is no percent-encoded JSON of at most 512 bytes
 */
function decode(value) {
  try {
    const text = decodeURIComponent(value);
    return fitsCookie(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where somebody who makes an account came from, as `rememberSource` wrote it (M100, M103). Anybody can write a cookie: keys that
 * nobody knows, and values that are no texts, are left out. The `Referer` is never asked instead.
 *
 * @param {string | null | undefined} cookieHeader the request's header `Cookie`
 * @param {string} [name]
 * @returns {Source | null} `null` if it is missing, cannot be decoded, or is larger than 512 bytes
 */
export function readSource(cookieHeader, name = cookieName) {
  const value = valueOf(cookieHeader ?? '', name);
  const given = value === undefined ? null : decode(value);
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return null;
  const known = sourceKeys.map((key) => [key, Reflect.get(given, key)]);
  return Object.fromEntries(known.filter(([, text]) => text && typeof text === 'string'));
}

/** A name of a campaign's source, and its hosts. @type {readonly [label: string, names: string, hosts: RegExp][]} */
const labels = [
  ['google', 'google adwords google_ads', /^google\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/],
  ['bing', 'bing', /^bing\.com$/],
  ['duckduckgo', 'duckduckgo', /^duckduckgo\.com$/],
  ['chatgpt', 'chatgpt chatgpt.com openai', /^(?:chatgpt|openai)\.com$/],
  ['perplexity', 'perplexity', /^perplexity\.ai$/],
  ['twitter', 'twitter x', /^(?:twitter\.com|x\.com|t\.co)$/],
  ['linkedin', 'linkedin', /^(?:linkedin\.com|lnkd\.in)$/],
  ['facebook', 'facebook fb meta', /^(?:facebook\.com|fb\.com|fb\.me)$/],
  ['instagram', 'instagram ig', /^instagram\.com$/],
  ['reddit', 'reddit', /^reddit\.com$/],
  ['youtube', 'youtube', /^(?:youtube\.com|youtu\.be)$/],
  ['tiktok', 'tiktok', /^tiktok\.com$/],
  ['discord', 'discord', /^discord\.(?:com|gg)$/],
  ['github', 'github', /^github\.com$/],
  ['hacker_news', 'hacker_news hackernews hn', /^news\.ycombinator\.com$/],
  ['product_hunt', 'product_hunt producthunt', /^producthunt\.com$/],
  ['newsletter', 'newsletter email', /^$/],
];

const byName = new Map(
  labels.flatMap(([label, names]) => names.split(' ').map((name) => [name, label])),
);

/**
 * @param {string} text an origin, or a whole URL that somebody put into a campaign
 * @returns {string | undefined}
 */
function labelOfHost(text) {
  const host = /^https?:\/\/([^/?#:@]+)(?:[:/?#]|$)/i.exec(text)?.[1].toLowerCase() ?? '';
  // `www.google.de` is known by its end, and `google.de.example` is not.
  const ends = host.split('.').map((_, at, parts) => parts.slice(at).join('.'));
  return labels.find(([, , hosts]) => ends.some((end) => end && hosts.test(end)))?.[0];
}

/**
 * A source as the label of a counter, which must not have as many values as people have ideas: the campaign's source where it is
 * known, else the host that the visitor came from. The earlier system never looked at that, the only key that its page always
 * writes, so such sign-ups counted as `other`.
 *
 * @param {Source | null} source
 * @returns {string} `other` for what is not listed, `none` where nothing is said
 */
export function sourceLabel(source) {
  const { utm_source: campaign = '', referrer_origin: origin = '' } = source ?? {};
  if (!campaign.trim() && !origin) return 'none';
  const name = campaign.trim().toLowerCase();
  return byName.get(name) ?? labelOfHost(name) ?? labelOfHost(origin) ?? 'other';
}
