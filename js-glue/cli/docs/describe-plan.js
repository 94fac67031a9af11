/**
 * What a tracking plan lets through, as data: what `second-analytics docs` writes as PRIVACY.md, and prints with `--json`.
 *
 * Its shape, which `format` counts; members may be added without counting:
 *
 * - `plan` name, version, fingerprint, description
 * - `modes`, `choices` statements: `{term, text}`, of which texts may hold Markdown
 * - `everyEvent` `envelope` (statements), `page` (rows), `paths` (`{path, leaves}`), `anonymized` and `identified` (rows of
 *   standing properties), `constants` (by name), `example` (one event as PostHog gets it, or null)
 * - `categories` `{name, events}`, in the order of the plan; the name is empty for events without one
 * - `events` `{name, category, description, destination, never?, anonymized, identified, example}`; `identified` lists what that mode
 *   adds, or says less strictly; `example` is `{event, properties}` as it leaves anonymized
 * - `person` rows with `keeps`: the `newest` value or the `first`; identified mode alone
 * - `destinations` statements with the number of their `events`
 * - `never` texts; `words` of the plan; `glossary` statements
 *
 * A row is `{name, type, says, about}`: the key that leaves, the type of the plan that it is made of, what it can say, what the
 * plan says about it.
 */
import { classes, listed, wordsOf } from '../plan-words.js';
import { viewportClasses, viewportEdges } from '../plan-model.js';
import { exampleOf, wholeExample } from './examples.js';
import { pathExamples } from './paths.js';
import { choices, destinations, envelopeOf, glossaryOf, modesOf, neverOf } from './statements.js';

/** @typedef {import('../plan-model.js').PlanModel} PlanModel */
/** @typedef {import('../plan-model.js').PlanEvent} PlanEvent */
/** @typedef {import('../plan-model.js').Property} Property */
/** @typedef {import('../plan-model.js').Limits} Limits */
/** @typedef {import('../../core/index.js').Core} Core */
/** @typedef {{name: string, type: string, says: string, about: string}} Row */
/**
 * @typedef {object} EventEntry
 * @property {string} name
 * @property {string} category
 * @property {string} description
 * @property {PlanEvent['destination']} destination
 * @property {string[]} [never] what other events say, and this one does not
 * @property {Row[]} anonymized
 * @property {Row[]} identified
 * @property {import('./examples.js').Example} example
 */
/** @typedef {ReturnType<typeof describePlan>} PlanDocument */

/** @type {(properties: Property[], limits: Limits) => Row[]} what leaves in anonymized mode */
const anonymizedRows = (properties, limits) =>
  properties.flatMap((property) => {
    const { anonymized: name, type, description: about } = property;
    return name === null
      ? []
      : [{ name, type, says: wordsOf(property, limits, 'anonymized'), about }];
  });

/** @type {(properties: Property[], limits: Limits) => Row[]} what only identified mode lets through */
const identifiedRows = (properties, limits) =>
  properties.flatMap((property) => {
    const { name, type, description: about, anonymized } = property;
    const says = wordsOf(property, limits, 'identified');
    const same = anonymized === name && says === wordsOf(property, limits, 'anonymized');
    return same ? [] : [{ name, type, says, about }];
  });

/** @param {PlanModel} model @returns {Row[]} */
const pageRows = ({ choices: words, shapes }) => [
  ...Object.entries(words).map(([name, values]) => ({
    name,
    type: 'enum',
    says: `one of: ${listed(values)}`,
    about: name === 'surface' ? 'The part of the application.' : 'By the path of the page.',
  })),
  {
    name: 'route_shape',
    type: 'route',
    says: 'the path of the page without ids and names',
    about: shapes
      ? 'Of a path that the plan does not name: the plan’s words, and what kind of text the other pieces are.'
      : 'Of a path that the plan does not name: no more than how deep it is.',
  },
  {
    name: 'viewport_class',
    type: 'enum',
    says: `a class: ${classes(viewportClasses, viewportEdges)}`,
    about: 'How many pixels the window is wide.',
  },
];

/** @param {PlanModel} model @param {Core} core */
const everyEventOf = (model, core) => ({
  envelope: envelopeOf(model),
  page: pageRows(model),
  paths: pathExamples(model, core),
  anonymized: anonymizedRows(model.standing, model.limits),
  identified: identifiedRows(model.standing, model.limits),
  constants: model.constants,
  example: wholeExample(core, model),
});

/** @type {(event: PlanEvent, model: PlanModel, core: Core) => EventEntry} */
function eventOf(event, model, core) {
  const { name, category, description, destination, limits, namesTenant } = event;
  const own = event.properties.filter(({ from }) => from === 'event');
  return {
    name,
    category,
    description,
    destination,
    ...(!namesTenant && { never: [model.tenant] }),
    anonymized: anonymizedRows(own, limits),
    identified: identifiedRows(own, limits),
    example: exampleOf(core, model, event),
  };
}

/** @param {PlanModel} model */
function categoriesOf({ events }) {
  const names = [...new Set(events.map(({ category }) => category))];
  return names.map((name) => ({
    name,
    events: events.filter(({ category }) => category === name).map((event) => event.name),
  }));
}

/** @param {PlanModel} model */
function personOf({ person, dictionary, limits }) {
  /** @type {(names: string[], keeps: 'newest' | 'first') => (Row & {keeps: string})[]} */
  const rows = (names, keeps) =>
    dictionary
      .filter(({ name }) => names.includes(name))
      .map((property) => ({
        name: property.name,
        type: property.type,
        says: wordsOf(property, limits, 'identified'),
        about: property.description,
        keeps,
      }));
  return [...rows(person.set, 'newest'), ...rows(person.set_once, 'first')];
}

/** @param {PlanModel} model */
function destinationsOf({ events }) {
  const used = events.map(({ destination }) => destination);
  return Object.entries(destinations)
    .map(([name, statement]) => ({
      ...statement,
      events: used.filter((destination) => destination === name).length,
    }))
    .filter((row) => row.events > 0);
}

/**
 * @param {PlanModel} model
 * @param {string} fingerprint
 * @param {Core} core with the plan opened; it makes the examples
 */
export const describePlan = (model, fingerprint, core) => ({
  format: 1,
  plan: {
    name: model.name,
    version: model.version,
    fingerprint,
    description: model.description,
  },
  modes: modesOf(model),
  choices,
  everyEvent: everyEventOf(model, core),
  categories: categoriesOf(model),
  events: model.events.map((event) => eventOf(event, model, core)),
  person: personOf(model),
  destinations: destinationsOf(model),
  never: neverOf(model),
  words: model.words,
  glossary: glossaryOf(model),
});
