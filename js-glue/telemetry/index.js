/**
 * What a call site of the plan `analytics-v2` may leave out: whose part of the software it was, how it ended, the class of an
 * error. It captures and decides nothing: what may leave, the core says. Sees the capture function of a client alone.
 */
import { errorCode, toolErrorCategory } from './error-code.js';

/** Parts of the software that have features; `runtime` and `ui` have errors alone (V28, V43). */
const FEATURE_MODULES = new Set(['router', 'always_on', 'memory', 'cron_job', 'session']);

/** Stages in which a tool is what failed. */
const TOOL_STAGES = new Set(['tool_prepare', 'tool_call']);

/**
 * @typedef {object} Attribution On whose behalf it happened, and where (V20, V29-V33, V44); words of the plan.
 * @property {string} module
 * @property {string} [ownerModule] default: `module`
 * @property {string} [executionKind]
 * @property {string} [phase]
 * @property {string} [loopStage]
 * @property {string} [sessionId] of `hashSession`
 * @property {string} [toolName]
 * @property {string} [provider]
 * @property {string} [model]
 * @property {string} [providerBaseUrl]
 * @property {string} [errorCategory]
 */

/**
 * @typedef {Attribution & {outcome?: string, metadata?: object}} FeatureUse `metadata` never replaces what is said beside it (V39)
 * @typedef {Attribution & {error?: unknown, code?: string}} ErrorUse nothing else of the error is looked at (V26, V48)
 */

/**
 * @param {{capture: (event: any, properties?: any) => void}} analytics
 */
export function createTelemetry({ capture }) {
  /** @param {FeatureUse} use */
  function featureUsed({ metadata, ...fields }) {
    const { module, ownerModule = module, outcome = 'success' } = fields;
    capture('feature_used', { ...metadata, ...fields, ownerModule, outcome });
  }

  return {
    featureUsed,
    /**
     * One event of the error, and for a part with features a second one, that it failed (V48).
     * @param {ErrorUse} use
     */
    errorOccurred({ error, code = errorCode(error), ...fields }) {
      const { module, ownerModule = module, loopStage = 'loop_end' } = fields;
      const category = TOOL_STAGES.has(loopStage) ? toolErrorCategory(code) : 'runtime_error';
      const { errorCategory = category } = fields;
      const told = { ...fields, ownerModule, loopStage, errorCategory, code };
      capture('error_occurred', told);
      if (FEATURE_MODULES.has(module)) featureUsed({ ...told, outcome: 'failed' });
    },
  };
}
