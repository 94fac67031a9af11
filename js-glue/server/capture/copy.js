/**
 * What a call site gave, read once, so that nothing of it can throw later.
 *
 * @template Given
 * @param {Given} given
 * @returns {Partial<NonNullable<Given>>} empty for what is no object, or cannot be read
 */
export function copyOf(given) {
  if (typeof given !== 'object' || given === null) return {};
  try {
    return { .../** @type {NonNullable<Given>} */ (given) };
  } catch {
    return {};
  }
}
