/**
 * A function of which nothing comes out into the page: whatever it throws ends in here.
 * @template {any[]} A
 * @param {(...rest: A) => void} work
 * @returns {(...rest: A) => void}
 */
export function quietly(work) {
  return (...rest) => {
    try {
      work(...rest);
    } catch {
      // What watches a page must not be what breaks it.
    }
  };
}
