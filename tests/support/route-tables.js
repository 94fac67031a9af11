/**
 * Route templates as products and public REST APIs have them, in plans of one domain each, and paths that fill them. Which
 * templates a plan has, how it names its placeholders and how a path is written are drawn from a seeded source.
 */
import { domains, plainPages, prefixes, sectionLists } from './route-tables-words.js';

/** @typedef {import('./random.js').Random} Random */
/** @typedef {{name: string, plural: string, parts: string[], verbs: string[]}} Resource */
/** @typedef {{domain: string, templates: string[]}} RouteTable */
/** @typedef {{path: string, shape: string}} FilledPath shape: what core.route has to make of the path */

/** @param {string} plural */
const singular = (plural) =>
  plural
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** @param {string} text @returns {Resource[]} */
const resourcesOf = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [, plural, parts, verbs] = /** @type {RegExpExecArray} */ (
        /^\s*([\w-]+): (.*) \| (.*)$/.exec(line)
      );
      return { name: singular(plural), plural, parts: parts.split(' '), verbs: verbs.split(' ') };
    });

/** How teams name the placeholder of a resource. */
const namings = [
  (/** @type {string} */ name) => `:${name.replace(/-/g, '_')}`,
  (/** @type {string} */ name) =>
    `:${name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}Id`,
  (/** @type {string} */ name) => `:${name.replace(/-/g, '_')}_id`,
];

/**
 * @param {Resource} resource
 * @param {(name: string) => string} naming
 * @param {Random} random
 */
function apiTemplates({ name, plural, parts, verbs }, naming, random) {
  const one = `/${plural}/${naming(name)}`;
  const ofParts = parts.flatMap((part) => {
    const item = `${one}/${part}/${naming(singular(part))}`;
    return [
      `${one}/${part}`,
      item,
      ...(random.chance(0.3) ? [`${item}/${random.pick(['status', 'logs', 'raw'])}`] : []),
    ];
  });
  return [
    `/${plural}`,
    one,
    ...ofParts,
    ...verbs.map((verb) => `${one}/${verb}`),
    random.pick([`/${plural}/search`, `/${plural}/count`, `/${plural}/@me`, `/${plural}/batch`]),
  ];
}

/**
 * @param {Resource} resource
 * @param {(name: string) => string} naming
 * @param {Random} random
 */
function productTemplates({ name, plural, parts, verbs }, naming, random) {
  const one = `/${plural}/${naming(name)}`;
  const list = random.below(sectionLists.length);
  const sections = sectionLists[list].split(' ').join('|');
  const [deep] = parts;
  return [
    `/${plural}`,
    `/${plural}/new`,
    one,
    `${one}/edit`,
    random.chance(0.5)
      ? `${one}/:section${list}(${sections})`
      : `${one}/${random.pick(['preview', 'print'])}`,
    ...parts.flatMap((part) => [`${one}/${part}`, `${one}/${part}/${naming(singular(part))}`]),
    `${one}/${deep}/${naming(singular(deep))}/edit`,
    ...verbs.slice(0, 2).map((verb) => `${one}/${verb}`),
    random.chance(0.4) ? `/${plural}/archive/*` : `${one}/files/*`,
  ];
}

/** @param {string} template what two templates may not have in common */
const structureOf = (template) => template.replace(/:[^/(]+(?!\()(?=\/|$)/g, ':');

/** @param {string[]} templates @returns {string[]} those of a structure that none before has */
const distinct = (templates) => [
  ...new Map(
    [...templates].reverse().map((template) => [structureOf(template), template]),
  ).values(),
];

/**
 * @param {string} domain
 * @param {Random} random
 * @returns {RouteTable}
 */
function createTable(domain, random) {
  const style = random.pick([apiTemplates, productTemplates]);
  const prefix = random.pick(style === apiTemplates ? prefixes.api : prefixes.product);
  const naming = random.pick(namings);
  const sections = random.pick(sectionLists).split(' ').join('|');
  const own = resourcesOf(domains[domain]).flatMap((resource) => style(resource, naming, random));
  const templates = [
    '/',
    ...random.shuffled(plainPages).slice(0, 10),
    ...own.map((template) => prefix + template),
    `${prefix}/settings/:page(${sections})`,
    `${prefix}/settings/:page(${sections})/*`,
  ];
  return { domain, templates: distinct(templates) };
}

/**
 * Each domain once, then again in other styles until there are enough.
 * @param {Random} random
 * @param {number} least templates in all
 * @returns {RouteTable[]} of about 50 to 200 templates each
 */
export function createRouteTables(random, least) {
  const names = Object.keys(domains);
  /** @type {RouteTable[]} */
  const tables = [];
  for (let count = 0; count < least || tables.length < names.length;) {
    const table = createTable(names[tables.length % names.length], random);
    tables.push(table);
    count += table.templates.length;
  }
  return tables;
}

/** @param {number} count segments that a tail stands for */
const tailClass = (count) => {
  if (count <= 2) return `:unmatched-${count}`;
  return count <= 4 ? ':unmatched-3to4' : `:unmatched-5to8`;
};

/**
 * Ways to write a path that all mean the same.
 * @type {Record<string, (segments: string[], random: Random, id: () => string) => string>}
 */
export const spellings = {
  plain: (segments) => `/${segments.join('/')}`,
  'trailing slash': (segments) => `/${segments.join('/')}/`,
  'empty segment': (segments, random) => {
    const at = random.below(segments.length);
    return `/${[...segments.slice(0, at), '', ...segments.slice(at)].join('/')}`;
  },
  'dot segment': (segments, random) => {
    const at = random.below(segments.length);
    return `/${[...segments.slice(0, at), random.pick(['.', '%2e', '%2E']), ...segments.slice(at)].join('/')}`;
  },
  'segment taken back': (segments, random, id) => {
    const at = random.below(segments.length);
    const back = random.pick(['..', '%2e%2e', '.%2E']);
    return `/${[...segments.slice(0, at), id(), back, ...segments.slice(at)].join('/')}`;
  },
  'matrix parameters': (segments, random, id) => {
    const at = random.below(segments.length);
    const parameter = random.pick([';v=1', `;user=${id()}`, `;jsessionid=${id()}`, ';']);
    return `/${segments.map((segment, i) => (i === at ? segment + parameter : segment)).join('/')}`;
  },
  query: (segments, random, id) =>
    `/${segments.join('/')}?${random.pick(['tab=1', `q=${id()}`, `${id()}`, ''])}`,
  fragment: (segments, random, id) =>
    `/${segments.join('/')}#${random.pick(['top', id(), `/inner/${id()}`, ''])}`,
};

/** How a value is written as a segment of a path. */
const segmentForms = [
  encodeURIComponent,
  encodeURIComponent,
  (/** @type {string} */ text) => encodeURIComponent(encodeURIComponent(text)),
  (/** @type {string} */ text) => `${encodeURIComponent(text)}%2F${encodeURIComponent(text)}`,
  (/** @type {string} */ text) => encodeURIComponent(`${text}/x`),
];

/**
 * Literals as somebody types them: the path still means the template.
 * @param {string} word
 * @param {Random} random
 */
const typed = (word, random) =>
  random.pick([
    word.toUpperCase(),
    word[0].toUpperCase() + word.slice(1),
    `%${word.charCodeAt(0).toString(16)}${word.slice(1)}`,
  ]);

/**
 * @param {string} template
 * @param {Random} random
 * @param {() => string} id makes a value that identifies somebody
 * @param {{spelling: string, typedLiterals: boolean, offList: boolean}} how offList: choices are filled with what is no choice
 * @returns {FilledPath}
 */
export function fillTemplate(template, random, id, { spelling, typedLiterals, offList }) {
  const segmentOf = () => random.pick(segmentForms)(id());
  /** @type {[written: string, shape: string][]} */
  const parts = template
    .slice(1)
    .split('/')
    .filter(Boolean)
    .flatMap((part) => {
      const [, name, words] = /^:([^(]+)(?:\((.*)\))?$/.exec(part) ?? [];
      if (part === '*') {
        const tail = Array.from({ length: random.between(2, 6) }, segmentOf);
        return tail.map((one, i) => [one, i === 0 ? tailClass(tail.length) : '']);
      }
      if (!name) return [[typedLiterals ? typed(part, random) : part, part]];
      if (!words || offList) return [[segmentOf(), `:${name}`]];
      const word = random.pick(words.split('|'));
      return [[typedLiterals ? typed(word, random) : word, word]];
    });
  const written = parts.map(([text]) => text);
  const path = written.length
    ? spellings[spelling](written, random, () => encodeURIComponent(id()))
    : '/';
  const shape = parts.map(([, text]) => text).filter(Boolean);
  return { path, shape: `/${shape.join('/')}` };
}
