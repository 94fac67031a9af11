/** @typedef {import('./builds.js').Build} Build */

/**
 * The first rung: at once, so that an event of the first millisecond is sanitised like any other.
 * @param {Build} build
 * @param {WebAssembly.Imports} imports
 * @returns {WebAssembly.Exports}
 * @throws when WebAssembly is missing or the page's CSP forbids it (`WebAssembly.validate` would still say true)
 */
export function instantiateNow(build, imports) {
  build.compiled ??= new WebAssembly.Module(build.decodeBinary());
  return new WebAssembly.Instance(build.compiled, imports).exports;
}

/**
 * The other rungs, in order: compiled asynchronously (engines that cap synchronous modules), and plain JavaScript made from
 * the same binary (a CSP without 'wasm-unsafe-eval').
 * @param {Build} build
 * @param {WebAssembly.Imports} imports
 * @returns {Promise<WebAssembly.Exports>}
 */
export async function instantiateLater(build, imports) {
  try {
    const { instance } = await WebAssembly.instantiate(build.decodeBinary(), imports);
    return instance.exports;
  } catch {
    return (await build.loadFallback()).instantiate(imports);
  }
}
