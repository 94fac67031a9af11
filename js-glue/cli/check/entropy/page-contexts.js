/**
 * What the page can say of itself: surface, shape and choices, counted as the distinct answers that the core gives. The paths that
 * it is asked about are found by walking the templates: of the segments that can follow, each that a template names is one kind,
 * all others together are one more.
 */
import { plus } from './logarithms.js';
import { depthClasses, segmentsOf, stranger } from '../../route-templates.js';
import { shapeBits } from './texts.js';

/** @typedef {import('../../route-templates.js').Segment} Segment */

/**
 * @typedef {object} Node of the tree of templates
 * @property {Map<string, Node>} literals
 * @property {Map<string, {words: Set<string>, node: Node}>} others by `:name`: choices, and placeholders, which have no words
 *
 * @typedef {object} PageContexts
 * @property {number} bits of how many there are
 * @property {boolean} isExact whether they were counted, one by one
 * @property {Map<string, number>} parts bits of each page property's values; not being there is one of them
 */

/** A table that may have more of them is bounded by the product of its choices instead. */
const mostCounted = 100_000;

/**
 * @param {import('../../plan-model.js').PlanModel} model
 * @param {import('../../../core/index.js').Core} core with this plan opened
 * @returns {PageContexts}
 */
export function pageContextsOf(model, core) {
  const most = boundOf(model.routes);
  if (most > mostCounted) {
    const bits = withShapes(model, Math.log2(most));
    return { bits, isExact: false, parts: new Map([['route_shape', bits]]) };
  }
  /** @type {Map<string, Record<string, string>>} */
  const pages = new Map();
  for (const path of pathsOf(model)) {
    const page = core.route(path);
    pages.set(JSON.stringify(page), page);
  }
  const parts = partsOf([...pages.values()]);
  parts.set('route_shape', withShapes(model, parts.get('route_shape') ?? 0));
  const bits = withShapes(model, Math.log2(pages.size));
  return { bits, isExact: !model.shapes, parts };
}

/** @param {import('../../plan-model.js').PlanModel} model @param {number} bits */
const withShapes = ({ shapes, words }, bits) => (shapes ? plus(bits, shapeBits(words)) : bits);

/** @param {Record<string, string>[]} pages @returns {Map<string, number>} */
function partsOf(pages) {
  const names = new Set(pages.flatMap((page) => Object.keys(page)));
  return new Map(
    Array.from(names, (name) => [name, Math.log2(new Set(pages.map((page) => page[name])).size)]),
  );
}

/** How many ways there are to fill a segment that the page tells apart. @param {Segment} segment */
const waysOf = ({ kind, words }) =>
  ({ literal: 1, placeholder: 1, choice: words.length + 1, tail: depthClasses.length })[kind];

/** @param {import('../../plan-model.js').Route[]} routes @returns {number} of contexts, at most */
export const boundOf = (routes) =>
  routes
    .map(({ path }) => segmentsOf(path).reduce((product, segment) => product * waysOf(segment), 1))
    .reduce((sum, ways) => sum + ways, depthClasses.length);

/** @returns {Node} */
const createNode = () => ({ literals: new Map(), others: new Map() });

/** @param {import('../../plan-model.js').Route[]} routes */
function treeOf(routes) {
  const root = createNode();
  for (const { path } of routes) {
    let node = root;
    for (const segment of segmentsOf(path)) {
      if (segment.kind !== 'tail') node = childOf(node, segment);
    }
  }
  return root;
}

/** @param {Node} node @param {Segment} segment @returns {Node} made where it is not there */
function childOf({ literals, others }, { kind, text, words }) {
  if (kind === 'literal') {
    const child = literals.get(text.toLowerCase()) ?? createNode();
    literals.set(text.toLowerCase(), child);
    return child;
  }
  const other = others.get(text) ?? { words: new Set(), node: createNode() };
  for (const word of words) other.words.add(word.toLowerCase());
  others.set(text, other);
  return other.node;
}

/**
 * Paths of every kind that the templates tell apart. A tail takes what no template names, and nothing but its class is told, so the
 * classes themselves stand for it.
 * @param {import('../../plan-model.js').PlanModel} model
 * @returns {Generator<string>}
 */
export function* pathsOf({ routes }) {
  /** @type {{path: string, nodes: Node[]}[]} */
  const open = [{ path: '', nodes: [treeOf(routes)] }];
  for (let here = open.pop(); here; here = open.pop()) {
    const { path, nodes } = here;
    yield path || '/';
    for (const depthClass of depthClasses) yield `${path}/${depthClass}`;
    for (const segment of segmentsAfter(nodes)) {
      const next = { path: `${path}/${segment}`, nodes: nodesAfter(nodes, segment) };
      if (next.nodes.length > 0) open.push(next);
    }
  }
}

/** @param {Node[]} nodes */
const segmentsAfter = (nodes) =>
  new Set([
    stranger,
    ...nodes.flatMap(({ literals, others }) => [
      ...literals.keys(),
      ...[...others.values()].flatMap(({ words }) => [...words]),
    ]),
  ]);

/** @param {Node[]} nodes @param {string} segment */
const nodesAfter = (nodes, segment) =>
  nodes.flatMap(({ literals, others }) => [
    ...[literals.get(segment)].filter((node) => node !== undefined),
    ...[...others.values()].map(({ node }) => node),
  ]);
