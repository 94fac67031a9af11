/** All that a check says, for people and for programs. */
import { budgetFindings, leastOf } from './entropy/budget.js';
import { asksForReview, compare, markdownOf } from './diff/diff.js';
import { entropyOf } from './entropy/entropy.js';
import { entropyText } from './entropy/entropy-text.js';
import { located } from './finding.js';
import { planFindings } from './plan-warnings.js';
import { sourceFindings, summaryOf } from './sources/findings.js';
import { sourcesText } from './sources/summary-text.js';

/**
 * @typedef {import('./checked-plan.js').CheckedPlan} CheckedPlan
 * @typedef {import('./finding.js').Finding} Finding
 *
 * @typedef {object} Report
 * @property {CheckedPlan} plan
 * @property {Finding[]} findings each with its place, in order
 * @property {import('./entropy/entropy.js').Entropy} entropy
 * @property {number | null} budget
 * @property {import('./sources/findings.js').SourceSummary | null} sources
 * @property {CheckedPlan | null} old
 * @property {import('./diff/diff.js').Diff | null} diff
 */

/**
 * @param {CheckedPlan} plan
 * @param {object} beside
 * @param {import('./sources/sources.js').Sources | null} beside.sources
 * @param {Finding[]} beside.routes
 * @param {CheckedPlan | null} beside.old
 * @param {number | null} beside.budget
 * @returns {Report}
 */
export function reportOf(plan, { sources, routes, old, budget: given }) {
  const entropy = entropyOf(plan);
  const budget = leastOf([given, plan.model.entropyBudgetBits]);
  const findings = [
    ...planFindings(plan),
    ...budgetFindings(entropy.ambient, budget),
    ...routes,
    ...(sources ? sourceFindings(sources, plan.model, plan.core) : []),
  ];
  return {
    plan,
    findings: findings.map((finding) => located(finding, plan)).sort(byPlace),
    entropy,
    budget,
    sources: sources && summaryOf(sources),
    old,
    diff: old && compare(old, plan),
  };
}

/** @param {Finding} first @param {Finding} second */
const byPlace = (first, second) =>
  first.file === second.file
    ? (first.line ?? 0) - (second.line ?? 0) || (first.column ?? 0) - (second.column ?? 0)
    : (first.file ?? '') < (second.file ?? '')
      ? -1
      : 1;

/** @param {Report} report @returns {number} */
export function exitCodeOf({ findings, diff }) {
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  return diff && asksForReview(diff) ? 3 : 0;
}

/** What was asked for: the difference, or what the plan can tell. @param {Report} report @returns {string} */
export const textOf = ({ plan, entropy, budget, sources, old, diff }) =>
  diff && old
    ? markdownOf(diff, old, plan)
    : [entropyText(entropy, budget), ...(sources ? [sourcesText(sources)] : [])].join('\n');

/** @param {Report} report */
export function jsonOf({ plan, findings, entropy, budget, sources, diff }) {
  const { file, fingerprint, model } = plan;
  return {
    plan: { file, name: model.name, version: model.version, fingerprint },
    ...findingsJson(findings),
    entropy: { ...entropy, budget },
    ...(sources && { sources }),
    ...(diff && { diff: diffJson(diff) }),
  };
}

/** Pointers lead into the new plan, those of what is gone into the old one. @param {import('./diff/diff.js').Diff} diff */
const diffJson = (diff) =>
  Object.fromEntries(
    Object.entries(diff).map(([direction, changes]) => [
      direction,
      changes.map(({ text, pointer }) => ({ text, pointer })),
    ]),
  );

/** @param {Finding[]} findings */
export const findingsJson = (findings) => ({
  errors: findings.filter(({ severity }) => severity === 'error').map(withoutSeverity),
  warnings: findings.filter(({ severity }) => severity === 'warning').map(withoutSeverity),
});

/** @param {Finding} finding */
const withoutSeverity = ({ severity: _, ...finding }) => finding;
