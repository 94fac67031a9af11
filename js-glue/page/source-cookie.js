/** @typedef {Required<import('./remember-source.js').SourceOptions>} CookieOptions */

const dayS = 86_400;

/** @param {string} cookies of the document @param {string} name */
export const hasCookie = (cookies, name) =>
  cookies.split(';').some((pair) => pair.trim().startsWith(`${name}=`));

/**
 * @param {string} text percent-encoded in the cookie (M100)
 * @param {CookieOptions} options
 * @param {boolean} isSecure whether the page came by HTTPS, and only that may carry the cookie
 * @returns {string} what is assigned to `document.cookie` (M99)
 * @throws {URIError} if the text holds half of a surrogate pair
 */
export const cookieOf = (text, { name, days, path, domain }, isSecure) =>
  [
    `${name}=${encodeURIComponent(text)}`,
    `path=${path}`,
    `max-age=${Math.round(days * dayS)}`,
    'samesite=lax',
    ...(domain ? [`domain=${domain}`] : []),
    ...(isSecure ? ['secure'] : []),
  ].join('; ');
