/**
 * localStorage, reached for at each use: a page that blocks it throws even at the mention of its name, and the core counts
 * that as a storage that failed.
 * @type {import('../core/types.js').Storage}
 */
export const pageStorage = {
  get: (key) => localStorage.getItem(key),
  set: (key, value) => localStorage.setItem(key, value),
  remove: (key) => localStorage.removeItem(key),
};
