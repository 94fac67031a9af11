/** Words of the plan that the helper has to know; a test holds them to it. */

/** Parts of the software that have features; `runtime` and `ui` have errors alone (V28, V43). */
export const FEATURE_MODULES = Object.freeze([
  'router',
  'always_on',
  'memory',
  'cron_job',
  'session',
]);

/** V33. */
export const LOOP_STAGES = Object.freeze([
  'module_event',
  'loop_start',
  'model_request',
  'model_response',
  'tool_prepare',
  'tool_call',
  'permission_check',
  'loop_end',
]);

/** Stages in which a tool is what failed. */
export const TOOL_STAGES = Object.freeze(['tool_prepare', 'tool_call']);

/** V35. */
export const ERROR_CATEGORIES = Object.freeze([
  'model_request_error',
  'permission_error',
  'tool_param_error',
  'tool_runtime_error',
  'tool_result_parse_error',
  'loop_error',
  'runtime_error',
]);

/**
 * @param {readonly string[]} words
 * @param {string | undefined} word
 * @param {string} standard what stands for any other (V45, V46)
 */
export const oneOf = (words, word, standard) =>
  word !== undefined && words.includes(word) ? word : standard;
