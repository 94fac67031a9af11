/**
 * Values as a module states them: literals, arrays, objects, names of constants, across the application's own modules. Nothing is
 * executed. What a condition chooses counts with all its outcomes, since routes of every build are wanted.
 */
import { bindingsOf, walk } from './bindings.js';
import { resolveModule } from './resolve.js';
import { arrayMethods, arrayOf, objectOf, outcomes } from './lists.js';
import { addLazily, isText, memberOf, untold } from './values.js';

/** @typedef {import('./bindings.js').Binding} Binding */

/**
 * @typedef {object} Call
 * @property {any[]} nodes the arguments as they are written
 * @property {(at: number) => any} arg the value of one
 * @property {(from: number) => any[]} rest the values of all from one on, as elements of an array
 *
 * @typedef {object} Reading what is known while modules are read
 * @property {import('./parse.js').Parse} parse
 * @property {Record<string, (call: Call) => any>} calls what calls of a framework's functions give, by the functions' names
 * @property {Record<string, Record<string, any>>} made exports of modules that a framework makes, by specifier
 * @property {Map<string, Module>} modules those that were read, by file
 * @property {Set<Binding>} underWay
 *
 * @typedef {object} Module
 * @property {string} file
 * @property {import('acorn').Program} program
 * @property {import('./bindings.js').Bindings} bindings
 * @property {Reading} reading
 */

/**
 * @param {import('./parse.js').Parse} parse
 * @param {Partial<Pick<Reading, 'calls' | 'made'>>} [framework]
 * @returns {Reading}
 */
export const createReading = (parse, { calls = {}, made = {} } = {}) => ({
  ...{ parse, calls, made },
  modules: new Map(),
  underWay: new Set(),
});

/**
 * @param {Reading} reading
 * @param {string} file
 * @param {string} [text] of the module, where it is not the whole file
 * @returns {Module}
 * @throws where the file cannot be parsed; see loadParser
 */
export function openModule(reading, file, text) {
  const known = reading.modules.get(file);
  if (known) return known;
  const program = reading.parse(file, text);
  const module = { file, program, bindings: bindingsOf(program), reading };
  reading.modules.set(file, module);
  return module;
}

/** @type {(module: Module, binding: Binding) => any} */
function valueOfBinding(module, binding) {
  const { underWay } = module.reading;
  if (underWay.has(binding)) return untold;
  underWay.add(binding);
  try {
    if (binding.imported) return valueOfImport(module, binding.imported);
    const value = evaluate(binding.node, module);
    if (binding.member !== undefined) return memberOf(value, binding.member);
    if (!binding.isChanged) return value;
    return Array.isArray(value) ? [...value, untold] : untold;
  } finally {
    underWay.delete(binding);
  }
}

/** @type {(module: Module, imported: {specifier: string, name: string}) => any} */
function valueOfImport({ file, reading }, { specifier, name }) {
  const made = reading.made[specifier];
  if (made) return name === '*' ? made : memberOf(made, name);
  const source = resolveModule(file, specifier);
  if (!source) return untold;
  const value = exportOf(openModule(reading, source), name);
  return value === undefined ? untold : value;
}

/**
 * @param {Module} module
 * @param {string} name `*` for an object of all
 * @returns {any} undefined: there is no such export
 */
export function exportOf(module, name) {
  const { exports, all } = module.bindings;
  if (name === '*') {
    const result = {};
    for (const [key, each] of exports) addLazily(result, key, () => valueOfBinding(module, each));
    return result;
  }
  const binding = exports.get(name);
  if (binding) return valueOfBinding(module, binding);
  for (const specifier of all) {
    const value = valueOfImport(module, { specifier, name });
    if (value !== untold) return value;
  }
  return undefined;
}

/**
 * The name of the function that is called, as its package calls it.
 * @type {(module: Module, callee: any) => string | null} null: a function of the application
 */
function calledName({ file, bindings }, callee) {
  if (callee.type === 'MemberExpression' && !callee.computed) return callee.property.name;
  if (callee.type !== 'Identifier') return null;
  const binding = bindings.names.get(callee.name);
  if (!binding) return callee.name;
  const { imported, member = null } = binding;
  if (!imported) return member;
  if (resolveModule(file, imported.specifier)) return null;
  return imported.name === 'default' ? callee.name : imported.name;
}

/** @type {(module: Module, node: any) => Call} */
const callOf = (module, { arguments: nodes }) => ({
  nodes,
  arg: (at) => (nodes[at] ? evaluate(nodes[at], module) : undefined),
  rest: (from) => arrayOf(nodes.slice(from), (each) => evaluate(each, module)),
});

/**
 * The calls in a module, wherever they stand, of functions whose names fit.
 * @param {Module} module
 * @param {RegExp} name
 * @returns {Call[]}
 */
export function callsIn(module, name) {
  /** @type {Call[]} */
  const found = [];
  walk(module.program, (node) => {
    if (node.type !== 'CallExpression') return;
    const names = [node.callee.name, calledName(module, node.callee)];
    if (names.some((each) => each && name.test(each))) found.push(callOf(module, node));
  });
  return found;
}

/** Lists of every outcome are one list; other values cannot be told apart. @type {(node: any, module: Module) => any} */
function ofOutcomes(node, module) {
  const values = outcomes(node).map((outcome) => evaluate(outcome, module));
  return values.every(Array.isArray) ? values.flat() : untold;
}

/** By the kind of the expression. @type {Record<string, (node: any, module: Module) => any>} */
const expressions = {
  Literal: ({ regex, value }) => (regex ? untold : value),
  TemplateLiteral(node, module) {
    const values = node.expressions.map((/** @type {any} */ each) => evaluate(each, module));
    const texts = node.quasis.map((/** @type {any} */ each) => each.value.cooked);
    return values.every(isText) ? String.raw({ raw: texts }, ...values) : untold;
  },
  ArrayExpression: ({ elements }, module) => arrayOf(elements, (each) => evaluate(each, module)),
  ObjectExpression: ({ properties }, module) =>
    objectOf(properties, (each) => evaluate(each, module)),
  Identifier({ name }, module) {
    const binding = module.bindings.names.get(name);
    if (binding) return valueOfBinding(module, binding);
    return name === 'undefined' ? undefined : untold;
  },
  MemberExpression({ object, property, computed }, module) {
    const key = computed ? evaluate(property, module) : property.name;
    return memberOf(evaluate(object, module), key);
  },
  CallExpression(node, module) {
    const { callee } = node;
    const { calls } = module.reading;
    const name = calledName(module, callee);
    const call = callOf(module, node);
    if (name && callee.type === 'MemberExpression' && Object.hasOwn(arrayMethods, name)) {
      const array = evaluate(callee.object, module);
      return Array.isArray(array) ? arrayMethods[name](array, call.arg(0)) : untold;
    }
    return name && Object.hasOwn(calls, name) ? calls[name](call) : untold;
  },
  BinaryExpression({ operator, left, right }, module) {
    const values = [evaluate(left, module), evaluate(right, module)];
    return operator === '+' && values.every(isText) ? values.join('') : untold;
  },
  ConditionalExpression: ofOutcomes,
  LogicalExpression: ofOutcomes,
  AwaitExpression: ({ argument }, module) => evaluate(argument, module),
  ChainExpression: ({ expression }, module) => evaluate(expression, module),
};

/**
 * @param {any} node of the module's tree
 * @param {Module} module
 * @returns {any} the value; untold: only running the module tells it
 */
export function evaluate(node, module) {
  return Object.hasOwn(expressions, node.type) ? expressions[node.type](node, module) : untold;
}
