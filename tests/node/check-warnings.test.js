import assert from 'node:assert/strict';
import { createKeyRule } from '../../js-glue/cli/check/key-rule.js';
import { planFindings } from '../../js-glue/cli/check/plan-warnings.js';
import { loadVectors } from '../support/vectors.js';
import { checked, shopWith } from '../support/check.js';

/** @typedef {import('../support/check.js').Source} Source */
/** @param {Source} source @returns {string[]} rules with their pointers */
const warningsOf = (source) =>
  planFindings(checked(source)).map(({ rule, pointer }) => `${rule} ${pointer}`);

/** What was changed in the plan, and the warnings that follow. @type {[string, (source: Source) => void, string[]][]} */
const warnings = [
  ['a plan that is fine', () => {}, []],
  ['a plan without a budget', (source) => delete source.entropy_budget_bits, ['no-budget ']],
  [
    'names of what identifies, however they are written and wherever they are defined',
    (source) => {
      source.properties.item_count = { type: 'count', max: 9, identified_only: true };
      source.properties.owner_email = { type: 'hash', length: 4 };
      source.standing.push('owner_email', { zipCode: { type: 'count', max: 9 } });
      source.events['order failed'].properties.push(
        { has_email: { type: 'bool' } },
        { gender: { type: 'enum', values: ['f', 'm'] } },
        { message: { type: 'text', anonymized: 'length' } },
      );
    },
    [
      'identifying-name /properties/owner_email',
      'identifying-name /standing/2/zipCode',
      'identifying-name /events/order failed/properties/2/gender',
    ],
  ],
  [
    'numbers that few share, by their bits',
    (source) => {
      source.properties.item_count.max = 2 ** 20 - 1;
      source.properties.span = { type: 'duration_ms' };
      source.properties.held = { type: 'duration_ms', identified_only: true };
      source.standing.push('span', 'held', { size: { type: 'count', max: 2 ** 20 } });
      source.standing.push(
        { part: { type: 'number', min: 0, max: 1048, decimals: 3 } },
        { 'a/b~': { type: 'number', min: 0, max: 1049 } },
      );
    },
    ['wide-range /properties/span', 'wide-range /standing/3/size', 'wide-range /standing/5/a~1b~0'],
  ],
  [
    'words of which texts could be spelled',
    (source) => source.words.push(...'abcdef'),
    ['spelling-words /words'],
  ],
  ['few letters', (source) => source.words.push(...'abcde'), []],
  [
    'properties that no event has',
    (source) => {
      source.properties.spare = { type: 'bool' };
      source.properties.description = 'What events share.';
      source.person = {};
      source.standing = [];
    },
    ['unused-property /properties/address', 'unused-property /properties/spare'],
  ],
  [
    'a property named description',
    (source) => (source.properties.description = { type: 'bool' }),
    ['unused-property /properties/description'],
  ],
  [
    'events that nobody described',
    (source) => {
      delete source.events['order placed'].category;
      delete source.events['order failed'].description;
    },
    ['no-description /events/order failed', 'no-category /events/order placed'],
  ],
  [
    'routes that only their shape tells',
    (source) => delete source.routes[1].surface,
    ['no-surface /routes/1'],
  ],
  [
    'no surface at all',
    (source) => source.routes.forEach((/** @type {any} */ route) => delete route.surface),
    [],
  ],
  [
    'placeholders that are said twice',
    (source) =>
      source.routes.push(
        { path: '/a/:id/b/:id', surface: 'a' },
        { path: '/c/:s(x)/:s(y)', surface: 'c' },
      ),
    ['repeated-placeholder /routes/4/path', 'repeated-placeholder /routes/5/path'],
  ],
  [
    'templates that others take all paths of',
    (source) => {
      source.prefixes = ['app'];
      source.routes.push(
        { path: '/orders/:number', surface: 'order' },
        { path: '/orders/:number/items', surface: 'order' },
        { path: '/orders/:kind(new|old)', surface: 'order' },
        { path: '/orders/*', surface: 'order' },
        { path: '/app/x', surface: 'app' },
        { path: '/orders/list', surface: 'order' },
      );
    },
    [
      'unreachable-route /routes/1/path',
      'unreachable-route /routes/4/path',
      'unreachable-route /routes/8/path',
    ],
  ],
];

describe('check warns', () => {
  describe('warns of', () => {
    for (const [title, change, expected] of warnings) {
      it(title, () => assert.deepEqual(warningsOf(shopWith(change)), expected));
    }
  });

  it('knows identifying names by the rule of the core, for each key of its vectors', () => {
    const isIdentifying = createKeyRule();
    const rows = loadVectors()
      .keys.filter(({ call, mode }) => call === 'explain' && mode === 'anonymized')
      .flatMap(({ input, expected }) =>
        Object.entries(input.properties ?? {}).map(([key, value]) => ({
          key,
          isAnswer: typeof value === 'boolean',
          leaves: key in (expected.event?.properties ?? {}),
        })),
      );
    assert.ok(rows.length > 1000);
    for (const { key, isAnswer, leaves } of rows) {
      assert.equal(isIdentifying(key, isAnswer), !leaves, key);
    }
    // Of words that the core does not know, and longer than its lists take.
    for (const key of [
      'frobnicator_id',
      'numberOfMembersOfTheWorkspaceOwnerEmail',
      `${'x'.repeat(77)}_id`,
      `${'xY'.repeat(39)}Id`,
      'userIDs',
      'IPs',
    ]) {
      assert.ok(isIdentifying(key, false), key);
    }
    for (const key of [
      'frobnicator_count',
      'aB',
      'p50_p90_p95_p99',
      '42',
      `${'xY'.repeat(39)}Up`,
    ]) {
      assert.ok(!isIdentifying(key, false), key);
    }
  });
});
