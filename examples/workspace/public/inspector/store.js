/** One list of events as they pass through, fed from several sides in any order. */

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
 * @property {string} [anonymousId]
 * @property {{uuid: string, occurredAt: string, properties: Record<string, unknown>}} [left]
 * @property {{uuid: string, distinct_id: string, timestamp: string, properties: Record<string, any>}} [received]
 *
 * @typedef {{id: number, at: number, hop: 'page' | 'posthog', url: string, status: number, bytes: number, mode?: Row['mode'] | null, error?: string}} RequestLine
 *
 * @typedef {{accepted: number, forwarded: number, retried: number, duplicates: number, dropped: Record<string, number>, refused: Record<string, number>}} EndpointCounts
 */

/** @typedef {ReturnType<typeof createStore>} Store */

const ROW_LIMIT = 200;
const REQUEST_LIMIT = 60;
/** An event is queued and its notice given within one call, so that their clocks hardly differ. */
const SAME_MOMENT_MS = 100;

export function createStore() {
  /** @type {Row[]} newest first */
  const rows = [];
  /** @type {RequestLine[]} newest first */
  const requests = [];
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {EndpointCounts | null} */
  let endpointCounts = null;
  /** @type {Record<string, number>} */
  let clientCounts = {};
  let isScheduled = false;

  /** Tells at most once a frame; a hidden page draws none, hence the timer. */
  function changed() {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      for (const listener of listeners) listener();
    }, 16);
  }

  /** @param {Row} row */
  function insert(row) {
    const index = rows.findIndex((other) => other.at <= row.at);
    rows.splice(index < 0 ? rows.length : index, 0, row);
    if (rows.length > ROW_LIMIT) rows.pop();
    changed();
  }

  /**
   * The row of an event that was seen elsewhere: by its uuid, else the one that waits for one.
   *
   * @param {{uuid: string, event: string, occurredAt: string}} seen
   */
  function find({ uuid, event, occurredAt }) {
    const at = Date.parse(occurredAt);
    return (
      rows.find((row) => (row.left ?? row.received)?.uuid === uuid) ??
      rows.find(
        (row) =>
          !row.left &&
          !row.received &&
          row.event === event &&
          Math.abs(row.at - at) < SAME_MOMENT_MS,
      )
    );
  }

  /**
   * @param {{uuid: string, event: string, occurredAt: string}} seen
   * @param {Row['mode']} mode
   */
  function findOrInsert(seen, mode) {
    const found = find(seen);
    if (found) return found;
    /** @type {Row} */
    const row = {
      id: seen.uuid,
      at: Date.parse(seen.occurredAt),
      event: seen.event,
      mode,
      stage: 'left',
    };
    insert(row);
    return row;
  }

  return {
    rows,
    requests,
    get endpointCounts() {
      return endpointCounts;
    },
    get clientCounts() {
      return clientCounts;
    },
    changed,

    /** @param {Row} row a call of capture, in this tab or another */
    add(row) {
      const existing = rows.find(({ id }) => id === row.id);
      if (existing) return;
      const orphan = rows.findIndex(
        (other) =>
          !other.given && other.event === row.event && Math.abs(other.at - row.at) < SAME_MOMENT_MS,
      );
      if (orphan >= 0) {
        const { left, received, anonymousId, stage } = rows[orphan];
        rows.splice(orphan, 1);
        Object.assign(row, { left, received, anonymousId, stage });
      }
      insert(row);
    },

    /**
     * The queue was emptied by a change of mode.
     *
     * @param {boolean} everything otherwise only what would have been identified
     */
    purge(everything) {
      for (const row of rows) {
        if (row.stage !== 'waiting' || (!everything && row.mode !== 'identified')) continue;
        row.stage = 'stopped';
        row.reason = 'purged';
      }
      changed();
    },

    /**
     * @param {string} body what left the page
     * @param {number} status 0: no answer
     */
    left(body, status) {
      const { batch = [], anonymousDistinctId } = parse(body);
      const mode = anonymousDistinctId ? 'anonymized' : 'identified';
      for (const event of batch) {
        const row = findOrInsert(event, mode);
        row.left = event;
        row.anonymousId = anonymousDistinctId;
        row.mode = mode;
        if (row.stage === 'received') continue;
        const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
        row.stage = isFinal ? 'refused' : 'left';
        if (status === 0) row.stage = 'waiting';
      }
      changed();
    },

    /** @param {any} event as PostHog keeps it */
    received(event) {
      const seen = { uuid: event.uuid, event: event.event, occurredAt: event.timestamp };
      const mode = event.properties?.anonymized === true ? 'anonymized' : 'identified';
      const row = findOrInsert(seen, mode);
      row.received = event;
      row.stage = 'received';
      changed();
    },

    /** @param {RequestLine} line */
    request(line) {
      if (requests.some(({ id }) => id === line.id)) return;
      requests.unshift(line);
      if (requests.length > REQUEST_LIMIT) requests.pop();
      changed();
    },

    /** @param {EndpointCounts} counts */
    countEndpoint(counts) {
      endpointCounts = counts;
      changed();
    },

    /** @param {Record<string, number>} counts */
    countClient(counts) {
      clientCounts = counts;
      changed();
    },

    clear() {
      rows.length = 0;
      requests.length = 0;
      changed();
    },

    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
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
