import { decodeBinary } from '../../dist/core-binary.js';

/** @type {WebAssembly.Module | undefined} compiled once for a page or process; a failed try is not remembered */
let compiled;

/**
 * The first rung: at once, so that an event of the first millisecond is sanitised like any other.
 * @param {WebAssembly.Imports} imports
 * @returns {WebAssembly.Exports}
 * @throws when WebAssembly is missing or the page's CSP forbids it (`WebAssembly.validate` would still say true)
 */
export function instantiateNow(imports) {
  compiled ??= new WebAssembly.Module(decodeBinary());
  return new WebAssembly.Instance(compiled, imports).exports;
}

/**
 * The other rungs, in order: compiled asynchronously (engines that cap synchronous modules), and plain JavaScript made from
 * the same binary (a CSP without 'wasm-unsafe-eval').
 * @param {WebAssembly.Imports} imports
 * @param {boolean} plain go to the last rung at once
 * @returns {Promise<WebAssembly.Exports>}
 */
export async function instantiateLater(imports, plain) {
  try {
    if (plain) throw plain;
    const { instance } = await WebAssembly.instantiate(decodeBinary(), imports);
    return instance.exports;
  } catch {
    const fallback = await import('../../dist/core-fallback.js');
    return fallback.instantiate(imports);
  }
}
