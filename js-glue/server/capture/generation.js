import { copyOf } from './copy.js';
import { classOf } from './error.js';
import { payloadText } from './payload.js';
import { usageProperties } from './usage.js';

/**
 * @typedef {object} GenerationOptions
 * @property {string} provider
 * @property {string} model
 * @property {import('./types.js').Subject} [subject]
 * @property {string} [component]
 * @property {unknown} [input] What the model is told; the option `withhold` of the endpoint and the plan decide whether it leaves (A18, A33).
 * @property {Generation} [parent] A call that this one belongs to: they share the trace.
 * @property {string} [traceId] 32 hex digits, or a UUID; default: the parent's, or random.
 * @property {object} [properties] Others that the plan declares; they replace none of those made here.
 *
 * @typedef {import('./usage.js').Usage & {usage?: object | null, output?: unknown, httpStatus?: number}} Outcome `usage` as an answer of
 *   Anthropic or OpenAI has it.
 *
 * @typedef {object} Generation One call of a model. None of its methods throws, but for what `wrap` was given.
 * @property {string} traceId
 * @property {string} spanId
 * @property {(outcome: Outcome) => void} set What is known already; the end tells it.
 * @property {(outcome?: Outcome) => void} done
 * @property {(error: unknown, outcome?: Outcome) => void} failed Of the error its class alone leaves: its text may hold the prompt
 *   or a key (A34).
 * @property {<Result>(call: (generation: Generation) => Result | Promise<Result>) => Promise<Result>} wrap Runs the call, ends with
 *   it, and throws what it throws (A41).
 */

const TRACE_ID = /^[0-9a-f]{32}$/;

const randomHex = () => crypto.randomUUID().split('-').join('');

/** @param {unknown} id @returns {string | undefined} `undefined` for what is no trace id */
function traceIdOf(id) {
  const hex = typeof id === 'string' ? id.split('-').join('').toLowerCase() : '';
  return TRACE_ID.test(hex) ? hex : undefined;
}

/**
 * Times calls of language models: one `$ai_generation` each, whether it succeeded or not (A4, A34, A41).
 *
 * @param {import('./types.js').RecordEvent} record
 * @param {number} maxChars of a payload
 * @returns {(options: GenerationOptions) => Generation}
 */
export function createGenerations(record, maxChars) {
  return (options) => {
    const startedAt = performance.now();
    const { provider, model, subject, component, input, parent, traceId, properties } =
      copyOf(options);

    const ids = {
      $ai_trace_id: traceIdOf(traceId) ?? traceIdOf(parent?.traceId) ?? randomHex(),
      $ai_span_id: randomHex(),
      $ai_parent_id: traceIdOf(parent?.spanId),
    };
    /** @type {Record<string, unknown>} */
    let told = {
      ...copyOf(properties),
      ...(component !== undefined && { component }),
      ...(input !== undefined && { $ai_input: payloadText(input, maxChars) }),
    };
    let ended = false;

    /** @param {Outcome | undefined} outcome */
    const set = (outcome) => void (told = { ...told, ...outcomeProperties(outcome, maxChars) });

    /**
     * @param {Outcome | undefined} outcome
     * @param {Record<string, unknown>} [result]
     */
    function end(outcome, result) {
      if (ended) return;
      ended = true;
      const seconds = (performance.now() - startedAt) / 1000;
      set(outcome);
      const made = { $ai_provider: provider, $ai_model: model, $ai_latency: seconds, ...ids };
      record('$ai_generation', { ...told, ...made, ...result }, subject);
    }

    /** @type {Generation} */
    const generation = {
      traceId: ids.$ai_trace_id,
      spanId: ids.$ai_span_id,
      set,
      done: (outcome) => end(outcome),
      failed(error, outcome) {
        set({ httpStatus: statusOf(error) });
        end(outcome, { $ai_is_error: true, $ai_error: classOf(error) });
      },
      async wrap(call) {
        try {
          const result = await call(generation);
          generation.done();
          return result;
        } catch (error) {
          generation.failed(error);
          throw error;
        }
      },
    };
    return generation;
  };
}

/**
 * @param {Outcome | undefined} outcome
 * @param {number} maxChars
 * @returns {Record<string, unknown>} of what it says; JSON leaves out the rest
 */
function outcomeProperties(outcome, maxChars) {
  const { usage, output, httpStatus, ...figures } = copyOf(outcome);
  return {
    ...usageProperties(copyOf(usage)),
    ...usageProperties(figures),
    ...(output !== undefined && { $ai_output_choices: payloadText(output, maxChars) }),
    ...(httpStatus !== undefined && { $ai_http_status: httpStatus }),
  };
}

/** @param {any} error of a client of the two makers, which have the status of the answer */
function statusOf(error) {
  try {
    return typeof error.status === 'number' ? error.status : undefined;
  } catch {
    return undefined;
  }
}
