import { decodeBinary } from '../../dist/capture-binary.js';

/**
 * What a browser needs of the core: no compiler of plans, no verification, no explanation.
 * @type {import('./builds.js').Build}
 */
export const captureBuild = {
  decodeBinary,
  loadFallback: () => import('../../dist/capture-fallback.js'),
};
