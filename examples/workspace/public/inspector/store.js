/** What the inspector shows, fed from several sides in any order. */
import { addBody, addCall, addReceived, purge } from './rows.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{id: number, at: number, hop: 'page' | 'posthog', url: string, status: number, bytes: number, mode?: Row['mode'] | null, hasCookie?: boolean, error?: string}} RequestLine */
/** @typedef {{accepted: number, forwarded: number, retried: number, duplicates: number, dropped: Record<string, number>, refused: Record<string, number>}} EndpointCounts */
/** @typedef {ReturnType<typeof createStore>} Store */

const REQUEST_LIMIT = 60;
/** Listeners are told at most once a frame. */
const FRAME_MS = 16;

export function createStore() {
  /** @type {Row[]} newest first */
  const rows = [];
  /** @type {RequestLine[]} newest first */
  const requests = [];
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const counts = {
    /** @type {EndpointCounts | null} */
    endpoint: null,
    /** @type {Record<string, number>} */
    client: {},
  };
  let isScheduled = false;

  function changed() {
    if (isScheduled) return;
    isScheduled = true;
    // A hidden page draws no frames, hence the timer.
    setTimeout(() => {
      isScheduled = false;
      for (const listener of listeners) listener();
    }, FRAME_MS);
  }

  /**
   * @template {unknown[]} T
   * @param {(...args: T) => void} change
   * @returns {(...args: T) => void}
   */
  const changing =
    (change) =>
    (...args) => {
      change(...args);
      changed();
    };

  return {
    rows,
    requests,
    counts,
    add: changing((/** @type {Row} */ row) => addCall(rows, row)),
    purge: changing(() => purge(rows)),
    left: changing((/** @type {string} */ body, /** @type {number} */ status) =>
      addBody(rows, body, status),
    ),
    received: changing((/** @type {object} */ event) => addReceived(rows, event)),
    request: changing((/** @type {RequestLine} */ line) => {
      requests.unshift(line);
      if (requests.length > REQUEST_LIMIT) requests.pop();
    }),
    /** @type {(counts: EndpointCounts) => void} */
    countEndpoint: changing((given) => void (counts.endpoint = given)),
    /** @type {(counts: Record<string, number>) => void} */
    countClient: changing((given) => void (counts.client = given)),
    clear: changing(() => {
      rows.length = 0;
      requests.length = 0;
    }),
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
