import {
  inputSize,
  modes,
  settingNames,
  stateEffects,
  stateMode,
  stateRecording,
} from '../../dist/constants.js';
import { bindImports, readText, writeText } from './imports.js';
import { instantiateLater, instantiateNow } from './instantiate.js';

/** @typedef {import('./builds.js').Build} Build */
/** @typedef {import('./types.js').CoreHost} CoreHost */
/** @typedef {ReturnType<typeof bindCore>} LeanCore */
/** @typedef {Record<string, (...args: number[]) => number>} Calls */

/**
 * @param {WebAssembly.Exports} exports
 * @param {readonly string[]} reasons their names
 */
function bindCore(exports, reasons) {
  const call = /** @type {Calls} */ (/** @type {unknown} */ (exports));
  const memory = new Uint8Array(/** @type {WebAssembly.Memory} */ (exports.memory).buffer);
  const input = call.sa_input();
  const output = call.sa_output();
  const target = memory.subarray(input, input + inputSize);
  /** @param {number} length */
  const result = (length) => readText(memory.subarray(output, output + length));
  /** @param {string} text */
  const put = (text) => writeText(text, target);
  /** @param {number} code what a call returned: below 0 it is the number of a reason, and this throws */
  const check = (code) => {
    if (code < 0) throw new Error(`second-analytics: ${reasons[-code]}`);
    return code;
  };
  /**
   * @param {number} code what a call returned, as above
   * @returns {import('./types.js').ModeState}
   */
  const state = (code) => ({
    mode: modes[(check(code) / stateMode) & 3],
    recording: !!(code & stateRecording),
    effects: (code / stateEffects) | 0,
    settings: /** @type {any} */ (
      Object.fromEntries(settingNames.map((name, i) => [name, !!((code >> i) & 1)]))
    ),
  });
  let lastBatch = 0;
  return {
    call,
    memory,
    target,
    put,
    result,
    check,
    state,
    /**
     * @type {(image: any) => unknown} the image of a compiled plan
     * @throws when it is none
     */
    open: (image) => void check(call.sa_open(put(image))),
    /** @param {{enabled?: boolean, gpc?: boolean, settings?: unknown, reload?: boolean, erase?: boolean}} given */
    configure: (given) => state(call.sa_configure(put(JSON.stringify(given)))),
    /** @param {string} user any text that is the same for the same user; only a salted hash of it is ever stored */
    signIn: (user) => state(call.sa_sign_in(put(user))),
    signOut: () => state(call.sa_sign_out()),
    /**
     * @param {string} event JSON of `{event, properties}`
     * @returns {number} 1: a batch is due at once, 0: queued, below 0: the negative number of a reason
     */
    capture: (event) => call.sa_capture(put(event)),
    /**
     * @param {string} path
     * @param {number} [width] of the viewport, CSS pixels
     * @returns {number} length of the page's description, for `result`
     */
    route: (path, width = -1) => call.sa_route(put(path), width),
    /** @returns {number} ms until a batch should leave; -1: nothing is queued */
    due: call.sa_due,
    /** @returns {import('./types.js').Batch | null} */
    batch() {
      // Counted on in any case: the next number may still wait for its answer.
      const id = (lastBatch++ % 255) + 1;
      const length = call.sa_batch(id);
      if (length <= 0) return null;
      // A batch of anonymized events says so after schema and plan, of which the lengths are fixed.
      const isAnonymized = result(45).includes('"anon');
      return { id, body: memory.slice(output, output + length), isAnonymized };
    },
    /**
     * Takes the id of the batch, the status of HTTP (0: no answer), and what Retry-After says in ms (0: nothing).
     * @type {(id: number, status: number, retryAfterMs: number) => number}
     */
    acknowledge: call.sa_acknowledge,
    /** @returns {Record<string, number>} the counters that are not 0 */
    counts() {
      const rows = reasons.map((reason, number) => [reason, call.sa_count(number)]);
      return Object.fromEntries(rows.filter(([, count]) => count));
    },
  };
}

/**
 * @param {CoreHost} host
 * @param {Build} build
 */
function prepare(host, { reasons }) {
  /** @type {LeanCore | undefined} */
  let core;
  const imports = bindImports(host, reasons, () => /** @type {LeanCore} */ (core).memory);
  /** @param {WebAssembly.Exports} exports */
  const bind = (exports) => (core = bindCore(exports, reasons));
  return { imports, bind };
}

/**
 * Makes a core at once.
 * @param {Build} build
 * @param {CoreHost} [host]
 * @returns {LeanCore}
 * @throws where WebAssembly cannot be compiled; see loadLeanCore
 */
export function createLeanCore(build, host = {}) {
  const { imports, bind } = prepare(host, build);
  return bind(instantiateNow(build, imports));
}

/**
 * Makes a core by what the page allows, for where createLeanCore threw.
 * @param {Build} build
 * @param {CoreHost} [host]
 * @returns {Promise<LeanCore>} rejects where not even the JavaScript build can be loaded
 */
export async function loadLeanCore(build, host = {}) {
  const { imports, bind } = prepare(host, build);
  return bind(await instantiateLater(build, imports));
}
