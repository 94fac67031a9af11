import { cleanerOf } from './clean.js';
import { withoutQuery } from './attributes.js';
import { presets } from './presets.js';
import { masked, starred } from './stars.js';

/** @typedef {ReturnType<typeof createMasking>} Masking */

/**
 * What is masked, twice: by the recorder, which sees the page, and again in what it hands out, which is all that leaves.
 * @param {import('./types.js').Preset} preset
 * @param {object} more
 * @param {readonly string[]} [more.mask] selectors of elements of which the text is masked, too
 * @param {readonly string[]} [more.block] selectors of elements of which only the size is recorded, too
 * @param {() => string} shape of the page's address
 * @throws {TypeError} for what is no selector
 */
export function createMasking(preset, { mask = [], block = [] }, shape) {
  const rules = presets[preset];
  const text = selectorOf([...rules.text, ...mask]);
  /** @param {string} href of the page @returns {string} */
  const address = (href) => (rules.attributes ? location.origin + shape() : withoutQuery(href));
  return {
    address,
    /** Options that rrweb and posthog-js share. */
    options: {
      maskAllInputs: rules.inputs,
      maskInputOptions: { password: true },
      maskInputFn: (/** @type {string} */ value) => (value ? masked : ''),
      maskTextSelector: '*', // so that each text is asked about
      maskTextFn: (
        /** @type {string} */ value,
        /** @type {Element | null | undefined} */ parent,
      ) => (parent && !isWithin(parent, text, rules.inputs) ? value : starred(value)),
      blockSelector: selectorOf([...rules.blocked, ...block]),
      recordCrossOriginIframes: false,
      collectFonts: false,
      slimDOMOptions: /** @type {const} */ ('all'),
    },
    clean: cleanerOf(rules, address),
  };
}

/**
 * One selector of several, each of which is one by itself.
 * @param {readonly string[]} selectors
 */
function selectorOf(selectors) {
  for (const selector of selectors) {
    if (typeof selector !== 'string' || !isSelector(selector) || isUnclosed(selector)) {
      throw new TypeError('second-analytics: replay: a selector of `mask` or `block` is none');
    }
  }
  return selectors.join(',');
}

/** @param {string} text */
function isSelector(text) {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * CSS closes at the end what was left open, so that `[a="` is a selector; but among others it would swallow those after it. What is
 * closed cannot be closed once more.
 * @param {string} selector
 */
const isUnclosed = (selector) => isSelector(`${selector})`) || isSelector(`${selector}]`);

/**
 * Whether an element or one around it fits, also across shadow roots and frames of the same origin. Where that cannot be told,
 * it does.
 * @param {Element} element
 * @param {string} selector
 * @param {boolean} written whether a document that is edited as a whole fits, too
 */
function isWithin(element, selector, written) {
  try {
    for (let one = /** @type {Element | null} */ (element); one; one = hostOf(one)) {
      if (one.closest(selector)) return true;
      if (written && one.ownerDocument.designMode === 'on') return true;
    }
    return false;
  } catch {
    return true;
  }
}

/** @param {Element} element @returns {Element | null} what holds the tree that it is in */
function hostOf(element) {
  const root = /** @type {any} */ (element.getRootNode()); // perhaps of another frame, and so of another class
  return root.host ?? root.defaultView?.frameElement ?? null;
}
