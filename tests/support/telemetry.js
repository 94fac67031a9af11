import { createTelemetry } from '../../js-glue/telemetry/index.js';
import { leaves } from './collected.js';

/** What a telemetry helper captures, and what leaves of it. */
export function record() {
  /** @type {[string, any][]} */
  const captured = [];
  const telemetry = createTelemetry({
    capture: (event, properties) => captured.push([event, properties]),
  });
  return {
    ...telemetry,
    captured,
    left: () => captured.map(([event, properties]) => [event, leaves(event, properties)]),
  };
}

/** @param {any} use a call site's, of which not all is as it is typed */
export function featureOf(use) {
  const { featureUsed, left } = record();
  featureUsed(use);
  return left();
}

/** @param {any} use */
export function errorOf(use) {
  const { errorOccurred, left } = record();
  errorOccurred(use);
  return left();
}
