/** Sends what is planted through everything that the core writes, and returns what came out. */
import { createCore } from '../../js-glue/core/index.js';
import { canaryPlan, eventName } from './canary-plan.js';

/** @typedef {{call: string, text: string}} Output */

const anonymousDistinctId = 'anon_8d5c1a2b-0035-4c62-9f14-1ad4215736a5';
const uuid = '5c0e8a7d-94b1-4f3e-8a26-d17b60c3e9f4';
const now = Date.UTC(2026, 5, 1, 12);

/** Always the same, so that whatever differs in an output came from the input. */
const host = {
  now: () => now,
  random: (/** @type {Uint8Array} */ bytes) => void bytes.fill(0x5a),
};

/** @param {unknown} [plan] */
export function createProbe(plan = canaryPlan) {
  const core = createCore(host);
  core.open(/** @type {object} */ (plan));
  core.configure({ settings: { shareUsageData: true, anonymizeUsageData: true } });

  /** @param {unknown} event */
  function send(event) {
    core.capture(JSON.stringify(event));
    const batch = core.batch();
    if (!batch) return '';
    core.acknowledge(batch.id, 200, 0);
    return Buffer.from(batch.body).toString();
  }

  /** @param {unknown} body */
  function verify(body) {
    const text = JSON.stringify(body);
    return ['posthog', 'wire'].map((format) => {
      const context = { mode: 'anonymized', format };
      const { reason, text: lines } = core.verifyText(JSON.stringify(context), text);
      return reason || lines;
    });
  }

  /** @param {object} event @param {object} [body] */
  const batchOf = (event, body) => ({
    schema: 1,
    anonymousDistinctId,
    sentAt: now,
    ...body,
    batch: [{ uuid, occurredAt: now - 1000, event: eventName, properties: {}, ...event }],
  });

  return {
    core,
    send,
    /** @param {{event: string, properties: unknown}} event @returns {Output[]} */
    event: (event) => [
      { call: 'capture', text: send(event) },
      { call: 'explain', text: core.explainText(JSON.stringify(event), 'anonymized').text },
      ...verify(batchOf(event)).map((text) => ({ call: 'verify', text })),
      ...verify({ ...event, anonymousDistinctId }).map((text) => ({ call: 'verify one', text })),
    ],
    /** @param {string} path @returns {Output[]} */
    path: (path) => [
      { call: 'route', text: JSON.stringify(core.route(path)) },
      { call: 'capture', text: send({ event: eventName, properties: {} }) },
    ],
    /** @param {{event?: object, body?: object}} members @returns {Output[]} */
    request: ({ event = {}, body }) =>
      verify(batchOf(event, body)).map((text) => ({ call: 'verify', text })),
  };
}
