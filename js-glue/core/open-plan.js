/** Opening a plan with the whole core, and what is said of one that cannot be opened. */

/** @typedef {import('./types.js').PlanFault} PlanFault */

/** How many faults a message tells; all of them are in the error. */
const told = 3;

/**
 * @param {PlanFault} fault
 * @returns {string} `/properties/price: "price" needs an upper bound (max)`
 */
export const faultText = ({ pointer, name, rule }) =>
  pointer ? `${pointer}: ${name ? `"${name}" ` : ''}${rule}` : `the plan ${rule}`;

/** A plan that cannot be opened, and why: everything that is wrong with it. */
export class PlanError extends Error {
  /** @param {{reason: string, offset?: number, faults: PlanFault[], more?: number}} answer of the core */
  constructor({ reason, offset, faults, more = 0 }) {
    const left = faults.length + more - told;
    const texts = faults.slice(0, told).map(faultText);
    if (left > 0) texts.push(`and ${left} more`);
    super(`second-analytics: tracking plan: ${texts.join('; ')}`);
    /** The name of the first reason, as in src/reasons.def. */
    this.reason = reason;
    /** Where a text that is no JSON has its first fault: bytes from the beginning. */
    this.offset = offset;
    this.faults = faults;
    /** How many faults there are beside these. */
    this.more = more;
  }
}

/**
 * @param {import('./core.js').LeanCore} core of the whole build
 * @param {string} plan as it was written, or its image
 * @returns {import('./types.js').PlanInfo}
 * @throws {PlanError}
 */
export function openPlan({ call, memory, put, result }, plan) {
  const length = call.sa_open(put(plan));
  if (length >= 0) return JSON.parse(result(length));
  const output = call.sa_output();
  throw new PlanError(JSON.parse(result(memory.indexOf(0, output) - output)));
}
