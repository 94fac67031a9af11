/**
 * Finds calls of `capture` in a syntax tree. What a tree is made of is told by a Syntax, of which there is one for the trees of
 * acorn (ESTree) and one for those of TypeScript.
 */

/**
 * @typedef {{text: string, at: number}} Text a text of the source, and its offset
 *
 * @typedef {object} CallSite a call, or the option `pageEvent`
 * @property {number} at its offset
 * @property {Text[]} names of events that it may capture
 * @property {boolean} isDynamic whether there may be others
 * @property {Text[]} keys of properties that stand there
 * @property {boolean} hasMoreKeys whether there may be others
 *
 * @typedef {object} Found in one source
 * @property {CallSite[]} calls in the order of the source
 * @property {boolean} viewsPages whether `page()` is called
 * @property {Set<string>} texts all literals
 */

/**
 * @template Node
 * @typedef {object} Member of an object literal
 * @property {Text | null} key null where it is not known before it runs
 * @property {Node | null} value null where it is none of its own
 * @property {Node | null} spread what `...` stands before
 */

/**
 * @template Node
 * @typedef {object} Syntax
 * @property {(node: Node) => readonly Node[]} children
 * @property {(node: Node) => number} at its offset
 * @property {(node: Node) => string | null} text of a literal without gaps; null: it is none
 * @property {(node: Node) => readonly Node[] | null} alternatives what a condition or brackets stand for; null: it is neither
 * @property {(node: Node) => Member<Node>[] | null} members of an object literal; null: it is none
 * @property {(node: Node) => {name: string, isMember: boolean, given: readonly Node[]} | null} call null: it is none
 * @property {(node: Node) => boolean} isOther whether it is a literal of another type than text
 */

/**
 * @template Node
 * @param {Node} root
 * @param {Syntax<Node>} syntax
 * @param {ReadonlySet<string>} functions names of those that capture
 * @returns {Found}
 */
export function findCalls(root, syntax, functions) {
  /** @type {Found} */
  const found = { calls: [], viewsPages: false, texts: new Set() };
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const text = syntax.text(node);
    const call = syntax.call(node);
    if (text !== null) found.texts.add(text);
    found.viewsPages ||= call?.isMember === true && call.name === 'page';
    if (call && functions.has(call.name) && isSite(call.given, syntax)) {
      found.calls.push(siteOf(call.given, syntax, node));
    }
    for (const { key, value } of syntax.members(node) ?? []) {
      if (key?.text === 'pageEvent' && value) found.calls.push(siteOf([value], syntax, value));
    }
    open.push(...syntax.children(node));
  }
  found.calls.sort((first, second) => first.at - second.at);
  return found;
}

/**
 * Other functions may have the same name: `stream.capture(1)` is none of ours.
 * @template Node
 * @param {readonly Node[]} given
 * @param {Syntax<Node>} syntax
 */
const isSite = (given, syntax) =>
  given.length > 0 && !syntax.isOther(given[0]) && !syntax.members(given[0]);

/**
 * @template Node
 * @param {readonly Node[]} given the event's name, and its properties
 * @param {Syntax<Node>} syntax
 * @param {Node} node where it stands
 * @returns {CallSite}
 */
function siteOf([name, properties], syntax, node) {
  const { texts: names, isDynamic } = textsOf(name, syntax);
  const { keys, hasMore } = keysOf(properties, syntax);
  return { at: syntax.at(node), names, isDynamic, keys, hasMoreKeys: hasMore };
}

/**
 * @template Node
 * @param {Node} node
 * @param {Syntax<Node>} syntax
 * @returns {{texts: Text[], isDynamic: boolean}}
 */
function textsOf(node, syntax) {
  const text = syntax.text(node);
  if (text !== null) return { texts: [{ text, at: syntax.at(node) }], isDynamic: false };
  const each = syntax.alternatives(node)?.map((alternative) => textsOf(alternative, syntax));
  return {
    texts: each?.flatMap(({ texts }) => texts) ?? [],
    isDynamic: each?.some(({ isDynamic }) => isDynamic) ?? true,
  };
}

/**
 * @template Node
 * @param {Node | undefined} node
 * @param {Syntax<Node>} syntax
 * @returns {{keys: Text[], hasMore: boolean}}
 */
function keysOf(node, syntax) {
  if (!node) return { keys: [], hasMore: false };
  const members = syntax.members(node);
  const each = members
    ? members.map(({ key, spread }) =>
        spread ? keysOf(spread, syntax) : { keys: key ? [key] : [], hasMore: !key },
      )
    : syntax.alternatives(node)?.map((alternative) => keysOf(alternative, syntax));
  return {
    keys: each?.flatMap(({ keys }) => keys) ?? [],
    hasMore: each?.some(({ hasMore }) => hasMore) ?? true,
  };
}
