import { cleanerOf } from './clean.js';
import { createPagePaths, withoutQuery } from './addresses.js';
import { presets } from './presets.js';
import { masked, starred } from './stars.js';

/** @typedef {ReturnType<typeof createMasking>} Masking */

/** Fields for passwords and codes that do not say so by their type: switched to show what they hold, or made again. */
const passwordFields =
  '[autocomplete~="current-password" i], [autocomplete~="new-password" i], [autocomplete~="one-time-code" i], [name*="passw" i], [id*="passw" i], [name*="pwd" i], [id*="pwd" i]';

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
  const blocked = selectorOf([...rules.blocked, ...block]);
  const unseen = [selectorOf([...rules.text, ...mask]), blocked].join(',');
  const paths = createPagePaths(shape);
  /** @type {WeakSet<Element>} fields that have been one for a password: they stay it, whatever they show later */
  const passwords = new WeakSet();

  /** @param {any} field @returns {boolean} also where nobody says which field it is */
  function isPassword(field) {
    if (!field || field.matches?.(passwordFields)) return true;
    if (field.type === 'password') passwords.add(field);
    return passwords.has(field);
  }

  /** @param {Element | null | undefined} element @returns {boolean} also where nobody says in which element it is */
  const isMasked = (element) => !element || isWithin(element, unseen, rules.inputs);

  /** @param {string} href of the page @returns {string} */
  const address = (href) => (rules.attributes ? location.origin + shape() : withoutQuery(href));
  return {
    address,
    /** Options that rrweb and posthog-js share. */
    options: {
      maskAllInputs: true, // so that each field is asked about
      maskInputOptions: { password: true },
      maskInputFn: (/** @type {string} */ value, /** @type {Element | undefined} */ field) => {
        if (!value) return '';
        return rules.inputs || isPassword(field) || isMasked(field) ? masked : value;
      },
      maskTextSelector: '*', // so that each text is asked about
      maskTextFn: (
        /** @type {string} */ value,
        /** @type {Element | null | undefined} */ parent,
      ) => {
        paths.look(parent?.ownerDocument.location);
        return isMasked(parent) ? starred(value) : value;
      },
      blockSelector: blocked,
      recordCrossOriginIframes: false,
      collectFonts: false,
      slimDOMOptions: /** @type {const} */ ('all'),
    },
    clean: cleanerOf(rules, address, paths.clean),
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
