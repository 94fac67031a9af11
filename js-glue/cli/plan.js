import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The text of a tracking plan.
 * @param {string} plan the name of a shipped plan, or a file
 * @returns {string}
 * @throws with what to do when there is neither
 */
export function readPlan(plan) {
  const shipped = fileURLToPath(new URL(`../../src/plans/${plan}.json`, import.meta.url));
  if (/^[a-z0-9-]+$/.test(plan) && existsSync(shipped)) return readFileSync(shipped, 'utf8');
  if (existsSync(plan)) return readFileSync(plan, 'utf8');
  throw new Error(`there is no shipped plan and no file named ${plan}; shipped: second`);
}

/**
 * The image of a plan as the text of a module.
 * @param {string} image
 */
export function imageModule(image) {
  return `export default '${image.replace(/[\\']/g, '\\$&')}';\n`;
}
