/** The events of the inspector, put together from what is seen of each on its way. */

/**
 * @typedef {'waiting' | 'stopped' | 'left' | 'refused' | 'received'} Stage
 *
 * @typedef {object} Row
 * @property {string} id
 * @property {number} at ms
 * @property {string} event
 * @property {'off' | 'anonymized' | 'identified'} mode
 * @property {string} [path] of the page
 * @property {Record<string, unknown>} [given] what the call site gave; absent when that was not seen
 * @property {Stage} stage
 * @property {string} [reason] why it was stopped
 * @property {{path: string, reason: string}[]} [removed]
 * @property {Record<string, unknown>} [expected] what the second core says will leave
 * @property {string} [anonymousId]
 * @property {{uuid: string, occurredAt: number, properties: Record<string, unknown>}} [left] occurredAt: ms since 1970
 * @property {{uuid: string, distinct_id: string, timestamp: string, properties: Record<string, any>}} [received]
 *
 * @typedef {{uuid: string, event: string, occurredAt: number}} Seen
 */

const LIMIT = 200;
/** An event is queued and its notice given within one call; of anonymous ones the second is known, and no more. */
const SAME_MOMENT_MS = 1100;

/** @param {Row[]} rows newest first @param {Row} row */
function insert(rows, row) {
  const index = rows.findIndex((other) => other.at <= row.at);
  rows.splice(index < 0 ? rows.length : index, 0, row);
  if (rows.length > LIMIT) rows.pop();
}

/**
 * The row of an event that was seen elsewhere: by its uuid, else the one that waits for one, else a
 * new one of which the call is not known.
 *
 * @param {Row[]} rows
 * @param {Seen} seen
 * @param {Row['mode']} mode
 * @returns {Row}
 */
function rowOf(rows, { uuid, event, occurredAt: at }, mode) {
  const found =
    rows.find((row) => (row.left ?? row.received)?.uuid === uuid) ??
    rows.find(
      (row) =>
        !row.left && !row.received && row.event === event && Math.abs(row.at - at) < SAME_MOMENT_MS,
    );
  if (found) return found;
  /** @type {Row} */
  const row = { id: uuid, at, event, mode, stage: 'left' };
  insert(rows, row);
  return row;
}

/**
 * A call of capture, in this tab or another.
 *
 * @param {Row[]} rows
 * @param {Row} row
 */
export function addCall(rows, row) {
  if (rows.some(({ id }) => id === row.id)) return;
  const uuid = (row.left ?? row.received)?.uuid;
  const seen = rows.findIndex(
    (other) =>
      !other.given &&
      (uuid
        ? other.id === uuid
        : other.event === row.event && Math.abs(other.at - row.at) < SAME_MOMENT_MS),
  );
  if (seen >= 0) {
    const { left, received, anonymousId, stage } = rows[seen];
    rows.splice(seen, 1);
    Object.assign(row, { left, received, anonymousId, stage });
  }
  insert(rows, row);
}

/**
 * The queue was emptied: somebody withdrew, or signed out.
 *
 * @param {Row[]} rows
 */
export function purge(rows) {
  for (const row of rows) {
    if (row.stage !== 'waiting') continue;
    row.stage = 'stopped';
    row.reason = 'purged';
  }
}

/**
 * @param {Row[]} rows
 * @param {string} body what left the page
 * @param {number} status 0: no answer
 */
export function addBody(rows, body, status) {
  const { batch = [], anonymousDistinctId } = parse(body);
  const mode = anonymousDistinctId ? 'anonymized' : 'identified';
  for (const event of batch) {
    const row = rowOf(rows, event, mode);
    row.left = event;
    row.anonymousId = anonymousDistinctId;
    row.mode = mode;
    if (row.stage !== 'received') row.stage = stageOf(status);
  }
}

/**
 * @param {Row[]} rows
 * @param {any} event as PostHog keeps it
 */
export function addReceived(rows, event) {
  const seen = { uuid: event.uuid, event: event.event, occurredAt: Date.parse(event.timestamp) };
  const mode = event.properties?.anonymized === true ? 'anonymized' : 'identified';
  const row = rowOf(rows, seen, mode);
  row.received = event;
  row.stage = 'received';
}

/** @param {number} status @returns {Stage} */
function stageOf(status) {
  const isRetried = status === 0 || status === 408 || status === 429 || status >= 500;
  if (isRetried) return 'waiting';
  return status >= 400 ? 'refused' : 'left';
}

/**
 * @param {string} body
 * @returns {{batch?: any[], anonymousDistinctId?: string}}
 */
function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
