/** What must be known of nodes that are told of again later, by the number that the recorder gives them. */
export function createKnown() {
  /** Elements of which only the size is recorded, and all that is in them. @type {Set<number>} */
  const hidden = new Set();
  /** Style sheets of what is hidden, which have numbers of their own. @type {Set<number>} */
  const hiddenSheets = new Set();

  /** @param {any} node of which nothing is recorded but that it is there */
  function hide(node) {
    hidden.add(node.id);
    for (const child of node.childNodes ?? []) hide(child);
  }

  return {
    hidden,
    hide,
    /** Fields that have been one for a password: they stay it, whatever they show later. @type {Set<number>} */
    passwords: new Set(),
    /** Style elements and their texts. @type {Set<number>} */
    sheets: new Set(),
    /** Texts that no element of their own tree holds, so that nobody asked whether they are masked. @type {Set<number>} */
    starred: new Set(),
    /** Elements whose attributes mean more than others'. @type {Map<number, string>} */
    tags: new Map(),
    /**
     * @param {any} change of style sheets, which are named by themselves or by the node that holds them
     * @returns {boolean}
     */
    isHiddenSheet({ id, styleId, styles = [], styleIds = [] }) {
      if (!hidden.has(id)) return hiddenSheets.has(styleId);
      for (const one of styles) hiddenSheets.add(one.styleId);
      for (const one of styleIds) hiddenSheets.add(one);
      return true;
    },
  };
}
