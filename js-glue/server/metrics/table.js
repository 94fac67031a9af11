import { LABELS, closed } from './labels.js';

/** @typedef {import('../lifecycle.js').Counts} Counts */

/**
 * @typedef {object} Row
 * @property {string} name without the prefix
 * @property {string} help
 * @property {(counts: Counts) => number} read
 *
 * @typedef {object} LabelledRow
 * @property {string} name
 * @property {string} help
 * @property {string} label its name
 * @property {(counts: Counts) => Iterable<[word: string, count: number]>} read
 */

const MS_PER_SECOND = 1000;

/** What only rises. @type {readonly Row[]} */
export const COUNTERS = [
  {
    name: 'events_accepted_total',
    help: 'Events that were queued for the receiver.',
    read: ({ accepted }) => accepted,
  },
  {
    name: 'events_forwarded_total',
    help: 'Events that the receiver took.',
    read: ({ forwarded }) => forwarded,
  },
  {
    name: 'events_retried_total',
    help: 'Events in tries that were repeated, each as often as it was tried.',
    read: ({ retried }) => retried,
  },
  {
    name: 'events_duplicate_total',
    help: 'Events that came again after they were queued.',
    read: ({ duplicates }) => duplicates,
  },
  {
    name: 'token_requests_total',
    help: 'Captures that were let in by a token.',
    read: ({ tokenRequests }) => tokenRequests,
  },
  {
    name: 'plan_mismatches_total',
    help: 'Requests of pages with another version of the plan.',
    read: ({ planMismatches }) => planMismatches,
  },
  {
    name: 'replay_bytes_total',
    help: 'Bytes of recordings that were handed on.',
    read: ({ replayBytes }) => replayBytes,
  },
];

/** What only rises, by a word of a closed list (M68). @type {readonly LabelledRow[]} */
export const LABELLED_COUNTERS = [
  {
    name: 'events_dropped_total',
    help: 'Events that do not leave, by reason.',
    label: 'reason',
    read: ({ dropped }) => closed(dropped, LABELS.reason),
  },
  {
    name: 'requests_refused_total',
    help: 'Requests that were refused, by the error of the answer.',
    label: 'error',
    read: ({ refused }) => closed(refused, LABELS.error),
  },
  {
    name: 'events_metered_total',
    help: 'Events of which the plan wants metrics, by name.',
    label: 'event',
    // The core takes no event of another name than the plan's, and marks those of which the plan wants metrics (M6, M7).
    read: ({ metrics }) => Object.entries(metrics),
  },
];

/** What stands at this moment; of several processes the sum, but for an age. @type {readonly (Row & {aggregator: 'sum' | 'max'})[]} */
export const GAUGES = [
  {
    name: 'queue_events',
    help: 'Events that wait or are on their way.',
    aggregator: 'sum',
    read: ({ queued }) => queued.events,
  },
  {
    name: 'queue_bytes',
    help: 'Bytes of the events that wait or are on their way.',
    aggregator: 'sum',
    read: ({ queued }) => queued.bytes,
  },
  {
    name: 'queue_lag_seconds',
    help: 'Age of the oldest event that waits or is on its way, 0 where there is none.',
    aggregator: 'max',
    read: ({ lagMs }) => lagMs / MS_PER_SECOND,
  },
];
