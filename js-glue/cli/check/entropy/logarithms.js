/** Numbers that no double holds, such as how many texts of 40 characters there are, by their binary logarithms: as bits. */

/** Of none. */
export const nothing = -Infinity;

/** @param {number} first bits @param {number} second bits @returns {number} the bits of both numbers together */
export function plus(first, second) {
  const most = Math.max(first, second);
  return most === nothing ? nothing : most + Math.log2(1 + 2 ** (Math.min(first, second) - most));
}

/** @param {Iterable<number>} bits @returns {number} */
export function total(bits) {
  let sum = nothing;
  for (const each of bits) sum = plus(sum, each);
  return sum;
}
