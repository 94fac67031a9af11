import { budgetGiven } from '../check/entropy/budget.js';
import { checkedPlan } from '../check/checked-plan.js';
import { lineOf, located } from '../check/finding.js';
import { exitCodeOf, findingsJson, jsonOf, reportOf, textOf } from '../check/report.js';
import { print, remark, write } from '../terminal.js';

/**
 * @typedef {object} Options of the call
 * @property {string[]} [src]
 * @property {string[]} [call]
 * @property {string[]} [routes]
 * @property {string} [against]
 * @property {string} [budget]
 * @property {boolean} [json]
 */

/** @type {import('../command.js').Command} */
export const check = {
  usage:
    'check    --plan PLAN [--src DIR ...] [--call NAME ...] [--routes FROM:PATH ...] [--against OLD] [--budget BITS] [--json]',
  help: `what a reviewer would ask about the plan, and how many bits its events can carry;
--src holds the calls of capture (or NAME) in these folders against it: .js, .ts, .jsx, .tsx, .vue, .svelte, .html
--routes fails on a route of the application that the plan does not know; FROM as for the command routes
--against prints the privacy diff from another plan as Markdown; exit code 3: it asks for a review
--budget bounds what is on every event, beside the plan's entropy_budget_bits`,
  options: {
    src: { type: 'string', multiple: true },
    call: { type: 'string', multiple: true },
    routes: { type: 'string', multiple: true },
    against: { type: 'string' },
    budget: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(plan, values, rest) {
    const { src, call, routes, against, json, ...options } = /** @type {Options} */ (values);
    const budget = budgetGiven(options.budget);
    if (rest.length > 0 && !src) throw new TypeError(`${rest[0]}: folders follow --src`);
    const checked = checkedPlan(plan);
    const old = against === undefined ? null : checkedPlan(against);
    if ('faults' in checked) return refuse(checked, json);
    if (old && 'faults' in old) return refuse(old, json);
    const sources = src ? await sourcesOf([...src, ...rest], call) : null;
    const unknown = routes ? await unknownOf(checked.text, routes) : [];
    const report = reportOf(checked, { sources, routes: unknown, old, budget });
    process.exitCode = exitCodeOf(report);
    if (json) return print(jsonOf(report));
    for (const finding of report.findings) remark(lineOf(finding));
    return write(textOf(report));
  },
};

/** The readers are loaded where there is something to read. @param {string} text @param {string[]} given */
async function unknownOf(text, given) {
  const { routeFindings } = await import('../check/route-findings.js');
  return routeFindings(text, given);
}

/** The parsers are loaded where there is something to read. @param {string[]} paths @param {string[]} [call] */
async function sourcesOf(paths, call = ['capture']) {
  const { readSources } = await import('../check/sources/sources.js');
  return readSources(paths, new Set(call));
}

/**
 * A plan that the core does not open.
 * @param {import('../check/checked-plan.js').FaultyPlan} plan
 * @param {boolean} [json]
 */
function refuse(plan, json) {
  const findings = plan.faults.map((fault) => located(fault, plan));
  process.exitCode = 2;
  if (json) return print(findingsJson(findings));
  for (const finding of findings) remark(lineOf(finding));
}
