import { cleanAttribute, cleanStyle, masked } from './attributes.js';

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
    [kinds.full]: ({ node, initialOffset }) => ({ node: nodeCleaner.node(node), initialOffset }),
    [kinds.change]: (data) => changes[data.source]?.(data),
    [kinds.meta]: ({ href, width, height }) => ({ href: address(String(href)), width, height }),
  };

  return ({ type, data, timestamp }) => {
    const clean = cleaners[type]?.(data);
    return clean ? { type, data: clean, timestamp } : null;
  };
}

/** @param {Rules} rules */
function createNodeCleaner({ inputs, text, attributes, styles }) {
  const allText = text.includes('*');
  /** Fields that have been one for a password: they stay it, whatever they show later. @type {Set<number>} */
  const passwords = new Set();

  /**
   * @param {number} id of the node
   * @param {Record<string, any>} given
   */
  function attributesOf(id, given) {
    if (given.type === 'password') passwords.add(id);
    for (const [name, value] of Object.entries(given)) {
      if (name === 'value' && passwords.has(id)) given[name] = value && masked;
      else if (attributes) given[name] = cleanAttribute(name, value, styles);
    }
    return given;
  }

  /** @param {any} one @param {any} parent */
  function textOf(one, parent) {
    const { textContent } = one;
    const isSheet = one.isStyle || parent?.tagName === 'style';
    const isWritten = inputs && ['option', 'textarea', 'title'].includes(parent?.tagName);
    if (isSheet) one.textContent = cleanStyle(textContent, styles);
    else if (allText || isWritten) one.textContent = maskText(textContent);
    return one;
  }

  /**
   * @param {any} one as rrweb writes down a node; changed where it stands, because a page can have a hundred thousand
   * @param {any} [parent]
   * @returns {any}
   */
  function node(one, parent) {
    if (one.type === nodes.text) return textOf(one, parent);
    if (one.type === nodes.documentType) return one;
    if (one.type !== nodes.document && one.type !== nodes.element) {
      return { type: nodes.text, id: one.id, textContent: '' }; // comments and CDATA say nothing that is seen
    }
    if (one.attributes) attributesOf(one.id, one.attributes);
    const { childNodes = [] } = one;
    for (const [i, child] of childNodes.entries()) childNodes[i] = node(child, one);
    return one;
  }

  return {
    node,
    attributesOf,
    /** @param {unknown} value of a text that changed */
    changedText: (value) => (allText ? maskText(value) : value),
    /** @param {number} id @param {unknown} value that somebody wrote */
    written: (id, value) => (value && (inputs || passwords.has(id)) ? masked : value),
  };
}

/** @param {unknown} value */
const maskText = (value) => String(value ?? '').replace(/\S/g, '*');

/**
 * rrweb's incremental changes, by the number of their source. What is missing is not recorded: canvas (9), fonts (10), the
 * console (11).
 * @param {Rules} rules
 * @param {ReturnType<typeof createNodeCleaner>} cleaner
 * @returns {Record<number, (data: any) => any>}
 */
function changesOf(rules, { node, attributesOf, changedText, written }) {
  /** @param {any} data */
  const asItIs = (data) => data;
  /** @param {any} data a change of a style sheet */
  const style = (data) => (rules.attributes ? cleanTexts(data, rules.styles) : data);

  return {
    0: ({ adds = [], texts = [], attributes = [], ...data }) => ({
      ...data,
      adds: adds.map((/** @type {any} */ add) => ({ ...add, node: node(add.node) })),
      texts: texts.map((/** @type {any} */ one) => ({ ...one, value: changedText(one.value) })),
      attributes: attributes.map((/** @type {any} */ one) => ({
        ...one,
        attributes: attributesOf(one.id, one.attributes),
      })),
    }),
    1: asItIs, // pointer moves
    2: asItIs, // clicks and focus
    3: asItIs, // scrolling
    4: asItIs, // size of the window
    5: ({ text, ...data }) => ({ ...data, text: written(data.id, text) }),
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

/**
 * @param {any} value
 * @param {boolean} strict
 * @returns {any} with every text in it as a style may be
 */
function cleanTexts(value, strict) {
  if (typeof value === 'string') return cleanStyle(value, strict);
  if (Array.isArray(value)) return value.map((part) => cleanTexts(part, strict));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, cleanTexts(part, strict)]),
  );
}
