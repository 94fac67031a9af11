/** What holds for every plan, in plain words, and what of it a plan changes. */
import { listed, quoted, spanOf } from '../plan-words.js';

/** @typedef {import('../plan-model.js').PlanModel} PlanModel */
/** @typedef {{term: string, text: string}} Statement */

/** @param {PlanModel} model @returns {Statement[]} */
export const modesOf = ({ filters }) => [
  {
    term: 'Off',
    text: 'Nothing is captured and nothing is sent. What still waited is thrown away, and the random id of this browser is deleted.',
  },
  {
    term: 'Anonymized',
    text: `The default. Events leave under a random id of this browser. Of each, what is listed below as *anonymized* leaves, and nothing else${filters ? ' but undeclared properties that pass the filter (see “What never leaves”)' : ''}.`,
  },
  {
    term: 'Identified',
    text: 'Only where the person chose it. Events leave under the person’s own id, and what is listed below as *identified* is added.',
  },
];

/** @type {Statement[]} */
export const choices = [
  {
    term: 'Who decides',
    text: 'The person, in the settings of the application, at any time. A more private choice counts at once: what was captured until then and has not left is thrown away.',
  },
  {
    term: 'Who decides before that',
    text: 'The operator can switch everything off. A browser that asks for privacy (Global Privacy Control) is never identified, unless the application lets the person choose otherwise.',
  },
  {
    term: 'Recordings of the screen',
    text: 'A choice of their own, off unless the person switches them on, and possible in identified mode alone. This document is not about them.',
  },
];

/** What every event carries beside properties. @param {PlanModel} model @returns {Statement[]} */
export const envelopeOf = ({ limits, merges }) => [
  {
    term: 'When',
    text: `The time: in anonymized mode to within ${spanOf(limits.time_ms)}, with the order of events that are closer to each other; in identified mode to the millisecond.`,
  },
  {
    term: 'Which browser',
    text: 'In anonymized mode a random id (`anon_` and a random number), made up in this browser and stored there. It says nothing of the person or the device. It ends after 395 days (13 months), and before that when the person signs out, somebody else signs in, a more private choice is made, or what is stored is erased; what follows has another one. Where the browser asks for privacy it is not stored, and ends with the page.',
  },
  {
    term: 'Which person',
    text: merges
      ? 'In identified mode the person’s own id, which the application’s server knows from the session. This plan joins the two: once a person is identified, what was sent before under the random id counts as theirs.'
      : 'In identified mode the person’s own id, which the application’s server knows from the session. The random id is never joined to it: what was sent anonymized stays nobody’s.',
  },
  {
    term: 'A number of the event',
    text: 'Made up at random, so that an event that arrives twice is counted once.',
  },
  {
    term: 'What the server adds',
    text: 'Which release of the application runs, and what else its operator sets for all people alike.',
  },
];

/** @param {PlanModel} model @returns {string[]} */
export function neverOf({ filters, events }) {
  const held = events
    .flatMap(({ properties }) => properties)
    .filter(({ anonymized, name }) => anonymized !== name)
    .map(({ name }) => name);
  return [
    filters
      ? 'A property that the plan does not declare, unless it passes the filter: in anonymized mode numbers and words of a fixed vocabulary stay, under keys that name nobody; names, ids, addresses, dates and sentences go. In identified mode undeclared properties leave within limits of size.'
      : 'What is not listed here. A property that the plan does not declare is dropped in the browser, and at the application’s server once more.',
    'What stands behind `?` and `#` in the address of the page.',
    'What is not given with an event: nothing of the page is looked at but its path and its width. Not its title, not its texts, no cookie, no language, no time zone, no device.',
    'The address of the connection (IP) and what the browser says of itself: they reach the application’s own server, as with every request, and go no further.',
    'Passwords, keys and tokens of known forms: texts are searched for them, in identified mode as well.',
    ...(held.length > 0 ? [`In anonymized mode, as they are: ${listed([...new Set(held)])}.`] : []),
  ];
}

/** @type {Record<import('../plan-model.js').PlanEvent['destination'], Statement>} */
export const destinations = {
  posthog: {
    term: 'PostHog',
    text: 'The service in which usage is looked at. The application’s own server hands it on; the browser never talks to PostHog.',
  },
  metrics: {
    term: 'counters of the application’s server',
    text: 'Numbers that the application’s own server keeps. PostHog gets nothing of these events.',
  },
  both: {
    term: 'PostHog, and counters of the application’s server',
    text: 'Handed on to PostHog by the application’s own server, and counted there.',
  },
};

/** @param {PlanModel} model @returns {Statement[]} */
export const glossaryOf = ({ name }) => [
  {
    term: 'Event',
    text: 'That something happened in the application, with properties that say more of it.',
  },
  {
    term: 'Property',
    text: 'One thing that an event says, under a fixed name. Any of them can be missing.',
  },
  {
    term: 'Tracking plan',
    text: `The reviewed file that lists every event and property that may leave, here ${quoted(name)}. A program checks each event against it in the browser and, with the same rules, at the application’s server. This document is made of it.`,
  },
  {
    term: 'Fingerprint',
    text: 'A checksum of the plan: two plans with the same fingerprint let the same through.',
  },
  {
    term: 'Shape of a path',
    text: 'The address of a page with a placeholder, such as `:workspace`, in the place of every name and id.',
  },
  {
    term: 'Length class',
    text: 'In the place of a text: roughly how many characters it has.',
  },
  {
    term: 'The plan’s words',
    text: 'The words that codes and web addresses may be put together of in anonymized mode; whatever holds another word does not leave.',
  },
];
