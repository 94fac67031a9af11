import { decodeBinary } from '../../dist/core-binary.js';
import { allReasons } from '../../dist/all-reasons.js';
import { openPlan } from './open-plan.js';

/**
 * The whole core.
 * @type {import('./builds.js').Build}
 */
export const wholeBuild = {
  reasons: allReasons,
  decodeBinary,
  loadFallback: () => import('../../dist/core-fallback.js'),
};

/**
 * For a page, which loads this file when its own build cannot open the plan.
 * @param {typeof import('./core.js').loadLeanCore} load handed over, so that the chunk shares no file with the entry
 * @param {import('./types.js').CoreHost} host
 * @param {string} plan
 * @returns {Promise<import('./core.js').LeanCore>} that has opened the plan; rejects with a PlanError
 */
export async function openWhole(load, host, plan) {
  const core = await load(wholeBuild, host);
  openPlan(core, plan);
  return core;
}
