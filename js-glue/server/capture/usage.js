/**
 * @typedef {object} Usage
 * @property {number} [inputTokens]
 * @property {number} [outputTokens]
 * @property {number} [cacheReadTokens]
 * @property {number} [cacheCreationTokens]
 */

/** What each figure is called: here, and by the two makers, whose answers can be handed on as they are (A41). */
const NAMES = /** @type {const} */ ({
  $ai_input_tokens: ['inputTokens', 'input_tokens', 'prompt_tokens'],
  $ai_output_tokens: ['outputTokens', 'output_tokens', 'completion_tokens'],
  $ai_cache_read_input_tokens: ['cacheReadTokens', 'cache_read_input_tokens'],
  $ai_cache_creation_input_tokens: ['cacheCreationTokens', 'cache_creation_input_tokens'],
});

/**
 * @param {object} given
 * @returns {Record<string, number>} those that are numbers
 */
export function usageProperties(given) {
  const figures = /** @type {Record<string, unknown>} */ (given);
  return Object.fromEntries(
    Object.entries(NAMES)
      .map(([property, names]) => [property, names.map((name) => figures[name]).find(isNumber)])
      .filter(([, figure]) => figure !== undefined),
  );
}

/** @param {unknown} value */
const isNumber = (value) => typeof value === 'number';
