/**
 * Routes of a SvelteKit application, by the conventions of SvelteKit 2. They are read off the names in `src/routes`, because
 * SvelteKit makes its manifest inside the Vite plugin and exports no call for it.
 */
import { filesBelow, firstOf, isFolder } from './files.js';
import { readBase } from './module/option.js';
import { joined, literals, optional, placeholder, tail } from './segments.js';

/** @typedef {import('./segments.js').Segment} Segment */

/** `+page.svelte`, `+page@.svelte`, `+page.js`, `+page.server.ts`; components may be of other kinds, such as Markdown. */
const page = /^\+page(@[^.]*)?(\.server)?\.(svelte|svx|md|js|ts)$/;

/** `(group)` */
const group = /^\([^)]+\)$/;

/** `[x+2e]` and `[u+d83e]`: characters that names of files cannot have. @param {string} name */
const unescaped = (name) =>
  name.replace(/\[[xu]\+([0-9a-f]+(?:-[0-9a-f]+)*)\]/g, (_, codes) =>
    String.fromCharCode(
      ...codes.split('-').map((/** @type {string} */ code) => parseInt(code, 16)),
    ),
  );

/** A parameter: `...rest`, `id`, `id=matcher`, with one more bracket on either side where it is optional. */
const parameter = /\[(\[?)(\.\.\.)?(\w+)(?:=\w+)?\]?\]/;

/** @param {string} name of a folder @returns {Segment} */
function segmentOf(name) {
  // The pattern has three groups, so every fourth part is a text between parameters.
  const parts = name.split(parameter);
  /** @type {(string | Segment)[]} */
  const segments = [unescaped(parts[0])];
  for (let i = 1; i < parts.length; i += 4) {
    const [bracket, rest, id, behind] = parts.slice(i, i + 4);
    const segment = rest ? tail() : placeholder(id);
    segments.push(rest || bracket ? optional(segment) : segment, unescaped(behind));
  }
  return joined(segments);
}

/**
 * @param {string} place the project's folder
 * @returns {Promise<import('./read-routes.js').Found>}
 * @throws where there is no `src/routes`
 */
export async function readSvelteKit(place) {
  const folder = firstOf(place, ['src/routes'], isFolder);
  if (!folder) {
    throw new Error(
      `${place}: no folder src/routes here; give the project's folder, where svelte.config.js is`,
    );
  }
  const ways = filesBelow(folder).filter((way) => page.test(way[way.length - 1]));
  const { base, notes } = await readBase(place, 'svelte.config', ['paths', 'base']);
  return {
    paths: ways.map((way) =>
      way
        .slice(0, -1)
        .filter((name) => !group.test(name))
        .map(segmentOf),
    ),
    base: literals(base),
    notes,
  };
}
