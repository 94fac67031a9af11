/**
 * Whether a page of another site made this request. A browser says so in `Sec-Fetch-Site`, an older
 * one in `Origin`; a request with neither header comes from no browser (a script, a native
 * application) and carries no cookie that somebody else could ride on, so it passes and
 * authentication decides.
 *
 * @param {Request} request
 * @param {ReadonlySet<string>} allowedOrigins
 * @returns {boolean}
 */
export function isCrossSite(request, allowedOrigins) {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) {
    // `none` is a person who typed the address: harmless to read, and no way to post.
    return site !== 'same-origin' && !(site === 'none' && request.method === 'GET');
  }
  const origin = request.headers.get('origin');
  if (origin === null || allowedOrigins.has(origin)) return false;
  return !isOwnHost(origin, request.headers.get('host') ?? new URL(request.url).host);
}

/**
 * @param {string} origin
 * @param {string} host As in the `Host` header: a default port may be written out.
 */
function isOwnHost(origin, host) {
  try {
    const url = new URL(origin);
    return url.host === new URL(`${url.protocol}//${host}`).host;
  } catch {
    return false; // `Origin: null`, or a host that is none
  }
}
