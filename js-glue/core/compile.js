import { loadCore } from './index.js';

/**
 * Compiles a plan in the page. Pages that import a plan's image never load this.
 * @param {string | object} plan as it was written
 * @returns {Promise<string>} its image
 * @throws when the plan cannot be compiled
 */
export async function compilePlan(plan) {
  const core = await loadCore();
  core.open(plan);
  return core.image();
}
