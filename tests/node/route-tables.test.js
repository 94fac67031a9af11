// Thousands of route templates in the style of products and public APIs, filled with what identifies people: the shape must
// be the template's, and nothing of what filled it may come out, not even where the table has gaps. ROUTES_SEED repeats a
// printed run.
import assert from 'node:assert/strict';
import { createDraw, families, pathFamilyNames } from '../support/canaries.js';
import { eventName } from '../support/canary-plan.js';
import { createProbe } from '../support/canary-probe.js';
import { findUnfolded, unfold } from '../support/leaks.js';
import { createRandom, seedFrom } from '../support/random.js';
import { createRouteTables, fillTemplate, spellings } from '../support/route-tables.js';

/** @typedef {import('../support/route-tables.js').RouteTable} RouteTable */
/** @typedef {{path: string, shape: string, label: string, family: string, canaries: string[]}} Case */

const seed = seedFrom('ROUTES_SEED');
const leastTemplates = 2000;
/** Of the templates are taken out of a table to make gaps. */
const gapShare = 0.2;

const random = createRandom(seed);
const tables = createRouteTables(random, leastTemplates);

/** @param {readonly string[]} templates */
function planOf(templates) {
  return {
    format: 1,
    name: 'routes',
    routes: templates.map((path) => ({ path, surface: `surface_${path.split('/').length}` })),
    events: { [eventName]: { category: 'probes' } },
  };
}

/** What comes out of itself: the words of all tables, and what stands around them. */
function benignOutput() {
  const outputs = createProbe(planOf(['/'])).path('/');
  const words = tables.flatMap(({ templates }) => [...wordsOf(templates)]);
  return [...outputs.map(({ text }) => text), ...new Set(words)].join(' ');
}

const draw = createDraw(random, benignOutput());

/** The ways in which each template is filled. */
const ways = [
  ...Object.keys(spellings).map((spelling) => ({
    label: spelling,
    spelling,
    typedLiterals: false,
    offList: false,
  })),
  { label: 'literals as typed', spelling: 'plain', typedLiterals: true, offList: false },
  { label: 'choices off the list', spelling: 'plain', typedLiterals: false, offList: true },
];

/**
 * @param {string} template
 * @returns {Case[]}
 */
function casesOf(template) {
  return ways.map(({ label, ...how }) => {
    /** @type {string[]} */
    const planted = [];
    const family = random.pick(pathFamilyNames);
    const id = () => {
      const { value, canaries } = draw(family);
      planted.push(...canaries);
      return String(value);
    };
    return { ...fillTemplate(template, random, id, how), label, family, canaries: planted };
  });
}

/**
 * @param {readonly string[]} templates
 * @param {readonly Case[]} paths
 */
function walk(templates, paths) {
  const probe = createProbe(planOf(templates));
  return paths.map((row) => {
    const outputs = probe.path(row.path).map(({ text }) => text);
    const leaked = outputs.flatMap((text) => findUnfolded(unfold(text), row.canaries));
    return { ...row, leaked, actual: JSON.parse(outputs[0]).route_shape };
  });
}

/** @param {readonly {path: string, shape: string, actual: string}[]} rows */
const examplesOf = (rows) =>
  rows
    .slice(0, 20)
    .map(({ path, shape, actual }) => `${path}\n  expected ${shape}\n  actual   ${actual}`)
    .join('\n');

describe('route tables', () => {
  /** @type {Map<RouteTable, Case[]>} */
  let cases;
  /** @type {ReturnType<typeof walk>} */
  let rows;

  before(function () {
    this.timeout(60_000);
    cases = new Map(tables.map((table) => [table, table.templates.flatMap(casesOf)]));
    rows = [...cases].flatMap(([{ templates }, paths]) => walk(templates, paths));
  });

  it('have 2,000 templates of 40 families at least', () => {
    const count = tables.reduce((sum, { templates }) => sum + templates.length, 0);
    assert.ok(count >= leastTemplates, `${count}`);
    assert.ok(tables.every(({ templates }) => templates.length >= 50 && templates.length <= 200));
    assert.ok(new Set(rows.map(({ family }) => family)).size >= 40);
    assert.ok(pathFamilyNames.every((name) => name in families));
  });

  it('give the exact shape for 99 % of the paths, however they are spelled (S18)', () => {
    const wrong = rows.filter(({ shape, actual }) => shape !== actual);
    const exact = 100 - (100 * wrong.length) / rows.length;
    const shares = ways.map(({ label }) => {
      const all = rows.filter((row) => row.label === label);
      const right = all.filter(({ shape, actual }) => shape === actual);
      return `${label} ${((100 * right.length) / all.length).toFixed(1)}`;
    });
    console.log(
      `route tables: seed ${seed}, ${tables.length} plans, ${rows.length} paths, ${exact.toFixed(2)} % exact: ${shares.join(', ')}`,
    );
    assert.ok(exact >= 99, examplesOf(wrong));
  });

  it('let nothing out that filled a path (S21)', () => {
    const leaks = rows.filter(({ leaked }) => leaked.length > 0);
    console.log(`route tables: ${leaks.length} leaks`);
    assert.equal(leaks.length, 0, examplesOf(leaks));
  });

  it('let nothing out where one template in five is missing, and no word but their own (S21)', function () {
    this.timeout(60_000);
    const gaps = [...cases].flatMap(([{ templates }, paths]) => {
      const left = templates.filter(() => !random.chance(gapShare));
      const known = wordsOf(left);
      return walk(left, paths).map((row) => ({
        ...row,
        foreign: row.actual.split('/').filter((/** @type {string} */ word) => !known.has(word)),
      }));
    });
    const leaks = gaps.filter(({ leaked, foreign }) => leaked.length + foreign.length > 0);
    console.log(`route tables with gaps: ${gaps.length} paths, ${leaks.length} leaks`);
    assert.equal(leaks.length, 0, examplesOf(leaks));
  });
});

/**
 * @param {readonly string[]} templates
 * @returns {Set<string>} every segment that a shape may have
 */
function wordsOf(templates) {
  const classes = ['1', '2', '3to4', '5to8', '9up'].map((size) => `:unmatched-${size}`);
  const words = templates.flatMap((template) =>
    template.split('/').flatMap((part) => {
      const [, name, choices] = /^(:[^(]+)\((.*)\)$/.exec(part) ?? [];
      return name ? [name, ...choices.split('|')] : [part];
    }),
  );
  return new Set(['', ...classes, ...words]);
}
