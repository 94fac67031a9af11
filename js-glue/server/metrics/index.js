/**
 * The endpoint's counts as metrics of Prometheus. An entry of its own, so that nobody needs prom-client who does not import it.
 */
import { Counter, Gauge, register as defaultRegister } from 'prom-client';
import { COUNTERS, GAUGES, LABELLED_COUNTERS } from './table.js';

/** @typedef {import('prom-client').Registry} Registry */
/** @typedef {Pick<import('../lifecycle.js').Lifecycle, 'counts'>} Counted */

/**
 * Adds the counts of a handler, or of `createServerAnalytics()`, to a registry. They are read when somebody asks for them: a
 * request costs nothing more. No label can hold a value of a request (M68).
 *
 * @param {Counted} handler
 * @param {{register?: Registry, prefix?: string}} [options] `register`: default is prom-client's own; `prefix` of all names:
 *   a second handler in the same registry needs another one
 * @returns {Registry} for `metricsResponse`
 * @throws {Error} for a prefix that no name can begin with, or names that the registry has already
 */
export function collectMetrics(
  handler,
  { register = defaultRegister, prefix = 'second_analytics_' } = {},
) {
  const registers = [register];
  for (const { name, help, read } of COUNTERS) {
    new Counter({
      name: prefix + name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read(handler.counts()));
      },
    });
  }
  for (const { name, help, label, read } of LABELLED_COUNTERS) {
    new Counter({
      name: prefix + name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [word, count] of read(handler.counts())) this.inc({ [label]: word }, count);
      },
    });
  }
  for (const { name, help, aggregator, read } of GAUGES) {
    new Gauge({
      name: prefix + name,
      help,
      aggregator,
      registers,
      collect() {
        this.set(read(handler.counts()));
      },
    });
  }
  return register;
}

/**
 * The answer to a scrape. It tells how much an application is used, so the application mounts it where only its operator asks;
 * the handler itself has no route for it.
 *
 * @param {Registry} [register]
 * @returns {Promise<Response>}
 */
export async function metricsResponse(register = defaultRegister) {
  const text = await register.metrics();
  return new Response(text, {
    headers: { 'Content-Type': register.contentType, 'Cache-Control': 'no-store' },
  });
}
