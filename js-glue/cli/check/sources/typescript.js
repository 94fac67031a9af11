/**
 * TypeScript, with JSX or without, read by the package `typescript` of the application: from version 7 on by its server, which
 * gets the sources and nothing else to see; before that by createSourceFile. The trees are alike.
 */

/** @typedef {any} Node of either version */
/** @typedef {import('./call-sites.js').Syntax<Node>} Syntax */
/** @typedef {{name: string, text: string}} Source `name`: ends in `.ts` or `.tsx` */
/** @typedef {{parse: (sources: Source[]) => Node[], syntax: Syntax}} TypeScript */

/** ScriptTarget.Latest, the same in every version. */
const languageVersion = 99;

/**
 * @param {(name: string) => Promise<any>} [load]
 * @returns {Promise<TypeScript>}
 * @throws {TypeError} with what to install
 */
export async function loadTypeScript(load = (name) => import(name)) {
  const library = await load('typescript').catch(() => ({}));
  const { createSourceFile, SyntaxKind } = library.default ?? library;
  if (createSourceFile) {
    const parse = (/** @type {Source} */ { name, text }) =>
      createSourceFile(name, text, { languageVersion }, true);
    return { parse: (sources) => sources.map(parse), syntax: syntaxOf(SyntaxKind) };
  }
  const parts = ['sync', 'fs', 'ast'].map((part) => load(`typescript/unstable/${part}`));
  const [{ API }, { createVirtualFileSystem }, ast] = await Promise.all(parts).catch(() => {
    throw new TypeError(
      'TypeScript sources are read with the package typescript: npm install --save-dev typescript',
    );
  });
  const parse = parserOf(API, createVirtualFileSystem);
  return { parse, syntax: syntaxOf(ast.SyntaxKind) };
}

/** Nothing is looked up that an import or a library would name. */
const compilerOptions = { noResolve: true, noLib: true, types: [], jsx: 'preserve' };

/**
 * @param {any} API of `typescript/unstable/sync`
 * @param {(files: Record<string, string>) => any} createVirtualFileSystem
 * @returns {TypeScript['parse']}
 */
const parserOf = (API, createVirtualFileSystem) => (sources) => {
  const config = '/sources/tsconfig.json';
  // A folder each, so that names cannot meet.
  const files = sources.map(({ name, text }, number) => ({
    path: `/sources/${number}/${name}`,
    text,
  }));
  const project = JSON.stringify({ compilerOptions, files: files.map(({ path }) => path) });
  const fs = createVirtualFileSystem({
    [config]: project,
    ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
  });
  const server = new API({ cwd: '/sources', fs });
  try {
    const { program } = server.updateSnapshot({ openProjects: [config] }).getProject(config);
    return files.map(({ path }) => program.getSourceFile(path));
  } finally {
    server.close();
  }
};

/** @param {Record<string, number>} kinds @returns {Syntax} */
function syntaxOf(kinds) {
  const texts = new Set([kinds.StringLiteral, kinds.NoSubstitutionTemplateLiteral]);
  const wrapped = new Set([
    kinds.AsExpression,
    kinds.NonNullExpression,
    kinds.ParenthesizedExpression,
    kinds.SatisfiesExpression,
    kinds.TypeAssertionExpression,
  ]);
  const choosing = new Set([
    kinds.AmpersandAmpersandToken,
    kinds.BarBarToken,
    kinds.QuestionQuestionToken,
  ]);
  const others = new Set([
    kinds.ArrayLiteralExpression,
    kinds.ArrowFunction,
    kinds.BigIntLiteral,
    kinds.ClassExpression,
    kinds.FalseKeyword,
    kinds.FunctionExpression,
    kinds.NullKeyword,
    kinds.NumericLiteral,
    kinds.RegularExpressionLiteral,
    kinds.TrueKeyword,
  ]);
  const names = new Set([...texts, kinds.Identifier, kinds.NumericLiteral]);
  /** @param {Node} member @returns {import('./call-sites.js').Member<Node>} */
  const memberOf = ({ kind, name, initializer, expression }) => ({
    key: name && names.has(name.kind) ? { text: name.text, at: name.getStart() } : null,
    value: initializer ?? null,
    spread: kind === kinds.SpreadAssignment ? expression : null,
  });
  return {
    children(node) {
      /** @type {Node[]} */
      const children = [];
      node.forEachChild((/** @type {Node} */ child) => void children.push(child));
      return children;
    },
    at: (node) => node.getStart(),
    text: (node) => (texts.has(node.kind) ? node.text : null),
    alternatives(node) {
      if (wrapped.has(node.kind)) return [node.expression];
      if (node.kind === kinds.ConditionalExpression) return [node.whenTrue, node.whenFalse];
      const isChoice =
        node.kind === kinds.BinaryExpression && choosing.has(node.operatorToken.kind);
      return isChoice ? [node.left, node.right] : null;
    },
    members: (node) =>
      node.kind === kinds.ObjectLiteralExpression ? node.properties.map(memberOf) : null,
    call({ kind, expression, arguments: given }) {
      if (kind !== kinds.CallExpression) return null;
      while (wrapped.has(expression.kind)) expression = expression.expression;
      const isMember = expression.kind === kinds.PropertyAccessExpression;
      const callee = isMember ? expression.name : expression;
      return { name: callee.kind === kinds.Identifier ? callee.text : '', isMember, given };
    },
    isOther: (node) => others.has(node.kind),
  };
}
