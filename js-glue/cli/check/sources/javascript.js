/** JavaScript with JSX, read by acorn. */

/** @typedef {any} Node of ESTree */
/** @typedef {import('./call-sites.js').Member<Node>} Member */

/** @type {Omit<import('acorn').Options, 'sourceType'>} as lenient as bundlers are */
const options = {
  ecmaVersion: 'latest',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowSuperOutsideMethod: true,
};

/**
 * @param {(name: string) => Promise<any>} [load]
 * @returns {Promise<(text: string) => Node>} the program of a text; throws a SyntaxError, with the offset as `pos`
 * @throws {TypeError} with what to install
 */
export async function loadJavaScript(load = (name) => import(name)) {
  const parts = ['acorn', 'acorn-jsx'].map((name) => load(name));
  const [{ Parser }, { default: jsx }] = await Promise.all(parts).catch(() => {
    throw new TypeError(
      'JavaScript sources are read with acorn and acorn-jsx: npm install --save-dev acorn acorn-jsx',
    );
  });
  const parser = Parser.extend(jsx());
  return (text) => {
    try {
      return parser.parse(text, { ...options, sourceType: 'module' });
    } catch (error) {
      try {
        return parser.parse(text, { ...options, sourceType: 'script' }); // without strict mode
      } catch {
        throw error;
      }
    }
  };
}

/** @type {import('./call-sites.js').Syntax<Node>} */
export const javascriptSyntax = {
  children: (node) =>
    Object.values(node)
      .flat()
      .filter((child) => typeof child?.type === 'string'),
  at: (node) => node.start,
  text(node) {
    if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
    const isWhole = node.type === 'TemplateLiteral' && node.expressions.length === 0;
    return isWhole ? (node.quasis[0].value.cooked ?? null) : null;
  },
  alternatives(node) {
    if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate];
    if (node.type === 'LogicalExpression') return [node.left, node.right];
    return node.type === 'ChainExpression' ? [node.expression] : null;
  },
  members: (node) => (node.type === 'ObjectExpression' ? node.properties.map(memberOf) : null),
  call({ type, callee, arguments: given }) {
    if (type !== 'CallExpression') return null;
    const isMember = callee.type === 'MemberExpression' && !callee.computed;
    const { name = '' } = isMember ? callee.property : callee;
    return { name: typeof name === 'string' ? name : '', isMember, given };
  },
  isOther: (node) =>
    node.type === 'Literal' ? typeof node.value !== 'string' : otherTypes.has(node.type),
};

const otherTypes = new Set([
  'ArrayExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
  'FunctionExpression',
]);

/** @param {Node} node @returns {Member} */
function memberOf(node) {
  if (node.type !== 'Property') return { key: null, value: null, spread: node.argument };
  const { key, value, computed, shorthand } = node;
  const isName = key.type === 'Identifier' && !computed;
  const text = isName ? key.name : key.type === 'Literal' ? String(key.value) : null;
  return {
    key: text === null ? null : { text, at: key.start },
    value: shorthand ? null : value,
    spread: null,
  };
}
