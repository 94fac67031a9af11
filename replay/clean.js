import { cleanAttribute } from './attributes.js';
import { createKnown } from './known.js';
import { masked, starred } from './stars.js';
import { cleanDeclaration, cleanStyle } from './styles.js';

/** @typedef {import('./presets.js').Rules} Rules */
/** @typedef {import('./types.js').RrwebEvent} RrwebEvent */

/** rrweb's numbers. What is not named here is not recorded: custom events and plugins tell of the recorder itself. */
const kinds = { domLoaded: 0, loaded: 1, full: 2, change: 3, meta: 4 };
const nodes = { document: 0, documentType: 1, element: 2, text: 3 };

/**
 * @param {Rules} rules
 * @param {(href: string) => string} address of the page, as it may be told
 * @param {(url: string) => string} file an address of a file, as it may be told
 * @returns {(event: RrwebEvent) => RrwebEvent | null} the event as it may leave; null if nothing of it may
 */
export function cleanerOf(rules, address, file) {
  const nodeCleaner = createNodeCleaner(rules, file);
  const changes = changesOf(rules, nodeCleaner, file);

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

/** Elements whose content is written, and those whose content is no page. */
const writtenIn = new Set(['option', 'textarea', 'title']);
const neverSeen = new Set(['noscript', 'template']);
const notable = new Set(['meta', 'link', 'use', 'image', 'object']);

/** @param {Rules} rules @param {(url: string) => string} file */
function createNodeCleaner(rules, file) {
  const { inputs, text } = rules;
  const allText = text.includes('*');
  const known = createKnown();

  /**
   * @param {number} id of the node
   * @param {Record<string, any>} given
   */
  function attributesOf(id, given) {
    const { type, rel } = given;
    const tag = known.tags.get(id);
    if (/^password$/i.test(type)) known.passwords.add(id);
    for (const [name, value] of Object.entries(given)) {
      if (tag === 'meta') delete given[name];
      else if (name === 'value' && known.passwords.has(id)) given[name] = value && masked;
      else given[name] = cleanAttribute(name, value, { rules, file, tag, rel });
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
      return rules.attributes ? cleanStyle(String(value), rules.styles, file) : value;
    return allText || isWritten || known.starred.has(id) ? starred(value) : value;
  }

  /** @param {any} one */
  function elementOf(one) {
    if (notable.has(one.tagName)) known.tags.set(one.id, one.tagName);
    if (one.attributes) attributesOf(one.id, one.attributes);
    if (one.tagName === 'style') known.sheets.add(one.id);
    const isBlocked = one.needBlock || 'rr_width' in (one.attributes ?? {});
    if (isBlocked || neverSeen.has(one.tagName)) {
      known.hide(one);
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
    hide: known.hide,
    attributesOf,
    textOf,
    /** @param {number} id */
    isHidden: (id) => known.hidden.has(id),
    isHiddenSheet: known.isHiddenSheet,
    /** @param {number} id @param {unknown} value that somebody wrote */
    written: (id, value) => (value && (inputs || known.passwords.has(id)) ? masked : value),
  };
}

/**
 * rrweb's incremental changes, by the number of their source. What is missing is not recorded: canvas (9), fonts (10), the
 * console (11).
 * @param {Rules} rules
 * @param {ReturnType<typeof createNodeCleaner>} cleaner
 * @param {(url: string) => string} file
 * @returns {Record<number, (data: any) => any>}
 */
function changesOf(rules, cleaner, file) {
  const { node, hide, isHidden, isHiddenSheet, attributesOf, textOf, written } = cleaner;
  /** @param {any} data */
  const asItIs = (data) => data;
  /** @param {any} data a change of a style sheet */
  function style(data) {
    if (isHiddenSheet(data)) return null;
    return rules.attributes ? cleanDeclaration(data, rules.styles, file) : data;
  }

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
