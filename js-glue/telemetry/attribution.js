/** What a call site says itself, so that metadata cannot say it for it (V39), and all that is told of an error (V44, V48). */
const ATTRIBUTION = Object.freeze([
  'module',
  'ownerModule',
  'executionKind',
  'phase',
  'loopStage',
  'sessionId',
  'toolName',
  'provider',
  'model',
  'providerBaseUrl',
  'errorCategory',
  'code',
]);

/** @typedef {Record<string, unknown>} Properties */

/**
 * @param {Properties} use
 * @returns {Properties} what of it is attribution
 */
export const attributionOf = (use) =>
  Object.fromEntries(
    ATTRIBUTION.filter((name) => use[name] !== undefined).map((name) => [name, use[name]]),
  );

/**
 * @param {object | undefined} metadata of a call site, whose getters may throw
 * @returns {Properties} what of it is no attribution; nothing of what cannot be read
 */
export function metadataOf(metadata) {
  try {
    const told = Object.entries({ ...metadata });
    return Object.fromEntries(told.filter(([name]) => !ATTRIBUTION.includes(name)));
  } catch {
    return {};
  }
}
