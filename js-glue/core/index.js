/**
 * The core with everything that it can do: for the endpoint, the command line and the inspector. The browser client takes
 * ./core.js, which leaves out what it does not need.
 */
import { modes, reasons } from '../../dist/constants.js';
import { createLeanCore, loadLeanCore } from './core.js';
import { readText, writeText } from './imports.js';
import { wholeBuild } from './whole-build.js';

export { effects, modes, reasons } from '../../dist/constants.js';

/** @typedef {import('./types.js').CoreHost} CoreHost */
/** @typedef {import('./core.js').LeanCore} LeanCore */
/** @typedef {ReturnType<typeof extend>} Core */

/** @param {LeanCore} core */
function extend(core) {
  const { call, memory, target, put, result } = core;

  /** @param {string | Uint8Array} input */
  const putAny = (input) => {
    if (typeof input === 'string') return put(input);
    if (input.length > target.length) return target.length + 1;
    target.set(input);
    return input.length;
  };

  return {
    ...core,
    /**
     * @param {string | object} plan as it was written, or its image
     * @returns {import('./types.js').PlanInfo}
     * @throws when the plan cannot be compiled; the message names the place and the rule
     */
    open(plan) {
      const length = call.sa_open(put(typeof plan === 'string' ? plan : JSON.stringify(plan)));
      if (length >= 0) return JSON.parse(result(length));
      const output = call.sa_output();
      const fault = memory.subarray(output, memory.indexOf(0, output));
      throw new Error(`second-analytics: tracking plan: ${readText(fault)}`);
    },
    /** @returns {string} the opened plan as an image, which the browser's build opens */
    image: () => result(call.sa_image()),
    /**
     * What `core.route` says of a path, without keeping it from the events to come.
     * @param {string} path
     * @param {number} [width]
     * @returns {{route_shape: string, surface?: string} & Record<string, string>}
     */
    route(path, width) {
      const length = core.route(path, width);
      if (length < 0) throw new Error(`second-analytics: ${reasons[-length]}`);
      return JSON.parse(result(length));
    },
    /**
     * What would leave of an event, and what was removed and why: names and reasons, never a value.
     * @param {string | Uint8Array} event JSON of `{event, properties}`
     * @param {'anonymized' | 'identified'} mode
     * @returns {import('./types.js').Explanation}
     */
    explain(event, mode) {
      const text = explainText(event, mode);
      return text.reason
        ? { event: null, dropped: text.reason, removed: [] }
        : JSON.parse(text.text);
    },
    explainText,
    /**
     * @param {import('./types.js').VerifyContext} context
     * @param {string | Uint8Array} body
     * @returns {import('./types.js').Verification}
     */
    verify(context, body) {
      const text = verifyText(JSON.stringify(context), body);
      if (text.reason) return { ok: false, reason: text.reason };
      const [header, ...lines] = text.text.slice(0, -1).split('\n');
      return { ok: true, header: JSON.parse(header), lines };
    },
    verifyText,
    /**
     * Whether the gate takes a document.
     * @param {string | Uint8Array} document
     * @returns {string} 'ok', or the reason
     */
    json: gate,
  };

  /**
   * @param {string | Uint8Array} event
   * @param {'anonymized' | 'identified'} mode
   */
  function explainText(event, mode) {
    return answer(call.sa_explain(putAny(event), modes.indexOf(mode)));
  }

  /**
   * @param {string} context
   * @param {string | Uint8Array} body
   */
  function verifyText(context, body) {
    const contextLength = put(context);
    const rest = memory.subarray(
      target.byteOffset + contextLength,
      target.byteOffset + target.length,
    );
    if (contextLength > target.length) return { reason: 'json_too_large', text: '' };
    let bodyLength = rest.length + 1;
    if (typeof body === 'string') bodyLength = writeText(body, rest);
    else if (body.length <= rest.length) {
      rest.set(body);
      bodyLength = body.length;
    }
    return answer(call.sa_verify(contextLength, bodyLength));
  }

  /** @param {string | Uint8Array} document */
  function gate(document) {
    const { reason } = explainText(document, 'anonymized');
    return reason === '' || reason === 'not_open' ? 'ok' : reason;
  }

  /** @param {number} length */
  function answer(length) {
    return length < 0
      ? { reason: reasons[-length], text: '' }
      : { reason: '', text: result(length) };
  }
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
  return extend(await loadLeanCore(wholeBuild, host, true));
}
