import { decodeBinary } from '../../dist/core-binary.js';
import { allReasons } from '../../dist/all-reasons.js';

/**
 * The whole core.
 * @type {import('./builds.js').Build}
 */
export const wholeBuild = {
  reasons: allReasons,
  decodeBinary,
  loadFallback: () => import('../../dist/core-fallback.js'),
};
