import { createEndpoint } from '../endpoint.js';
import { createLifecycle } from '../lifecycle.js';
import { createCaptureException } from './exception.js';
import { createFlags } from './flags.js';
import { createGenerations } from './generation.js';
import { payloadLimit } from './payload.js';
import { createWatch } from './process.js';
import { createRecord } from './record.js';

/**
 * Captures by a server, a job or a command line, without a page: through the same core and plan, by the same rules and into the same
 * queue as the endpoint. An application that has both takes `handler.analytics`.
 *
 * @template [Events=any]
 * @param {import('../types.js').ServerAnalyticsOptions<Events>} options those of `createAnalyticsHandler`, without `authenticate`
 * @returns {import('./types.js').ServerAnalytics<Events>}
 * @throws {TypeError} for a personal key or another option that cannot work; {Error} for a plan that does not compile
 */
export function createServerAnalytics(options) {
  const endpoint = createEndpoint({ ...options, authenticate: () => null });
  return createCapture(endpoint, createLifecycle(endpoint), options.payloadMaxChars);
}

/**
 * @param {import('../types.js').Endpoint} endpoint
 * @param {import('../lifecycle.js').Lifecycle} lifecycle
 * @param {unknown} payloadMaxChars
 * @returns {import('./types.js').ServerAnalytics<any>}
 */
export function createCapture(endpoint, lifecycle, payloadMaxChars) {
  const record = createRecord(endpoint);
  const captureException = createCaptureException(record);
  return {
    ...lifecycle,
    capture: record,
    captureException,
    generation: createGenerations(record, payloadLimit(payloadMaxChars)),
    flags: createFlags(endpoint, record),
    watchProcess: createWatch(endpoint, captureException),
  };
}
