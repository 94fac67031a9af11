/**
 * What PostHog does with events, as far as it can be known without one: which requests it refuses,
 * which events it loses although it said 200, and what it makes of the others.
 */
import { randomUUID } from 'node:crypto';

/**
 * @typedef {Record<string, any>} RawEvent
 * @typedef {{uuid: string, event: string, distinct_id: string, timestamp: string, received_at: string, properties: Record<string, any>}} StoredEvent
 * @typedef {{status: number, body: Record<string, unknown>}} Answer
 */

const TOKEN_MAX_LENGTH = 64;
const DISTINCT_ID_MAX_LENGTH = 200;
const FUTURE_LIMIT_MS = 23 * 60 * 60 * 1000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PERSON_EVENTS = new Set([
  '$identify',
  '$create_alias',
  '$merge_dangerously',
  '$groupidentify',
]);
const PERSON_PROPERTIES = ['$set', '$set_once', '$unset'];
/** A list of its own: a stand-in that shares the endpoint's would never disagree with it. */
const ILLEGAL_DISTINCT_IDS = new Set([
  '',
  '0',
  'anonymous',
  'distinct_id',
  'distinctid',
  'email',
  'false',
  'guest',
  'id',
  'nan',
  'none',
  'not_authenticated',
  'null',
  'true',
  'undefined',
  '[object object]',
]);

/**
 * @param {{token?: string, maxEventBytes?: number, now?: () => number}} [options] `token`: the only
 *   one that belongs to a project; without it any well-formed one does.
 */
export function createIngestion({ token, maxEventBytes = 1000000, now = Date.now } = {}) {
  /** @type {StoredEvent[]} */
  const events = [];
  /** @type {Map<string, Record<string, unknown>>} */
  const persons = new Map();
  /** @type {{reason: string, uuid: string}[]} */
  const lost = [];
  const seen = new Set();

  /**
   * @param {unknown} payload A batch, a single event or an array of events.
   * @returns {Answer & {stored: StoredEvent[]}}
   */
  function ingest(payload) {
    const batch = eventsOf(payload);
    const refusal =
      batch === null
        ? refuse(400, 'no events')
        : (checkTokens(payload, batch) ?? checkEvents(batch, maxEventBytes));
    if (batch === null || refusal) return { .../** @type {Answer} */ (refusal), stored: [] };
    const ours = token === undefined || tokensOf(payload, batch).has(token);
    const stored = batch.flatMap((raw) =>
      ours ? store(raw, payload) : lose('unknown_token', raw),
    );
    return { status: 200, body: { status: 1 }, stored };
  }

  /**
   * @param {RawEvent} raw
   * @param {any} payload
   * @returns {StoredEvent[]} empty if it is lost
   */
  function store(raw, payload) {
    const event = shape(raw, payload.sent_at, now());
    const day = event.timestamp.slice(0, 10);
    const identity = JSON.stringify([day, event.event, event.distinct_id, event.uuid]);
    if (seen.has(identity)) return lose('duplicate', event);
    seen.add(identity);
    if (event.properties.$process_person_profile === false) {
      if (PERSON_EVENTS.has(event.event)) return lose('no_person_profile', event);
      for (const name of PERSON_PROPERTIES) delete event.properties[name];
    } else if (
      event.event === '$identify' &&
      ILLEGAL_DISTINCT_IDS.has(event.distinct_id.toLowerCase())
    ) {
      return lose('illegal_distinct_id', event);
    } else if (event.properties.$set || event.properties.$set_once) {
      const { $set, $set_once: setOnce } = event.properties;
      persons.set(event.distinct_id, { ...setOnce, ...persons.get(event.distinct_id), ...$set });
    }
    events.push(event);
    return [event];
  }

  /**
   * @param {string} reason
   * @param {RawEvent} event
   * @returns {StoredEvent[]}
   */
  function lose(reason, event) {
    lost.push({ reason, uuid: event.uuid });
    return [];
  }

  return { ingest, events, persons, lost };
}

/**
 * @param {RawEvent} raw
 * @param {unknown} sentAt
 * @param {number} nowMs
 * @returns {StoredEvent}
 */
function shape(raw, sentAt, nowMs) {
  const properties = { ...raw.properties };
  for (const name of PERSON_PROPERTIES)
    if (name in raw && !(name in properties)) properties[name] = raw[name];
  return {
    uuid: raw.uuid ?? randomUUID(),
    event: raw.event,
    distinct_id: String(distinctIdOf(raw)).slice(0, DISTINCT_ID_MAX_LENGTH),
    timestamp: new Date(correctedTime(raw.timestamp, sentAt, nowMs)).toISOString(),
    received_at: new Date(nowMs).toISOString(),
    properties,
  };
}

/**
 * The time of an event by PostHog's own clock: how long before `sent_at` it happened.
 *
 * @param {any} timestamp
 * @param {any} sentAt
 * @param {number} nowMs
 */
function correctedTime(timestamp, sentAt, nowMs) {
  const at = Date.parse(timestamp);
  const sent = Date.parse(sentAt);
  if (Number.isNaN(at)) return nowMs;
  const corrected = Number.isNaN(sent) ? at : nowMs + (at - sent);
  return corrected > nowMs + FUTURE_LIMIT_MS ? nowMs : corrected;
}

/**
 * @param {any} payload
 * @returns {RawEvent[] | null}
 */
function eventsOf(payload) {
  if (typeof payload !== 'object' || payload === null) return null;
  const list = Array.isArray(payload) ? payload : (payload.batch ?? [payload]);
  if (!Array.isArray(list) || list.length === 0) return null;
  return list.every((event) => typeof event === 'object' && event !== null && !Array.isArray(event))
    ? list
    : null;
}

/** @param {RawEvent} event */
const distinctIdOf = (event) =>
  event.distinct_id ?? event.$distinct_id ?? event.properties?.distinct_id;

/**
 * @param {any} payload
 * @param {RawEvent[]} batch
 * @returns {Set<unknown>}
 */
function tokensOf(payload, batch) {
  const given = [
    payload.api_key ?? payload.token,
    ...batch.map((event) => event.api_key ?? event.token ?? event.properties?.token),
  ];
  return new Set(given.filter((token) => token !== undefined && token !== null));
}

/**
 * @param {any} payload
 * @param {RawEvent[]} batch
 * @returns {Answer | null}
 */
function checkTokens(payload, batch) {
  const [token, ...others] = tokensOf(payload, batch);
  if (typeof token !== 'string' || token === '') return refuse(401, 'token missing');
  if (others.length > 0) return refuse(401, 'mixed tokens');
  if (token.length > TOKEN_MAX_LENGTH) return refuse(401, 'token too long');
  return token.startsWith('phx_') ? refuse(401, 'personal API key') : null;
}

/**
 * One bad event fails all of them.
 *
 * @param {RawEvent[]} batch
 * @param {number} maxEventBytes
 * @returns {Answer | null}
 */
function checkEvents(batch, maxEventBytes) {
  for (const event of batch) {
    const distinctId = distinctIdOf(event);
    const cookieless = event.properties?.$cookieless_mode;
    if (typeof event.event !== 'string' || event.event === '')
      return refuse(400, 'empty event name');
    if (distinctId === undefined || distinctId === null || distinctId === '')
      return refuse(400, 'missing distinct id');
    if (event.uuid !== undefined && !UUID.test(event.uuid)) return refuse(400, 'invalid uuid');
    if (cookieless !== undefined && typeof cookieless !== 'boolean')
      return refuse(400, 'invalid $cookieless_mode');
    if (Buffer.byteLength(JSON.stringify(event)) > maxEventBytes)
      return refuse(413, 'event too large');
  }
  return null;
}

/**
 * @param {number} status
 * @param {string} detail
 * @returns {Answer}
 */
function refuse(status, detail) {
  return { status, body: { type: 'validation_error', detail } };
}
