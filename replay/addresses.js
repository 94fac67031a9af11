/** Addresses of files, as they may be recorded. */

/** @param {string} url up to its query or fragment; of what is written out in the address itself only images and fonts */
export function withoutQuery(url) {
  if (/^data:(image|font)\//i.test(url)) return url;
  return /^\s*(data|blob|javascript):/i.test(url) ? '' : url.replace(/[?#][^]*$/, '');
}

/** A candidate of a `srcset`: an address, which ends at a space, and perhaps for which screens it is. */
const candidate = /([^\s,](?:\S*[^\s,])?)(?:\s+([\d.]+[wxh]))?/g;

/**
 * @param {string} value of a `srcset`
 * @param {(url: string) => string} clean
 */
export const cleanCandidates = (value, clean) =>
  Array.from(value.matchAll(candidate), ([, url, screen]) =>
    [clean(url), screen].join(' ').trim(),
  ).join(', ');

/**
 * Recorders make relative addresses absolute, and so write the path of the page into those of its files. Knows the paths that the
 * recording went through, of the page and of frames in it, and takes them out again.
 * @param {() => string} shape of the page's address
 */
export function createPagePaths(shape) {
  /** @type {Set<string>} */
  const pages = new Set();
  /** @type {Set<string>} */
  const folders = new Set();
  let last = '';

  /** @param {Location} [at] of the document that is recorded */
  function look(at = location) {
    const { origin, pathname } = at;
    const page = origin + pathname;
    if (page === last) return;
    last = page;
    if (at === location && shape() === pathname) return; // a path of words that were reviewed
    pages.add(page);
    const folder = page.replace(/[^/]*$/, '');
    if (folder !== `${origin}/`) folders.add(folder);
  }

  return {
    look,
    /** @param {string} url @returns {string} without query; of a part of the page itself `#part` */
    clean(url) {
      look();
      const file = withoutQuery(url);
      if (pages.has(file)) return /#[\w-]+$/.exec(url)?.[0] ?? '';
      for (const folder of folders) {
        if (file.startsWith(folder)) return `${location.origin}/${file.slice(folder.length)}`;
      }
      return file || (/^#[\w-]+$/.exec(url)?.[0] ?? '');
    },
  };
}
