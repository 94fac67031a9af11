/**
 * Bytes as the text of a JavaScript module. base64 costs a third more than it need after compression; a string literal of
 * one character a byte, each shifted by a constant that makes many of them printable, costs 6 % and every bundler leaves it
 * alone, because it is pure ASCII.
 */

/**
 * @param {number} code 0-255
 * @returns {string} how the character is spelled inside single quotes
 */
function spell(code) {
  if (code === 0x27 || code === 0x5c) return `\\${String.fromCharCode(code)}`;
  if (code >= 0x20 && code < 0x7f) return String.fromCharCode(code);
  return `\\x${code.toString(16).padStart(2, '0')}`;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} shift added to each byte
 */
function literal(bytes, shift) {
  return Array.from(bytes, (byte) => spell((byte + shift) & 255)).join('');
}

/**
 * @param {Uint8Array} bytes the binary
 * @param {Uint8Array} unpacker wasm/unpack.wat, compiled
 * @returns {string} a module that exports decodeBinary(), with the shift that makes the shortest text
 */
export function embedBytes(bytes, unpacker) {
  let best = { shift: 0, text: literal(bytes, 0) };
  for (let shift = 1; shift < 256; shift++) {
    const text = literal(bytes, shift);
    if (text.length < best.text.length) best = { shift, text };
  }
  return `/** Generated: core.wasm as text, each byte shifted by ${best.shift}, and what unpacks it (wasm/unpack.wat). */
const text =
  '${best.text}';
const unpacker = '${literal(unpacker, 0)}';
export function decodeBinary() {
  const module = new WebAssembly.Module(Uint8Array.from(unpacker, (c) => c.charCodeAt(0)));
  const { memory, unpack } = new WebAssembly.Instance(module).exports;
  const { written } = new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer));
  return new Uint8Array(memory.buffer, 0, unpack(written, ${best.shift}));
}
`;
}
