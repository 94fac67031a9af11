/**
 * Bytes as the text of a JavaScript module. base64 costs a third more than it need after compression. Here 93 of the 256
 * values, those that a shift makes printable, are one character each and the others two, one of `}` and `~` in front: 5 %
 * more, and every bundler leaves it alone, because it is pure ASCII without an escape but for the quote and the backslash.
 */
import { brotliCompressSync } from 'node:zlib';

const first = 0x20;
const singles = 93;
const perPrefix = 95;
/** So many of the shortest texts are compressed to find the best. */
const candidates = 12;

/** @param {number} code of a printable character */
const quoted = (code) => String.fromCharCode(code).replace(/['\\]/, '\\$&');

/**
 * @param {number} value 0-255, shifted
 * @returns {string} how it is spelled inside single quotes
 */
function spell(value) {
  if (value < singles) return quoted(first + value);
  const rest = value - singles;
  return (
    quoted(first + singles + Math.floor(rest / perPrefix)) + quoted(first + (rest % perPrefix))
  );
}

/**
 * @param {Uint8Array} bytes
 * @returns {{shift: number, text: string}} the text that compresses best, and what was added to each byte
 */
function encode(bytes) {
  const texts = Array.from({ length: 256 }, (_, shift) => ({
    shift,
    text: Array.from(bytes, (byte) => spell((byte + shift) & 255)).join(''),
    size: 0,
  }));
  const shortest = texts.sort((a, b) => a.text.length - b.text.length).slice(0, candidates);
  for (const row of shortest) row.size = brotliCompressSync(row.text).length;
  return shortest.reduce((best, row) => (row.size < best.size ? row : best));
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} a module that exports decodeBinary(). A plain loop: it takes a millisecond where one with a callback
 *   takes four, and one in WebAssembly is 200 bytes longer for a third of a millisecond.
 */
export function embedBytes(bytes) {
  const { shift, text } = encode(bytes);
  const end = first + singles;
  const toRest = end * perPrefix + first - singles;
  return `/** Generated: core.wasm as text; see wasm/text.mjs. */
const text =
  '${text}';
export function decodeBinary() {
  const bytes = new Uint8Array(${bytes.length});
  for (let from = 0, to = 0; to < ${bytes.length}; to++) {
    let value = text.charCodeAt(from++);
    value = value < ${end} ? value - ${first} : value * ${perPrefix} + text.charCodeAt(from++) - ${toRest};
    bytes[to] = value - ${shift};
  }
  return bytes;
}
`;
}
