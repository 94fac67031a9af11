/**
 * What the names of a module stand for, as far as its outermost level says.
 *
 * @typedef {object} Binding one of: an expression, an expression's member, something imported
 * @property {Node} [node]
 * @property {string} [member] of what the expression gives
 * @property {{specifier: string, name: string}} [imported] `name`: `default`, `*`, or the exported one
 * @property {boolean} [isChanged] whether more is done to it than to say it once
 *
 * @typedef {object} Bindings
 * @property {Map<string, Binding>} names
 * @property {Map<string, Binding>} exports
 * @property {string[]} all specifiers of modules of which everything is exported again
 */

/** @typedef {import('acorn').AnyNode & {start: number, end: number}} Node */
/** @typedef {import('acorn').Program} Program */

/** Methods that change the array that they are called on. */
const changing = new Set(['push', 'unshift', 'splice']);

/**
 * Calls back for every node of a tree.
 * @param {any} node
 * @param {(node: any) => void} visit
 */
export function walk(node, visit) {
  if (Array.isArray(node)) return node.forEach((each) => walk(each, visit));
  if (typeof node?.type !== 'string') return;
  visit(node);
  for (const key of Object.keys(node)) {
    if (node[key] !== null && typeof node[key] === 'object') walk(node[key], visit);
  }
}

/** @param {any} id of an import or export: a name or a text */
const nameOf = (id) => String(id.name ?? id.value);

/** @type {(names: Bindings['names'], declaration: any) => void} */
function declare(names, declaration) {
  if (declaration.type !== 'VariableDeclaration') {
    // A function or a class: what it gives is not known before it runs.
    if (declaration.id) names.set(declaration.id.name, { node: declaration });
    return;
  }
  for (const { id, init } of declaration.declarations) {
    if (!init) continue;
    if (id.type === 'Identifier') names.set(id.name, { node: init });
    if (id.type !== 'ObjectPattern') continue;
    for (const { key, value } of id.properties) {
      if (value?.type === 'Identifier') names.set(value.name, { node: init, member: nameOf(key) });
    }
  }
}

/** @type {(names: Bindings['names'], statement: any) => void} */
function declareImports(names, { source, specifiers }) {
  for (const { local, imported, type } of specifiers) {
    const name =
      type === 'ImportSpecifier'
        ? nameOf(imported)
        : type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*';
    names.set(local.name, { imported: { specifier: source.value, name } });
  }
}

/** @type {Record<string, (bindings: Bindings, statement: any) => void>} */
const statements = {
  ImportDeclaration: ({ names }, statement) => declareImports(names, statement),
  VariableDeclaration: ({ names }, statement) => declare(names, statement),
  FunctionDeclaration: ({ names }, statement) => declare(names, statement),
  ExportAllDeclaration: ({ all }, { source, exported }) =>
    void (exported ?? all.push(source.value)),
  ExportDefaultDeclaration: ({ exports }, { declaration }) =>
    void exports.set('default', { node: declaration }),
  ExportNamedDeclaration({ names, exports }, { declaration, source, specifiers }) {
    if (declaration) {
      /** @type {Bindings['names']} */
      const declared = new Map();
      declare(declared, declaration);
      for (const [name, binding] of declared) {
        names.set(name, binding);
        exports.set(name, binding);
      }
    }
    for (const { local, exported } of specifiers) {
      exports.set(
        nameOf(exported),
        source ? { imported: { specifier: source.value, name: nameOf(local) } } : { node: local },
      );
    }
  },
};

/** @type {(names: Bindings['names'], node: any) => void} */
function noteChange(names, node) {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'CallExpression' && changing.has(node.callee.property?.name)
        ? node.callee.object
        : null;
  const binding = target?.type === 'Identifier' && names.get(target.name);
  if (binding) binding.isChanged = true;
}

/** @param {Program} program @returns {Bindings} */
export function bindingsOf(program) {
  /** @type {Bindings} */
  const bindings = { names: new Map(), exports: new Map(), all: [] };
  for (const statement of program.body) statements[statement.type]?.(bindings, statement);
  walk(program, (node) => noteChange(bindings.names, node));
  return bindings;
}
