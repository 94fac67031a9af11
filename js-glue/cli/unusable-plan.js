/** What is said of a plan that cannot be opened: a line a fault, in the form that editors and terminals follow. */
import { faultText, PlanError } from '../core/open-plan.js';
import { positionOf } from './json-position.js';
import { positionAt } from './text-position.js';

/** Its message is all that there is to say. */
export class UnusablePlan extends Error {}

/**
 * @param {PlanError} error
 * @param {string} text of the plan
 * @returns {(import('./text-position.js').Position & {what: string})[]} what is wrong, in the order of the file
 */
export const faultsOf = ({ offset, faults }, text) =>
  faults
    .map((fault) => ({
      ...(offset === undefined ? positionOf(text, fault.pointer) : positionOfByte(text, offset)),
      what: faultText(fault),
    }))
    .sort((one, other) => one.line - other.line || one.column - other.column);

/**
 * @param {unknown} error of the core
 * @param {string} file
 * @param {string} text its content
 * @returns {unknown} an UnusablePlan with the faults in the order of the file; any other error as it is
 */
export function unusable(error, file, text) {
  if (!(error instanceof PlanError)) return error;
  const lines = faultsOf(error, text).map(
    ({ line, column, what }) => `${file}:${line}:${column}: ${what}`,
  );
  if (error.more > 0) lines.push(`${file}: and ${error.more} more`);
  return new UnusablePlan(lines.join('\n'));
}

/** @param {string} text @param {number} offset in bytes of its UTF-8 */
const positionOfByte = (text, offset) =>
  positionAt(text, Buffer.from(text).toString('utf8', 0, offset).length);
