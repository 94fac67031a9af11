import { quietly } from './quietly.js';
import { sourceText } from './source.js';
import { cookieOf, hasCookie } from './source-cookie.js';
import { cookieName } from './source-form.js';

/** @typedef {import('../client/types.js').Analytics} Analytics */

/**
 * @typedef {object} SourceOptions
 * @property {string} [name] of the cookie; default `multica_signup_source`
 * @property {number} [days] how long it is kept; default 30
 * @property {string} [path] default `/`
 * @property {string} [domain] for a sign-up on another host of the same site; default: this host alone
 */

/**
 * Remembers where a visitor came from until an account is made, in a cookie of the first page (M99-M102): the campaign of its
 * address and the origin of its referrer. To be called on pages of visitors, before an application changes the address; not for
 * people who are signed in. What the cookie holds stays as it was. Under Global Privacy Control nothing is written, and nothing as
 * long as analytics is off: when the choice allows it while this page is open, then.
 * @param {Analytics} analytics
 * @param {SourceOptions} [options]
 * @returns {() => void} stops waiting for the choice; a cookie that is written stays
 */
export function rememberSource(
  analytics,
  { name = cookieName, days = 30, path = '/', domain = '' } = {},
) {
  if (typeof window === 'undefined') return () => {};
  let text = /** @type {string | null} */ (null);
  let unfollow = () => {};

  const write = quietly((/** @type {ReturnType<Analytics['mode']>} */ mode) => {
    if (!text || mode === 'off') return;
    if (Reflect.get(navigator, 'globalPrivacyControl') === true) return;
    if (!hasCookie(document.cookie, name)) {
      const isSecure = location.protocol === 'https:';
      document.cookie = cookieOf(text, { name, days, path, domain }, isSecure);
    }
    text = null; // once
    unfollow();
  });
  quietly(() => {
    const { search, origin } = location;
    text = sourceText({ search, referrer: document.referrer, origin });
    // Before its core is loaded the client is off; then it tells.
    unfollow = analytics.on('mode', ({ mode }) => write(mode));
    write(analytics.mode());
  })();
  return () => unfollow();
}
