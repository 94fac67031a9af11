/**
 * @typedef {object} Build
 * @property {() => Uint8Array<ArrayBuffer>} decodeBinary
 * @property {() => Promise<{instantiate: (imports: WebAssembly.Imports) => WebAssembly.Exports}>} loadFallback the same in
 *   plain JavaScript
 * @property {WebAssembly.Module} [compiled] once for a page or process; a failed try is not remembered
 */

export {};
