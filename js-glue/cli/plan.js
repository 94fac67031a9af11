import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} plan the name of a shipped plan, or a file
 * @returns {string} its file
 * @throws with what to do when there is neither
 */
export function planFile(plan) {
  const shipped = fileURLToPath(new URL(`../../src/plans/${plan}.json`, import.meta.url));
  if (/^[a-z0-9-]+$/.test(plan) && existsSync(shipped)) return shipped;
  if (existsSync(plan)) return plan;
  throw new Error(`there is no shipped plan and no file named ${plan}; shipped: second`);
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
