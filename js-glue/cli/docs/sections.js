/** The sections of PRIVACY.md, of what describe-plan.js says. */
import { listed, quoted } from '../plan-words.js';
import { jsonBlock, list, plain, table } from './markdown.js';
import { destinations } from './statements.js';

/** @typedef {import('./describe-plan.js').PlanDocument} PlanDocument */
/** @typedef {import('./describe-plan.js').EventEntry} EventEntry */
/** @typedef {import('./describe-plan.js').Row} Row */
/** @typedef {import('./statements.js').Statement} Statement */
/** @typedef {{heading: string, body: string, isEvent?: boolean}} Section */

/** @param {Row[]} rows */
const rowsTable = (rows) =>
  table(
    ['property', 'what it says', 'about'],
    rows.map(({ name, says, about }) => [quoted(name), says, plain(about)]),
  );

/** @param {Statement[]} statements */
const statementList = (statements) =>
  list(statements.map(({ term, text }) => `**${term}.** ${text}`));

/** Pieces with a blank line between them. @param {(string | false)[]} pieces */
const joined = (...pieces) => pieces.filter(Boolean).join('\n\n');

/** @param {string} intro @param {Row[]} rows */
const introduced = (intro, rows) => rows.length > 0 && joined(intro, rowsTable(rows));

/** @param {PlanDocument} document */
const modesBody = ({ modes, choices }) =>
  joined(
    table(
      ['mode', 'what leaves'],
      modes.map(({ term, text }) => [`**${term}**`, text]),
    ),
    statementList(choices),
  );

/** @param {PlanDocument['everyEvent']['paths']} paths */
const pathsTable = (paths) =>
  table(
    ['somebody opens', 'its shape leaves', 'and'],
    paths.map(({ path, leaves: { route_shape: shape, ...others } }) => [
      quoted(path),
      quoted(shape),
      Object.entries(others)
        .map(([name, value]) => `${quoted(name)} ${quoted(value)}`)
        .join(', '),
    ]),
  );

/** @param {PlanDocument} document */
function everyEventBody({ everyEvent }) {
  const { envelope, page, paths, anonymized, identified, constants, example } = everyEvent;
  const fixed = Object.entries(constants).map(([name, value]) => {
    return `${quoted(name)} is always ${quoted(String(value))}`;
  });
  return joined(
    statementList(envelope),
    introduced('**Where.** Of the page:', page),
    pathsTable(paths),
    `**Of the event itself.** ${['`anonymized` says whether the mode is', ...fixed].join('; ')}.`,
    introduced('**Anonymized**, every event can also say:', anonymized),
    introduced('**Identified**, every event can also say:', identified),
    example !== null &&
      joined(
        'One whole event in anonymized mode, as it is handed to PostHog, but for what the server adds. `$process_person_profile` tells PostHog to keep no profile of anybody.',
        jsonBlock(example),
      ),
  );
}

/** @param {EventEntry} event */
const eventBody = ({
  category,
  description,
  destination,
  never,
  anonymized,
  identified,
  example,
}) =>
  joined(
    plain(description) || 'The plan does not say when.',
    `${category ? `Category: ${plain(category)}. ` : ''}Goes to: ${destinations[destination].term}.`,
    introduced('**Anonymized**, it says:', anonymized) ||
      '**Anonymized**, it says no more than what every event says.',
    anonymized.length + identified.length > 0 && joined('For example:', jsonBlock(example)),
    introduced('**Identified**, it says also:', identified),
    never !== undefined && `It never says ${never.map(quoted).join(', ')}.`,
  );

/** @param {PlanDocument} document */
const personBody = ({ person }) =>
  person.length === 0
    ? 'The plan names nothing that is kept of a person.'
    : joined(
        'In identified mode, and in no other, this is kept of the person, and whether the screen may be recorded:',
        table(
          ['property', 'what it says', 'about', 'kept'],
          person.map(({ name, says, about, keeps }) => [
            quoted(name),
            says,
            plain(about),
            `the ${keeps} value`,
          ]),
        ),
      );

/** @param {PlanDocument} document */
const destinationsBody = (document) =>
  list(
    document.destinations.map(({ term, text, events }) => {
      return `**${term}**, ${events} ${events === 1 ? 'event' : 'events'}. ${text}`;
    }),
  );

/**
 * @param {PlanDocument} document
 * @returns {Section[]} in their order; those of the events by category
 */
export function sectionsOf(document) {
  const { categories, events, never, words, glossary } = document;
  const inOrder = categories.flatMap(({ name }) => {
    return events.filter(({ category }) => category === name);
  });
  return [
    { heading: 'Three modes', body: modesBody(document) },
    { heading: 'What every event says', body: everyEventBody(document) },
    {
      heading: 'Events',
      body: 'When each is sent, and what it says beside what every event says. The examples are made up, and were let through by the program that decides.',
    },
    ...inOrder.map((event) => ({ heading: event.name, body: eventBody(event), isEvent: true })),
    { heading: 'What is kept of the person', body: personBody(document) },
    { heading: 'Who gets it', body: destinationsBody(document) },
    { heading: 'What never leaves', body: list(never) },
    {
      heading: 'The plan’s words',
      body:
        words.length > 0
          ? `Codes and web addresses are put together of these in anonymized mode: ${listed(words)}.`
          : 'None: in anonymized mode no code and no web address leaves.',
    },
    { heading: 'Glossary', body: statementList(glossary) },
  ];
}
