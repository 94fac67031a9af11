import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadPlans, loadVectors } from '../support/vectors.js';

/** @param {string} path from the repository's root */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const schema = JSON.parse(read('dist/plan.schema.json'));

/** What only the compiler can say: what members mean together. All other rules are of form. */
const meanings = [
  /^is on (this|every) event already/,
  /^is (a constant of the plan|what (routes|the core itself) say|declared twice|one property too many)/,
  /^is (not in the dictionary|a label of this bucket already)/,
  /^must be (the name of a property|above the edge)/,
  /^must (not be below min|have one entry more|take at most 256 bytes)/,
  /^needs the plan to have words/,
  /^has (the segment|the choice|more than 32 segments)/,
  /^leaves its length as/,
];

/** @typedef {{pointer: string, rule: string}} Fault */
/** @typedef {{title: string, plan: any, expected: {reason?: string, faults?: Fault[]}}} Case */

/** The plans that vectors open, but for what is no JSON. @returns {Case[]} */
function cases() {
  const plans = loadPlans();
  return loadVectors()
    .plans.flatMap(({ title, steps = [] }) =>
      steps.map((/** @type {any} */ step) => ({ title, ...step })),
    )
    .filter(({ call, expected }) => call === 'open' && !/^json_/.test(expected.reason ?? ''))
    .filter(({ plan }) => !String(plan).startsWith('sa5'))
    .map(({ title, plan, expected }) => ({
      title,
      expected,
      plan: typeof plan !== 'string' ? plan : (plans[plan] ?? JSON.parse(plan)),
    }));
}

const createValidator = () => new Ajv2020({ allErrors: true }).compile(schema);

/** @param {string} name */
const segment = (name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * Where an error stands, as the core would say it.
 * @param {any} error of ajv
 */
function placeOf({ instancePath, keyword, params }) {
  if (keyword === 'additionalProperties') return instancePath + segment(params.additionalProperty);
  return keyword === 'propertyNames' ? instancePath + segment(params.propertyName) : instancePath;
}

describe('the JSON Schema of plans', () => {
  const validate = createValidator();
  const refused = cases().filter(({ expected }) => expected.faults);

  /** @param {Fault[]} faults */
  const ofForm = (faults) =>
    faults.filter(({ rule }) => !meanings.some((meaning) => meaning.test(rule)));

  it('refuses a plan exactly where the core finds a fault of form', () => {
    let count = 0;
    for (const { title, plan, expected } of refused) {
      const faults = ofForm(expected.faults ?? []);
      const good = validate(plan);
      assert.equal(good, faults.length === 0, `${title}: ${JSON.stringify(validate.errors)}`);
      const places = new Set((validate.errors ?? []).map(placeOf));
      for (const { pointer, rule } of faults)
        assert.ok(places.has(pointer), `${title}: ${pointer} ${rule}: ${[...places].join(' ')}`);
      count += faults.length;
    }
    assert.ok(count > 300, `${count} faults`);
  });

  it('takes every plan that the core takes', () => {
    const opened = cases().filter(({ expected }) => !expected.faults);
    assert.ok(opened.length > 30);
    for (const { title, plan } of opened)
      assert.ok(validate(plan), `${title}: ${JSON.stringify(validate.errors)}`);
    for (const [name, plan] of Object.entries(loadPlans()))
      assert.ok(validate(plan), `${name}: ${JSON.stringify(validate.errors)}`);
  });

  it('says of each member what it is for', () => {
    const objects = [schema, ...Object.values(schema.$defs)];
    for (const { title, properties } of objects) {
      assert.ok(title);
      for (const [name, member] of Object.entries(properties))
        assert.ok(member.description ?? member.const, `${title}: ${name}`);
    }
  });

  it('is where the shipped plan says, and where the package exports it', () => {
    const { $schema } = JSON.parse(read('src/plans/second.json'));
    const found = new URL($schema, new URL('../../src/plans/second.json', import.meta.url));
    assert.deepEqual(JSON.parse(readFileSync(found, 'utf8')), schema);
    const { exports, files } = JSON.parse(read('package.json'));
    assert.equal(exports['./plan.schema.json'], './dist/plan.schema.json');
    assert.ok(files.includes('dist') && files.includes('src/plans'));
    assert.match(schema.$id, /^urn:/);
  });

  it('has the types and members of the table in docs/tracking-plan.md, and no others', () => {
    const table = read('docs/tracking-plan.md').split('\n## Types\n')[1].split('\n## ')[0];
    const rows = [...table.matchAll(/^\| `(\w+)`([^|]*)\|/gm)].map(([, type, members]) => [
      type,
      [...members.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    ]);
    const types = Object.values(schema.$defs).filter(({ properties }) => properties.type?.const);
    const common = ['type', 'identified_only', 'description'];
    const own = types.map(({ properties }) => [
      properties.type.const,
      Object.keys(properties).filter((name) => !common.includes(name)),
    ]);
    assert.deepEqual(rows, own);
  });
});
