/**
 * The core with everything that it can do: for the endpoint, the command line and the inspector. The browser client takes
 * ./core.js with ./capture-build.js, which leave out what it does not need.
 */
import { withoutBinary } from './builds.js';
import { createLeanCore, loadLeanCore } from './core.js';
import { openPlan } from './open-plan.js';
import { createTexts } from './texts.js';
import { wholeBuild } from './whole-build.js';

/** @typedef {import('./types.js').CoreHost} CoreHost */
/** @typedef {import('./core.js').LeanCore} LeanCore */
/** @typedef {ReturnType<typeof extend>} Core */

/** @param {LeanCore} core */
function extend(core) {
  const { call, check, result } = core;
  const { explainText, verifyText } = createTexts(core);
  return {
    ...core,
    explainText,
    verifyText,
    /**
     * @param {string | object} plan as it was written, or its image
     * @returns {import('./types.js').PlanInfo}
     * @throws {import('./open-plan.js').PlanError} when it cannot be compiled
     */
    open: (plan) => openPlan(core, typeof plan === 'string' ? plan : JSON.stringify(plan)),
    /** @returns {string} the opened plan as an image, which the browser's build opens */
    image: () => result(check(call.sa_image())),
    /**
     * What a path is by the plan; also what `core.route` does, for the events to come.
     * @param {string} path
     * @param {number} [width]
     * @returns {{route_shape: string, surface?: string} & Record<string, string>}
     */
    route: (path, width) => JSON.parse(result(check(core.route(path, width)))),
    /**
     * What would leave of an event, and what was removed and why: names and reasons, never a value.
     * @param {string | Uint8Array} event JSON of `{event, properties}`
     * @param {'anonymized' | 'identified'} mode
     * @returns {import('./types.js').Explanation}
     */
    explain(event, mode) {
      const { reason, text } = explainText(event, mode);
      return reason ? { event: null, dropped: reason, removed: [] } : JSON.parse(text);
    },
    /**
     * @param {import('./types.js').VerifyContext} context
     * @param {string | Uint8Array} body
     * @returns {import('./types.js').Verification}
     */
    verify(context, body) {
      const { reason, text } = verifyText(JSON.stringify(context), body);
      if (reason) return { ok: false, reason };
      const [header, ...lines] = text.slice(0, -1).split('\n');
      return { ok: true, header: JSON.parse(header), lines };
    },
    /**
     * Whether the JSON reader takes a document.
     * @param {string | Uint8Array} document
     * @returns {string} 'ok', or the reason
     */
    json: (document) => explainText(document, 'anonymized').reason.replace('not_open', '') || 'ok',
  };
}

/**
 * @param {CoreHost} [host]
 * @returns {Core}
 * @throws where WebAssembly cannot be compiled; see loadCore
 */
export function createCore(host) {
  return extend(createLeanCore(wholeBuild, host));
}

/**
 * The whole ladder: at once, asynchronously, as plain JavaScript.
 * @param {CoreHost} [host]
 * @returns {Promise<Core>}
 */
export async function loadCore(host) {
  try {
    return createCore(host);
  } catch {
    return extend(await loadLeanCore(wholeBuild, host));
  }
}

/**
 * The core in plain JavaScript, whatever the page allows; for tests of that build.
 * @param {CoreHost} [host]
 * @returns {Promise<Core>}
 */
export async function loadFallbackCore(host) {
  return extend(await loadLeanCore(withoutBinary(wholeBuild), host));
}
