import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { boundsOf, decimalsOf } from '../../js-glue/cli/plan-bounds.js';
import {
  lengthClasses,
  modelOf,
  viewportClasses,
  viewportEdges,
} from '../../js-glue/cli/plan-model.js';
import { createCore } from '../../js-glue/core/index.js';

/** @typedef {import('../../js-glue/cli/plan-model.js').Property} Property */
/** @typedef {import('../../js-glue/cli/plan-model.js').Limits} Limits */

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const manyWords = Array.from({ length: 25 }, (_, i) => `word ${i}`);

/** @type {Record<string, any>} */
const plans = {
  second: read('src/plans/second.json'),
  types: read('tests/vectors/plans/types.json'),
  features: read('tests/golden/features.json'),
  'a plan without limits': {
    format: 1,
    name: 'plain',
    events: { e: { properties: [{ words: { type: 'list', values: manyWords } }] } },
  },
};

/** A text of a type, as long as asked. @type {Record<string, (length: number) => string>} */
const texts = {
  token: (length) => 'a'.repeat(length),
  hash: (length) => '0'.repeat(length),
  url_base: (length) => `https://h/${'a'.repeat(length - 10)}`,
  id: (length) => 'a'.repeat(length),
  email: (length) => `a@${'b'.repeat(length - 2)}`,
  text: (length) => 'a'.repeat(length),
  name: (length) => 'a'.repeat(length),
};

/**
 * Values at each bound and behind it.
 * @param {Property} property
 * @param {Limits} limits
 * @returns {[unknown, boolean][]} with whether they stay as they are
 */
function casesOf(property, limits) {
  const bounds = boundsOf(property, limits);
  const { minimum, maximum, minLength, maxLength, maxItems } = bounds;
  const decimals = property.type === 'number' ? decimalsOf(property) : 0;
  const step = 10 ** -decimals;
  const text = texts[property.type];
  const words = property.definition.values ?? [];
  /** @type {[unknown, boolean][]} */
  const cases = [];
  if (maximum !== undefined) cases.push([maximum, true], [maximum + step, false]);
  if (minimum !== undefined) cases.push([minimum, true], [minimum - step, false]);
  if (property.type === 'number') {
    cases.push([Number(step.toFixed(decimals)), true], [step + step / 10, false]);
  }
  if (maxLength !== undefined) cases.push([text(maxLength), true], [text(maxLength + 1), false]);
  if (minLength !== undefined) cases.push([text(minLength), true], [text(minLength - 1), false]);
  if (maxItems !== undefined && words.length > maxItems) {
    cases.push([words.slice(0, maxItems), true], [words.slice(0, maxItems + 1), false]);
  }
  return cases;
}

/**
 * @param {any} plan
 * @returns what leaves of one value
 */
function openPlan(plan) {
  const core = createCore();
  core.open(plan);
  /** @type {(mode: 'anonymized' | 'identified', event: string, properties: object) => Record<string, unknown>} */
  return (mode, event, properties) =>
    core.explain(JSON.stringify({ event, properties }), mode).event?.properties ?? {};
}

describe('the bounds that the tools tell', () => {
  for (const [title, plan] of Object.entries(plans)) {
    it(`${title}: are those of the core, neither wider nor narrower`, () => {
      const left = openPlan(plan);
      let count = 0;
      for (const { name, properties, limits } of modelOf(plan).events) {
        for (const property of properties) {
          for (const [value, stays] of casesOf(property, limits)) {
            const is = left('identified', name, { [property.name]: value })[property.name];
            const what = `${name}, ${property.name}: ${JSON.stringify(value).slice(0, 80)}`;
            assert.equal(JSON.stringify(is) === JSON.stringify(value), stays, what);
            count++;
          }
        }
      }
      assert.ok(count > 0);
    });
  }

  it('have the classes of lengths that the core has', () => {
    const left = openPlan(plans.features);
    const lengths = [0, 1, 10, 11, 50, 51, 200, 201, 1000, 1001];
    const labels = lengths.map((length) => {
      return left('anonymized', 'bare', { search: 'a'.repeat(length) }).search_length_bucket;
    });
    const [none, ...others] = lengthClasses;
    const last = others.pop();
    assert.deepEqual(labels, [none, ...others.flatMap((label) => [label, label]), last]);
  });

  it('have the classes of widths that the core has', () => {
    const core = createCore();
    core.open(plans.features);
    core.configure({});
    /** @param {number} width */
    function classOf(width) {
      core.route('/', width);
      core.capture('{"event":"bare"}');
      const { batch } = JSON.parse(new TextDecoder().decode(core.batch()?.body));
      return batch.at(-1).properties.viewport_class;
    }
    const widths = [0, ...viewportEdges.flatMap((edge) => [edge - 1, edge])];
    const labels = viewportClasses.flatMap((label) => [label, label]).slice(0, -1);
    assert.deepEqual(widths.map(classOf), labels);
  });
});
