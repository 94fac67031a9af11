import { readFileSync } from 'node:fs';
import { modulesAt } from '../files.js';
import { walk } from './bindings.js';
import { createReading, evaluate, openModule } from './evaluate.js';
import { loadParser, moduleExtensions } from './parse.js';
import { untold } from './values.js';

/**
 * What an object says of an option, behind the names of the objects that it is in.
 * @type {(object: any, keys: string[]) => any} undefined: nothing
 */
function saidOf(object, [key, ...rest]) {
  if (object === null || typeof object !== 'object' || !Object.hasOwn(object, key))
    return undefined;
  return rest.length > 0 ? saidOf(object[key], rest) : object[key];
}

/**
 * What the objects of a module say of an option, wherever they stand: configurations are handed through functions.
 * @type {(module: import('./evaluate.js').Module, keys: string[]) => any}
 */
function optionIn(module, keys) {
  /** @type {any[]} */
  const said = [];
  walk(module.program, (node) => {
    if (node.type === 'ObjectExpression') said.push(saidOf(evaluate(node, module), keys));
  });
  return said.find((value) => value !== undefined);
}

/**
 * An option of a framework's configuration, where the file says it as a literal; the file is not executed. One that does not even
 * mention the option needs no parser.
 * @param {string} folder
 * @param {string} stem of the file, such as `next.config`
 * @param {string[]} keys the option's name, behind the names of the objects that it is in
 * @returns {Promise<{value: any, notes: string[]}>} undefined where it is not said, or not as a literal
 */
export async function readOption(folder, stem, keys) {
  const [file] = modulesAt(folder, [stem], moduleExtensions);
  if (!file || !readFileSync(file, 'utf8').includes(keys[keys.length - 1])) {
    return { value: undefined, notes: [] };
  }
  /** @param {string} why @returns {{value: undefined, notes: string[]}} */
  const passedOver = (why) => ({
    value: undefined,
    notes: [`${file}: ${keys.join('.')} was passed over: ${why}`],
  });
  try {
    const value = optionIn(openModule(createReading(await loadParser()), file), keys);
    return value === untold ? passedOver('it is computed') : { value, notes: [] };
  } catch (error) {
    return passedOver(/** @type {Error} */ (error).message);
  }
}

/** What to do about a base that is not known. */
export const baseAdvice = 'list what stands before every path in the plan\'s "prefixes"';

/**
 * The path that an application is mounted at.
 * @type {(folder: string, stem: string, keys: string[]) => Promise<{base: string, notes: string[]}>}
 */
export async function readBase(folder, stem, keys) {
  const { value, notes } = await readOption(folder, stem, keys);
  return {
    base: typeof value === 'string' ? value : '',
    notes: notes.map((note) => `${note}; ${baseAdvice}`),
  };
}
