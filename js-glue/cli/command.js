/**
 * What a command is made of.
 *
 * @typedef {Record<string, string | string[] | boolean | undefined>} Values of the options, by name
 *
 * @typedef {object} Command
 * @property {string} usage its line behind `second-analytics`
 * @property {string} help what it does, in some lines
 * @property {import('node:util').ParseArgsConfig['options']} options beside `--plan` and `--help`
 * @property {boolean} [isPlanOptional] whether it can be called without `--plan`; then `plan` is empty
 * @property {(plan: string, values: Values, rest: string[]) => Promise<void> | void} run `plan`: as given; throws a TypeError
 *   where the call makes no sense
 */
import { createCore } from '../core/index.js';
import { modelOf } from './plan-model.js';
import { readPlan } from './plan.js';
import { unusable } from './unusable-plan.js';

/**
 * @param {string} plan the name of a shipped plan, or a file
 * @returns {{core: import('../core/index.js').Core, fingerprint: string}}
 * @throws for a plan that is not there, and an UnusablePlan for one that cannot be compiled
 */
export function openPlan(plan) {
  const core = createCore();
  const text = readPlan(plan);
  try {
    const { fingerprint } = core.open(text);
    return { core, fingerprint };
  } catch (error) {
    throw unusable(error, plan, text);
  }
}

/**
 * The same with the plan as the tools read it.
 * @param {string} plan the name of a shipped plan, or a file
 * @throws as openPlan does, and for an image, which does not say what it was compiled from
 */
export function openModel(plan) {
  const opened = openPlan(plan);
  const text = readPlan(plan);
  if (!text.trimStart().startsWith('{')) throw new TypeError(`${plan} is no JSON but an image`);
  return { ...opened, model: modelOf(JSON.parse(text)) };
}

/**
 * @param {Values} values
 * @returns {'anonymized' | 'identified'}
 * @throws {TypeError}
 */
export function modeOf({ mode = 'anonymized' }) {
  if (mode !== 'anonymized' && mode !== 'identified') {
    throw new TypeError('--mode is anonymized or identified');
  }
  return mode;
}
