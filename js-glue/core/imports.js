import { numberText } from '../../dist/constants.js';

/** @typedef {import('./types.js').CoreHost} CoreHost */
/** @typedef {import('./types.js').Storage} Storage */

const encoder = new TextEncoder();

/**
 * The host port as WebAssembly imports. A storage that throws, or is missing, counts as one that failed, a listener that
 * throws is passed over; a source of randomness that throws makes the call throw, because nothing may go on without.
 * @param {CoreHost} host
 * @param {readonly string[]} reasons their names
 * @param {() => Uint8Array<ArrayBuffer>} memory the core's whole memory
 * @returns {WebAssembly.Imports}
 */
export function bindImports(host, reasons, memory) {
  const { storage } = host;
  const random = host.random ?? ((bytes) => void crypto.getRandomValues(bytes));
  /** @type {(ptr: number, len: number) => string} */
  const text = (ptr, len) => readText(memory().subarray(ptr, ptr + len));
  /** @type {(text: string, ptr: number, room: number) => number} */
  const put = (value, ptr, room) => writeText(value, memory().subarray(ptr, ptr + room));
  /** @type {<T>(action: () => T) => T | -1} */
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return -1;
    }
  };
  return {
    env: {
      /** @type {(key: number, keyLen: number, value: number, capacity: number) => number} */
      storage_get: (key, keyLen, value, capacity) =>
        attempt(() => {
          const stored = /** @type {Storage} */ (storage).get(text(key, keyLen));
          return typeof stored === 'string' ? put(stored, value, capacity) : -1;
        }),
      /** @type {(key: number, keyLen: number, value: number, valueLen: number) => number} */
      storage_set: (key, keyLen, value, valueLen) =>
        attempt(() => {
          /** @type {Storage} */ (storage).set(text(key, keyLen), text(value, valueLen));
          return 0;
        }),
      /** @type {(key: number, keyLen: number) => void} */
      storage_remove: (key, keyLen) => {
        attempt(() => /** @type {Storage} */ (storage).remove(text(key, keyLen)));
      },
      /** @type {(ptr: number, len: number) => void} */
      random_bytes: (ptr, len) => random(memory().subarray(ptr, ptr + len)),
      now_ms: host.now ?? Date.now,
      /** @param {number} reason */
      log: (reason) => {
        attempt(() => reasons[reason] && host.onReason?.(reasons[reason]));
      },
      /** @type {(ptr: number, len: number) => number} */
      number_parse: (ptr, len) => Number(text(ptr, len)),
      /** @type {(value: number, ptr: number) => number} */
      number_text: (value, ptr) => put(String(value), ptr, numberText),
    },
  };
}

const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
export const readText = (bytes) => decoder.decode(bytes);

/**
 * @param {string} text
 * @param {Uint8Array} target
 * @returns {number} bytes written, or one more than fit
 */
export function writeText(text, target) {
  const { read, written } = encoder.encodeInto(text, target);
  return read < text.length ? target.length + 1 : written;
}
