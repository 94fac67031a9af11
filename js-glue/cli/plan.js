import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/plans/', import.meta.url));

/** Names of the plans that come with the package. */
export const shippedPlans = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

/**
 * @param {string} plan the name of a shipped plan, or a file
 * @returns {string} its file
 * @throws with what to do when there is neither
 */
export function planFile(plan) {
  if (shippedPlans.includes(plan)) return `${folder}${plan}.json`;
  if (existsSync(plan)) return plan;
  const names = shippedPlans.join(', ');
  throw new Error(`there is no shipped plan and no file named ${plan}; shipped: ${names}`);
}

/**
 * The text of a tracking plan.
 * @param {string} plan the name of a shipped plan, or a file
 * @returns {string}
 * @throws with what to do when there is neither
 */
export const readPlan = (plan) => readFileSync(planFile(plan), 'utf8');

/**
 * The image of a plan as the text of a module.
 * @param {string} image
 */
export function imageModule(image) {
  return `export default '${image.replace(/[\\']/g, '\\$&')}';\n`;
}
