import { allReasons } from '../../../dist/all-reasons.js';
import { REFUSALS } from '../refusals.js';

/** Where something is counted under a word that no list has: a series is never made of it (M68). */
export const OTHER = 'other';

/** Of the endpoint itself: given up after all tries; a capture of the server that could not be made. */
const OWN_REASONS = ['exhausted', 'failed'];

/** Those of `plan_…` make no handler at all, and so drop nothing. */
const coreReasons = allReasons.filter((reason) => reason !== '' && !reason.startsWith('plan_'));

/** What a label may say, by its name. @type {Readonly<Record<'reason' | 'error', readonly string[]>>} */
export const LABELS = Object.freeze({
  reason: [...coreReasons, ...OWN_REASONS, OTHER],
  error: [...REFUSALS, OTHER],
});

/**
 * Counts under the words of a list, all of them, so that a first count is seen as a rise from 0.
 *
 * @param {Record<string, number>} counts
 * @param {readonly string[]} words
 * @returns {Map<string, number>}
 */
export function closed(counts, words) {
  const rows = new Map(words.map((word) => [word, 0]));
  for (const [word, count] of Object.entries(counts)) {
    const label = rows.has(word) ? word : OTHER;
    rows.set(label, (rows.get(label) ?? 0) + count);
  }
  return rows;
}
