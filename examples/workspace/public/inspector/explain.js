/**
 * A second core that only explains: it has no storage, no queue that anybody empties, and no
 * network.
 */
import plan from '../../../../dist/plans/second.js';
import { loadCore } from '../../../../js-glue/core/index.js';

/** @typedef {import('../../../../js-glue/core/types.js').Explanation} Explanation */
/** @typedef {(event: string, properties: object | undefined, mode: 'anonymized' | 'identified') => Explanation} Explain */

/** @returns {Promise<Explain>} */
export async function loadExplainer() {
  const core = await loadCore();
  core.open(plan);
  return (event, properties = {}, mode) =>
    core.explain(JSON.stringify({ event, properties }), mode);
}

/** What the plan declares, for the page on which one may try things out. */
export const declared = /** @type {{name: string, events: Record<string, unknown>}} */ (
  JSON.parse(plan)
);
