import { decodeBinary } from '../../dist/core-binary.js';

/**
 * The whole core.
 * @type {import('./builds.js').Build}
 */
export const wholeBuild = {
  decodeBinary,
  loadFallback: () => import('../../dist/core-fallback.js'),
};
