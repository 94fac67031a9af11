/**
 * Events as they leave in anonymized mode: made-up values, handed to the core, and what it lets through. Properties that only
 * identified mode may carry are given as well, so that an example shows what becomes of them.
 */
import { samplePath } from './paths.js';
import { samplesOf } from './samples.js';

/** @typedef {import('../plan-model.js').PlanModel} PlanModel */
/** @typedef {import('../plan-model.js').PlanEvent} PlanEvent */
/** @typedef {import('../plan-model.js').Property} Property */
/** @typedef {import('../../core/index.js').Core} Core */
/** @typedef {{event: string, properties: Record<string, unknown>}} Example */

const madeUp = '8d5c1a2b-0035-4c62-9f14-1ad4215736a5';

/**
 * @param {Core} core
 * @param {string} event
 * @param {Record<string, unknown>} properties
 * @returns {Example}
 */
function leaves(core, event, properties) {
  const { event: left } = core.explain(JSON.stringify({ event, properties }), 'anonymized');
  return { event, properties: left?.properties ?? {} };
}

/**
 * A value for each property, of which something leaves if that can be.
 * @param {Core} core
 * @param {PlanModel} model
 * @param {PlanEvent} event
 * @param {Property[]} properties
 */
function valuesOf(core, model, event, properties) {
  const values = properties.map((property) => {
    const samples = samplesOf(property, event.limits, model);
    const key = property.anonymized ?? '';
    const passes = (/** @type {unknown} */ value) =>
      key in leaves(core, event.name, { [property.name]: value }).properties;
    return [property.name, samples.find(passes) ?? samples[0]];
  });
  return Object.fromEntries(values);
}

/** What an event says of its own. @type {(core: Core, model: PlanModel, event: PlanEvent) => Example} */
export function exampleOf(core, model, event) {
  const own = event.properties.filter(({ from }) => from === 'event');
  return leaves(core, event.name, valuesOf(core, model, event, own));
}

/**
 * All that is told of one event, as the endpoint hands it to PostHog: with id, time and page. Of one that says nothing of its own,
 * if the plan has one.
 * @param {Core} core
 * @param {PlanModel} model
 * @returns {Record<string, unknown> | null} null where PostHog gets no event
 */
export function wholeExample(core, model) {
  const { standing } = model;
  const events = model.events.filter(({ destination }) => destination !== 'metrics');
  const event = events.find(({ properties }) => properties.length === standing.length) ?? events[0];
  if (!event) return null;
  const values = valuesOf(core, model, event, event.properties);
  const page = core.route(samplePath(model));
  const properties = { ...values, ...page, viewport_class: 'lg' };
  const body = {
    anonymousDistinctId: `anon_${madeUp}`,
    batch: [
      { event: event.name, uuid: madeUp, occurredAt: '2025-01-02T03:04:05.000Z', properties },
    ],
  };
  const answer = core.verify({ mode: 'anonymized', format: 'posthog' }, JSON.stringify(body));
  return answer.ok ? JSON.parse(answer.lines[0]) : null;
}
