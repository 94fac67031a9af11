import { quietly } from './quietly.js';

/** @typedef {import('../client/types.js').Analytics} Analytics */

/**
 * @typedef {object} ResponsivenessOptions
 * @property {string} [event] what it is captured as; default `client_unresponsive`
 * @property {number} [thresholdMs] how long a task takes at least; default 2,000
 * @property {number} [coolDownMs] how long nothing more is told; default 60,000
 */

/**
 * Captures that the page did not answer for two seconds and more, once a minute at most (M112): `duration_ms` and nothing else; of
 * the path only what the plan makes of every event's. Only Chromium tells of long tasks; elsewhere this does nothing.
 * @param {Analytics} analytics
 * @param {ResponsivenessOptions} [options]
 * @returns {() => void} stops
 */
export function watchResponsiveness(
  analytics,
  { event = 'client_unresponsive', thresholdMs = 2000, coolDownMs = 60_000 } = {},
) {
  const known = typeof window !== 'undefined' && window.PerformanceObserver?.supportedEntryTypes;
  if (!known || !known.includes('longtask')) return () => {};
  let toldMs = -Infinity;
  /** @param {PerformanceEntry} task */
  const look = ({ startTime, duration }) => {
    if (duration < thresholdMs || startTime - toldMs < coolDownMs) return;
    toldMs = startTime;
    analytics.capture(event, { duration_ms: Math.round(duration) });
  };
  const observer = new PerformanceObserver(
    quietly((/** @type {PerformanceObserverEntryList} */ list) => list.getEntries().forEach(look)),
  );
  observer.observe({ type: 'longtask' });
  return () => observer.disconnect();
}
