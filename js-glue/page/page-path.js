/**
 * The path of a page: neither query nor fragment count (M3, M4), and of a whole URL not what stands before it.
 * @param {string} given
 * @returns {string} `/` where nothing is left
 */
export const pathOf = (given) =>
  given.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/';

/** The path of the page's address, by where the application's router keeps it. */
export const addresses = {
  path: () => pathOf(location.pathname),
  hash: () => pathOf(location.hash.replace(/^#!?/, '')),
  none: () => '',
};
