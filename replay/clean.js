import { cleanAttribute, cleanDeclaration, cleanStyle } from './attributes.js';
import { masked, starred } from './stars.js';

/** @typedef {import('./presets.js').Rules} Rules */
/** @typedef {import('./types.js').RrwebEvent} RrwebEvent */

/** rrweb's numbers. What is not named here is not recorded: custom events and plugins tell of the recorder itself. */
const kinds = { domLoaded: 0, loaded: 1, full: 2, change: 3, meta: 4 };
const nodes = { document: 0, documentType: 1, element: 2, text: 3 };

/**
 * @param {Rules} rules
 * @param {(href: string) => string} address of the page, as it may be told
 * @returns {(event: RrwebEvent) => RrwebEvent | null} the event as it may leave; null if nothing of it may
 */
export function cleanerOf(rules, address) {
  const nodeCleaner = createNodeCleaner(rules);
  const changes = changesOf(rules, nodeCleaner);

  /** @type {Record<number, (data: any) => any>} */
  const cleaners = {
    [kinds.domLoaded]: () => ({}),
    [kinds.loaded]: () => ({}),
    [kinds.full]: ({ node, initialOffset }) => ({
      node: nodeCleaner.node(node, { id: 0 }),
      initialOffset,
    }),
    [kinds.change]: (data) => changes[data.source]?.(data),
    [kinds.meta]: ({ href, width, height }) => ({ href: address(String(href)), width, height }),
  };

  return ({ type, data, timestamp }) => {
    const clean = cleaners[type]?.(data);
    return clean ? { type, data: clean, timestamp } : null;
  };
}

/**
 * What must be known of nodes that are told of again later, by their number.
 * @typedef {object} Known
 * @property {Set<number>} passwords fields that have been one for a password: they stay it, whatever they show later
 * @property {Set<number>} hidden elements of which only the size is recorded, and all that is in them
 * @property {Set<number>} sheets style elements and their texts
 * @property {Set<number>} starred texts that no element of their own tree holds, so that nobody asked whether they are masked
 */

/** Elements whose content is written, and those whose content is no page. */
const writtenIn = new Set(['option', 'textarea', 'title']);
const neverSeen = new Set(['noscript', 'template']);

/** @param {Rules} rules */
function createNodeCleaner(rules) {
  const { inputs, text } = rules;
  const allText = text.includes('*');
  /** @type {Known} */
  const known = { passwords: new Set(), hidden: new Set(), sheets: new Set(), starred: new Set() };

  /**
   * @param {number} id of the node
   * @param {Record<string, any>} given
   * @param {string} [tag]
   */
  function attributesOf(id, given, tag) {
    if (given.type === 'password') known.passwords.add(id);
    for (const [name, value] of Object.entries(given)) {
      if (tag === 'meta') delete given[name];
      else if (name === 'value' && known.passwords.has(id)) given[name] = value && masked;
      else given[name] = cleanAttribute(name, value, rules, tag);
    }
    return given;
  }

  /**
   * @param {number} id
   * @param {unknown} value
   * @param {boolean} isWritten
   */
  function textOf(id, value, isWritten = false) {
    if (known.sheets.has(id))
      return rules.attributes ? cleanStyle(String(value), rules.styles) : value;
    return allText || isWritten || known.starred.has(id) ? starred(value) : value;
  }

  /** @param {any} one a node, of which nothing is recorded but that it is there */
  function hide(one) {
    known.hidden.add(one.id);
    for (const child of one.childNodes ?? []) hide(child);
  }

  /** @param {any} one */
  function elementOf(one) {
    if (one.attributes) attributesOf(one.id, one.attributes, one.tagName);
    if (one.tagName === 'style') known.sheets.add(one.id);
    const isBlocked = one.needBlock || 'rr_width' in (one.attributes ?? {});
    if (isBlocked || neverSeen.has(one.tagName)) {
      hide(one);
      one.childNodes = [];
    }
    const { childNodes = [] } = one;
    for (const [i, child] of childNodes.entries()) childNodes[i] = node(child, one);
    return one;
  }

  /**
   * @param {any} one as rrweb writes down a node; changed where it stands, because a page can have a hundred thousand
   * @param {{id: number, tagName?: string}} parent
   * @returns {any}
   */
  function node(one, parent) {
    if (one.type === nodes.document || one.type === nodes.element) return elementOf(one);
    if (one.type === nodes.documentType) return one;
    if (one.type !== nodes.text) return { type: nodes.text, id: one.id, textContent: '' }; // comments
    if (one.isStyle || known.sheets.has(parent.id)) known.sheets.add(one.id);
    if (one.isShadow) known.starred.add(one.id); // held by a shadow root
    one.textContent = textOf(
      one.id,
      one.textContent,
      inputs && writtenIn.has(parent.tagName ?? ''),
    );
    return one;
  }

  return {
    node,
    hide,
    attributesOf,
    textOf,
    /** @param {number} id */
    isHidden: (id) => known.hidden.has(id),
    /** @param {number} id @param {unknown} value that somebody wrote */
    written: (id, value) => (value && (inputs || known.passwords.has(id)) ? masked : value),
  };
}

/**
 * rrweb's incremental changes, by the number of their source. What is missing is not recorded: canvas (9), fonts (10), the
 * console (11).
 * @param {Rules} rules
 * @param {ReturnType<typeof createNodeCleaner>} cleaner
 * @returns {Record<number, (data: any) => any>}
 */
function changesOf(rules, { node, hide, isHidden, attributesOf, textOf, written }) {
  /** @param {any} data */
  const asItIs = (data) => data;
  /** @param {any} data a change of a style sheet */
  const style = (data) => (rules.attributes ? cleanDeclaration(data, rules.styles) : data);

  /** @param {any} add @returns {any[]} nothing of what is put into something hidden */
  function added(add) {
    const { parentId, node: one } = add;
    if (isHidden(parentId)) {
      hide(one);
      return [];
    }
    return [{ ...add, node: node(one, { id: parentId }) }];
  }

  /** @param {any[]} changed @returns {any[]} those of nodes that are recorded */
  const seen = (changed) => changed.filter(({ id }) => !isHidden(id));

  return {
    0: ({ adds = [], texts = [], attributes = [], ...data }) => ({
      ...data,
      adds: adds.flatMap(added),
      texts: seen(texts).map((one) => ({ ...one, value: textOf(one.id, one.value) })),
      attributes: seen(attributes).map((one) => ({
        ...one,
        attributes: attributesOf(one.id, one.attributes),
      })),
    }),
    1: asItIs, // pointer moves
    2: asItIs, // clicks and focus
    3: asItIs, // scrolling
    4: asItIs, // size of the window
    5: ({ text, ...data }) =>
      isHidden(data.id) ? null : { ...data, text: written(data.id, text) },
    6: asItIs, // touch
    7: asItIs, // media: played, paused, where
    8: style,
    12: asItIs, // dragging
    13: style,
    14: asItIs, // selections: nodes and offsets
    15: style,
    16: asItIs, // custom elements: their names
  };
}
