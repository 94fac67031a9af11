/** Sources beside the plan: events that it does not know, properties that it does not declare, events that nobody captures. */
import { warningAt } from '../finding.js';

/**
 * @typedef {import('../../plan-model.js').PlanModel} PlanModel
 * @typedef {import('../../../core/index.js').Core} Core
 * @typedef {import('../finding.js').Finding} Finding
 * @typedef {import('./sources.js').Sources} Sources
 *
 * @typedef {object} SourceSummary
 * @property {number} files
 * @property {number} calls
 * @property {number} dynamicNames calls of which the event's name is put together at run time
 * @property {number} dynamicKeys calls of which properties are put together elsewhere
 * @property {number} unread places outside of scripts that seem to capture
 */

/**
 * @param {Sources} sources
 * @param {PlanModel} model
 * @param {Core} core with this plan opened
 * @returns {Finding[]}
 */
export function sourceFindings(sources, model, core) {
  return [
    ...sources.faults.map((place) =>
      sourceFinding('error', 'unread-source', place, 'no JavaScript that can be read'),
    ),
    ...sources.sites.flatMap((site) => siteFindings(site, core)),
    ...unusedEvents(sources, model),
  ];
}

/** @param {Sources} sources @returns {SourceSummary} */
export const summaryOf = ({ files, sites, unread }) => ({
  files,
  calls: sites.length,
  dynamicNames: sites.filter(({ call }) => call.isDynamic).length,
  dynamicKeys: sites.filter(({ call }) => call.hasMoreKeys).length,
  unread,
});

/** @type {(severity: Finding['severity'], rule: string, place: import('./sources.js').Place, message: string) => Finding} */
const sourceFinding = (severity, rule, place, message) => ({ severity, rule, message, ...place });

/**
 * What the core makes of an event whose properties all say nothing.
 * @param {Sources['sites'][number]} site
 * @param {Core} core
 * @returns {Finding[]}
 */
function siteFindings({ call: { names, keys }, placeOf }, core) {
  const known = names.filter(({ text }) => isKnown(core, text));
  return [
    ...names
      .filter((name) => !known.includes(name))
      .map(({ text, at }) =>
        sourceFinding(
          'error',
          'unknown-event',
          placeOf(at),
          `the plan has no event ${JSON.stringify(text)}`,
        ),
      ),
    ...known.flatMap(({ text: event }) =>
      keys
        .filter(({ text }) => !leaves(core, event, text))
        .map(({ text, at }) =>
          sourceFinding(
            'warning',
            'undeclared-property',
            placeOf(at),
            `${JSON.stringify(event)} has no property ${JSON.stringify(text)}`,
          ),
        ),
    ),
  ];
}

/** @param {Core} core @param {string} event */
const isKnown = (core, event) =>
  core.explain(JSON.stringify({ event }), 'identified').event !== null;

/** In identified mode at least. @param {Core} core @param {string} event @param {string} key */
const leaves = (core, event, key) =>
  core.explain(JSON.stringify({ event, properties: { [key]: null } }), 'identified').removed
    .length === 0;

/** What `page()` captures, unless the option of that name says otherwise. */
const pageEvent = 'page viewed';

/**
 * Where names are put together at run time, an event may be captured that stands somewhere as a text.
 * @param {Sources} sources
 * @param {PlanModel} model
 * @returns {Finding[]}
 */
function unusedEvents({ sites, viewsPages, texts }, { events }) {
  const used = new Set([
    ...(viewsPages ? [pageEvent] : []),
    ...sites.flatMap(({ call }) => call.names.map(({ text }) => text.trim())),
    ...(sites.some(({ call }) => call.isDynamic) ? texts : []),
  ]);
  return events
    .filter(({ name }) => !used.has(name))
    .map(({ name, pointer }) => warningAt('unused-event', pointer, `no source captures ${name}`));
}
