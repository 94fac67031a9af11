/** A plan with all that a check looks at. */
import { relative } from 'node:path';
import { createCore } from '../../core/index.js';
import { planFile, readPlan } from '../plan.js';
import { modelOf } from '../plan-model.js';
import { PlanError } from '../../core/open-plan.js';
import { faultsOf } from '../unusable-plan.js';
import { errorIn } from './finding.js';
import { pageContextsOf } from './entropy/page-contexts.js';

/**
 * @typedef {object} CheckedPlan
 * @property {string} file as a reader would name it
 * @property {string} text
 * @property {any} source the JSON of it
 * @property {string} fingerprint
 * @property {import('../../core/index.js').Core} core with this plan opened
 * @property {import('../plan-model.js').PlanModel} model
 * @property {import('./entropy/page-contexts.js').PageContexts} contexts
 * @property {(limits: import('../plan-model.js').Limits) => import('./entropy/values.js').Surroundings} around what its properties are counted with
 *
 * @typedef {{file: string, text: string, faults: import('./finding.js').Finding[]}} FaultyPlan
 */

/**
 * @param {string} plan the name of a shipped plan, or a file
 * @returns {CheckedPlan | FaultyPlan}
 * @throws for a plan that is not there
 */
export const checkedPlan = (plan) => checkedText(relative('', planFile(plan)), readPlan(plan));

/**
 * @param {string} file as a reader would name it
 * @param {string} text
 * @returns {CheckedPlan | FaultyPlan}
 */
export function checkedText(file, text) {
  const core = createCore();
  const { fingerprint, faults } = open(core, file, text);
  if (faults.length > 0) return { file, text, faults };
  const source = JSON.parse(text);
  const model = modelOf(source);
  const contexts = pageContextsOf(model, core);
  const shapes = contexts.parts.get('route_shape') ?? 0;
  return {
    ...{ file, text, source, fingerprint, core, model, contexts },
    around: ({ string, array }) => ({ words: model.words, shapes, string, array }),
  };
}

/**
 * What keeps the core from opening the plan.
 * @param {import('../../core/index.js').Core} core
 * @param {string} file
 * @param {string} text
 * @returns {{fingerprint: string, faults: import('./finding.js').Finding[]}}
 */
function open(core, file, text) {
  try {
    return { fingerprint: core.open(text).fingerprint, faults: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const faults = faultsOf(error, text).map(({ what, ...position }) => ({
      ...errorIn(file, 'plan', what),
      ...position,
    }));
    return { fingerprint: '', faults };
  }
}
