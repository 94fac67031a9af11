/**
 * What a receiver of analytics.v2 holds: each event once, by its `eventId`, in the order of their first coming (V1-V7). Whoever
 * sends something else than the contract says is told 400.
 */

/** @typedef {Record<string, any>} CollectedEvent */
/** @typedef {ReturnType<typeof createCollection>} Collection */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DIGEST = /^[0-9a-f]{24}$/;
const DEPLOYMENTS = [
  'source',
  'docker',
  'curl_installer',
  'desktop_installer',
  'npm_binary',
  'unknown',
];

/** What has to be true of each member (V8-V19). @type {Record<string, (value: any) => boolean>} */
const ENVELOPE = {
  schemaVersion: (value) => value === 'analytics.v2',
  eventId: (value) => UUID.test(value),
  eventName: (value) => value === 'feature_used' || value === 'error_occurred',
  occurredAt: (value) => value === new Date(value).toISOString(),
  installationId: (value) => DIGEST.test(value),
  instanceId: (value) => DIGEST.test(value),
  deploymentMode: (value) => DEPLOYMENTS.includes(value),
  commitHash: (value) => typeof value === 'string',
  appVersion: (value) => typeof value === 'string',
  platform: (value) => typeof value === 'string',
  properties: (value) => typeof value === 'object' && value !== null,
};
const OPTIONAL = { sessionId: (/** @type {any} */ value) => DIGEST.test(value) };

/** @param {CollectedEvent} event */
function isGood(event) {
  const rules = Object.entries({ ...ENVELOPE, ...('sessionId' in event && OPTIONAL) });
  return (
    Object.keys(event).length === rules.length && rules.every(([name, rule]) => rule(event[name]))
  );
}

export function createCollection() {
  /** @type {CollectedEvent[]} */
  const events = [];
  /** @type {string[]} ids of events that came again */
  const repeated = [];

  return {
    events,
    repeated,
    /** @param {any} payload of a request */
    take(payload) {
      if (!Array.isArray(payload) || !payload.every(isGood)) return { status: 400, body: {} };
      for (const event of payload) {
        const known = events.some(({ eventId }) => eventId === event.eventId);
        if (known) repeated.push(event.eventId);
        else events.push(event);
      }
      return { status: 202, body: {} };
    },
  };
}
