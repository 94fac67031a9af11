/** The bound that a plan, or the caller, sets to what is on every event. */
import { errorAt } from '../finding.js';

/**
 * @param {string | undefined} given
 * @returns {number | null}
 * @throws {TypeError}
 */
export function budgetGiven(given) {
  if (given === undefined) return null;
  const bits = Number(given);
  if (given.trim() === '' || !(bits >= 0)) throw new TypeError('--budget is a number of bits');
  return bits;
}

/** @param {(number | null)[]} budgets @returns {number | null} the one that allows least */
export function leastOf(budgets) {
  const bounds = budgets.filter((bits) => bits !== null);
  return bounds.length > 0 ? Math.min(...bounds) : null;
}

/** @param {number} ambient @param {number | null} budget @returns {import('../finding.js').Finding[]} */
export const budgetFindings = (ambient, budget) =>
  budget === null || ambient <= budget
    ? []
    : [
        errorAt(
          'over-budget',
          '/entropy_budget_bits',
          `${ambient.toFixed(1)} bits are on every event, above the budget of ${budget}`,
        ),
      ];
