/**
 * A second core that only explains: it has no storage, no queue that anybody empties, and no
 * network.
 */
import plan from '../../../../dist/plans/second.js';
import { loadCore } from '../../../../js-glue/core/index.js';

/** @typedef {import('../../../../js-glue/core/types.js').Explanation} Explanation */
/** @typedef {(given: {event: string, given?: object, path?: string}, mode: 'anonymized' | 'identified') => Explanation} Explain */

/** @returns {Promise<Explain>} */
export async function loadExplainer() {
  const core = await loadCore();
  core.open(plan);
  return ({ event, given = {}, path }, mode) => {
    const explanation = core.explain(JSON.stringify({ event, properties: given }), mode);
    if (!explanation.event || path === undefined) return explanation;
    const properties = { ...core.route(path), ...explanation.event.properties };
    return { ...explanation, event: { ...explanation.event, properties } };
  };
}

/**
 * What the plan declares, for the page on which one may try things out: the plan as it was written, not its image.
 * @returns {Promise<{name: string, events: Record<string, unknown>}>}
 */
export async function loadDeclared() {
  const response = await fetch('/src/plans/second.json');
  return response.json();
}
