import { allReasons } from '../../dist/all-reasons.js';
import { modes } from '../../dist/constants.js';
import { writeText } from './imports.js';

/** @typedef {import('./core.js').LeanCore} LeanCore */
/** @typedef {{reason: string, text: string}} Answer reason: empty when there is a text */

/**
 * The calls that only the whole build has, as text in and text out.
 * @param {LeanCore} core
 */
export function createTexts({ call, memory, target, result }) {
  /**
   * @param {string | Uint8Array} input
   * @param {Uint8Array} room
   * @returns {number} bytes, or one more than there is room for
   */
  const put = (input, room) => {
    if (typeof input === 'string') return writeText(input, room);
    if (input.length > room.length) return room.length + 1;
    room.set(input);
    return input.length;
  };

  /**
   * @param {number} length
   * @returns {Answer}
   */
  const answer = (length) =>
    length < 0 ? { reason: allReasons[-length], text: '' } : { reason: '', text: result(length) };

  return {
    /**
     * @param {string | Uint8Array} event
     * @param {'anonymized' | 'identified'} mode
     */
    explainText: (event, mode) => answer(call.sa_explain(put(event, target), modes.indexOf(mode))),
    /**
     * @param {string} context
     * @param {string | Uint8Array} body
     * @returns {Answer}
     */
    verifyText(context, body) {
      const length = put(context, target);
      if (length > target.length) return { reason: 'json_too_large', text: '' };
      const start = target.byteOffset + length;
      const room = memory.subarray(start, target.byteOffset + target.length);
      return answer(call.sa_verify(length, put(body, room)));
    },
  };
}
