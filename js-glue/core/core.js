import { abiVersion, reasons } from '../../dist/constants.js';
import { bindImports, readText, writeText } from './imports.js';
import { instantiateLater, instantiateNow } from './instantiate.js';

/** @typedef {import('./builds.js').Build} Build */
/** @typedef {import('./types.js').CoreHost} CoreHost */
/** @typedef {ReturnType<typeof bindCore>} LeanCore */
/** @typedef {Record<string, (...args: number[]) => number>} Calls */

/**
 * @param {WebAssembly.Exports} exports
 */
function bindCore(exports) {
  const call = /** @type {Calls} */ (/** @type {unknown} */ (exports));
  const memory = new Uint8Array(/** @type {WebAssembly.Memory} */ (exports.memory).buffer);
  if (call.sa_abi_version() !== abiVersion)
    throw new Error('second-analytics: binary and glue differ');
  const input = call.sa_input();
  const capacity = call.sa_input_capacity();
  const output = call.sa_output();
  const target = memory.subarray(input, input + capacity);
  /** @param {number} length */
  const result = (length) => readText(memory.subarray(output, output + length));
  /** @param {string} text */
  const put = (text) => writeText(text, target);
  /** @param {number} length what a call returned: below 0 it is the number of a reason, and this throws */
  const read = (length) => {
    if (length < 0) throw new Error(`second-analytics: ${reasons[-length]}`);
    return result(length);
  };
  /** @type {(length: number) => import('./types.js').ModeState} */
  const state = (length) => JSON.parse(read(length));
  let lastBatch = 0;
  return {
    call,
    memory,
    target,
    put,
    result,
    read,
    /**
     * @param {string} image of a compiled plan
     * @throws when it is none
     */
    openImage: (image) => void read(call.sa_open(put(image))),
    /** @param {{enabled?: boolean, gpc?: boolean, settings?: unknown, reload?: boolean}} given */
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
    due: () => call.sa_due(),
    /** @returns {import('./types.js').Batch | null} */
    batch() {
      const id = (lastBatch % 255) + 1;
      const length = call.sa_batch(id);
      if (length <= 0) return null;
      lastBatch = id;
      return { id, body: memory.slice(output, output + length) };
    },
    /**
     * @param {number} id of the batch
     * @param {number} status of HTTP; 0: no answer
     * @param {number} [retryAfterMs]
     */
    acknowledge: (id, status, retryAfterMs = 0) => call.sa_acknowledge(id, status, retryAfterMs),
    /** @returns {Record<string, number>} the counters that are not 0 */
    counts() {
      const rows = reasons.map((reason, number) => [reason, call.sa_count(number)]);
      return Object.fromEntries(rows.filter(([, count]) => count));
    },
  };
}

/** @param {CoreHost} host */
function prepare(host) {
  /** @type {LeanCore | undefined} */
  let core;
  const imports = bindImports(host, () => /** @type {LeanCore} */ (core).memory);
  /** @param {WebAssembly.Exports} exports */
  const bind = (exports) => (core = bindCore(exports));
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
  const { imports, bind } = prepare(host);
  return bind(instantiateNow(build, imports));
}

/**
 * Makes a core by what the page allows, for where createLeanCore threw.
 * @param {Build} build
 * @param {CoreHost} [host]
 * @returns {Promise<LeanCore>} rejects where not even the JavaScript build can be loaded
 */
export async function loadLeanCore(build, host = {}) {
  const { imports, bind } = prepare(host);
  return bind(await instantiateLater(build, imports));
}
