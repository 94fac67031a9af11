/**
 * What a call site of the plan `analytics-v2` may leave out: whose part of the software it was, how it ended, the class of an
 * error. It captures and decides nothing: what may leave, the core says. Sees the capture function of a client alone.
 */
import { attributionOf, metadataOf } from './attribution.js';
import { errorCode, toolErrorCategory } from './error-code.js';
import { ERROR_CATEGORIES, FEATURE_MODULES, LOOP_STAGES, TOOL_STAGES, oneOf } from './words.js';

/** @typedef {import('second-analytics/plans/analytics-v2').Events} Events */
/** @typedef {Events['feature_used']} Feature */
/** @typedef {Events['error_occurred']} Fault */
/** @template T @typedef {NonNullable<T>} Given */

/**
 * @typedef {object} Attribution On whose behalf it happened, and where (V20, V29-V33, V44).
 * @property {Given<Feature['executionKind']>} [executionKind]
 * @property {Given<Feature['phase']>} [phase]
 * @property {Given<Feature['loopStage']>} [loopStage] default: `module_event`, of an error `loop_end`
 * @property {string} [sessionId] of `hashSession`
 * @property {string} [toolName]
 * @property {string} [provider]
 * @property {string} [model]
 * @property {string} [providerBaseUrl]
 * @property {Given<Feature['errorCategory']>} [errorCategory]
 * @property {string} [code] default: the name of the error
 */

/**
 * @typedef {object} FeatureSubject
 * @property {Given<Feature['module']>} module
 * @property {Given<Feature['ownerModule']>} [ownerModule] default: `module`
 * @property {Given<Feature['outcome']>} [outcome] default: `success`
 * @property {object} [metadata] says nothing of what stands beside it (V39)
 */

/**
 * @typedef {object} ErrorSubject
 * @property {Given<Fault['module']>} module
 * @property {Given<Fault['ownerModule']>} [ownerModule] default: `module`
 * @property {unknown} [error] of which nothing but the name is looked at (V26, V48)
 */

/** @typedef {Attribution & FeatureSubject} FeatureUse */
/** @typedef {Attribution & ErrorSubject} ErrorUse */

/**
 * @param {{capture: (event: any, properties?: any) => void}} analytics
 */
export function createTelemetry({ capture }) {
  /** @param {FeatureUse} use */
  function featureUsed({ metadata, ...use }) {
    const { module, ownerModule = module, loopStage = 'module_event', outcome = 'success' } = use;
    const told = { ...attributionOf(use), ownerModule, loopStage, outcome };
    capture('feature_used', { ...metadataOf(metadata), ...told });
  }

  return {
    /**
     * A part of the software did something. Whose it was, its stage and how it ended are always told (V54, V56).
     */
    featureUsed,
    /**
     * One event of the error, and for a part with features a second one, that it failed (V48).
     * @param {ErrorUse} use
     */
    errorOccurred(use) {
      const { module, ownerModule = module, code = errorCode(use.error) } = use;
      const loopStage = oneOf(LOOP_STAGES, use.loopStage, 'loop_end');
      const isTool = use.errorCategory === undefined && TOOL_STAGES.includes(loopStage);
      const category = isTool ? toolErrorCategory(code) : use.errorCategory;
      const errorCategory = oneOf(ERROR_CATEGORIES, category, 'runtime_error');
      const told = attributionOf({ ...use, ownerModule, code, loopStage, errorCategory });
      capture('error_occurred', told);
      if (FEATURE_MODULES.includes(module))
        featureUsed(/** @type {FeatureUse} */ ({ ...told, outcome: 'failed' }));
    },
  };
}
