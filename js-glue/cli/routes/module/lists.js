/** Arrays and objects as they are written, with their spreads and conditions. */
import { addLazily, isPartly, isText, untold } from './values.js';

/** @typedef {(node: any) => any} Evaluate */

/**
 * Array methods whose outcome holds what matters of the array.
 * @type {Record<string, (array: any[], given: any) => any[]>}
 */
export const arrayMethods = {
  filter: (array) => array.filter(Boolean),
  flat: (array) => array.flat(),
  concat: (array, given) => [...array, ...(Array.isArray(given) ? given : [given])],
};

/**
 * What a condition chooses from.
 * @param {any} node
 * @returns {any[]} the expressions of which one is taken
 */
export function outcomes(node) {
  if (node.type === 'ConditionalExpression') {
    return [...outcomes(node.consequent), ...outcomes(node.alternate)];
  }
  if (node.type !== 'LogicalExpression') return [node];
  const right = outcomes(node.right);
  return node.operator === '&&' ? right : [...outcomes(node.left), ...right];
}

/**
 * @param {any[]} places each an element, a spread, or none
 * @param {Evaluate} evaluate
 * @returns {any[]} the elements of every outcome; untold where a spread is
 */
export function arrayOf(places, evaluate) {
  return places.filter(Boolean).flatMap((place) => {
    const isSpread = place.type === 'SpreadElement';
    return outcomes(isSpread ? place.argument : place).flatMap((outcome) => {
      const value = evaluate(outcome);
      if (!value) return [];
      if (!isSpread) return [value];
      return Array.isArray(value) ? value : [untold];
    });
  });
}

/**
 * @param {any[]} properties
 * @param {Evaluate} evaluate
 * @returns {Record<string | symbol, any>} its members are evaluated when they are asked for
 */
export function objectOf(properties, evaluate) {
  const result = {};
  for (const property of properties) {
    const add = property.type === 'SpreadElement' ? addSpread : addMember;
    add(result, property, evaluate);
  }
  return result;
}

/** @type {(result: any, property: any, evaluate: Evaluate) => void} */
function addMember(result, { computed, key, kind, value }, evaluate) {
  const name = computed ? evaluate(key) : (key.name ?? key.value);
  if (!isText(name)) result[isPartly] = true;
  else addLazily(result, String(name), () => (kind === 'init' ? evaluate(value) : untold));
}

/** @type {(result: any, spread: any, evaluate: Evaluate) => void} */
function addSpread(result, { argument }, evaluate) {
  const values = outcomes(argument).map((outcome) => evaluate(outcome) ?? {});
  if (values.length > 1 || values.includes(untold)) result[isPartly] = true;
  for (const value of values.filter((each) => typeof each === 'object')) {
    Object.defineProperties(result, Object.getOwnPropertyDescriptors(value));
  }
}
