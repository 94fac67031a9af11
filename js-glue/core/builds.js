/**
 * @typedef {object} Build
 * @property {() => Uint8Array<ArrayBuffer>} decodeBinary
 * @property {readonly string[]} reasons their names, by number
 * @property {() => Promise<{instantiate: (imports: WebAssembly.Imports) => WebAssembly.Exports}>} loadFallback the same in
 *   plain JavaScript
 * @property {WebAssembly.Module} [compiled] once for a page or process; a failed try is not remembered
 */

/**
 * The same build where WebAssembly cannot be had, so that the ladder ends on its JavaScript rung.
 * @param {Build} build
 * @returns {Build}
 */
export const withoutBinary = (build) => ({
  ...build,
  compiled: undefined,
  decodeBinary() {
    throw new Error('second-analytics: no binary');
  },
});
