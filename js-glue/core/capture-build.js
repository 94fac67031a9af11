import { decodeBinary } from '../../dist/capture-binary.js';
import { reasons } from '../../dist/constants.js';

/**
 * What a browser needs of the core: no compiler of plans, no filter, no verification, no explanation.
 * @type {import('./builds.js').Build}
 */
export const captureBuild = {
  decodeBinary,
  reasons,
  loadFallback: () => import('../../dist/capture-fallback.js'),
};
