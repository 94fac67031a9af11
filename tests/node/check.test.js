import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedText } from '../../js-glue/cli/check/checked-plan.js';
import { compare } from '../../js-glue/cli/check/diff/diff.js';
import { createKeyRule } from '../../js-glue/cli/check/key-rule.js';
import { planFindings } from '../../js-glue/cli/check/plan-warnings.js';
import { runCommand } from '../support/command.js';
import { assertGolden } from '../support/golden.js';
import { temporaryFiles } from '../support/temporary-files.js';
import { loadVectors } from '../support/vectors.js';

/** @param {string} name of a file in tests/golden/check */
const golden = (name) =>
  relative('', fileURLToPath(new URL(`../golden/check/${name}`, import.meta.url)));

const shop = {
  format: 1,
  name: 'shop',
  version: 1,
  description: 'The shop.',
  entropy_budget_bits: 12,
  words: ['error', 'failed'],
  properties: {
    item_count: { type: 'count', max: 9, description: 'Items.' },
    stage: { type: 'enum', values: ['cart', 'paid'] },
    address: { type: 'text' },
  },
  standing: ['address'],
  person: { set: ['address'] },
  events: {
    'order placed': {
      description: 'Paid.',
      category: 'orders',
      properties: ['item_count', 'stage'],
    },
    'order failed': { description: 'Not paid.', category: 'orders', properties: ['item_count'] },
  },
  routes: [
    { path: '/', surface: 'home' },
    { path: '/orders/:order', surface: 'order' },
    { path: '/help/:topic(pay|send)', surface: 'help' },
    { path: '/*', surface: 'elsewhere' },
  ],
};

/** Of the plan as a file. @param {string} text */
const lineOf = (text) =>
  JSON.stringify(shop, null, 2)
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

/** @typedef {any} Source of a plan */

/** A plan with something changed. @param {(source: Source) => void} change */
function shopWith(change) {
  const source = structuredClone(/** @type {Source} */ (shop));
  change(source);
  return source;
}

/** @param {Source} source */
function checked(source) {
  const plan = checkedText('plan.json', JSON.stringify(source));
  assert.ok(!('faults' in plan), JSON.stringify('faults' in plan && plan.faults));
  return plan;
}

/** @param {Source} source @returns {string[]} rules with their pointers */
const warningsOf = (source) =>
  planFindings(checked(source)).map(({ rule, pointer }) => `${rule} ${pointer}`);

/**
 * @param {Record<string, string | Source>} files plans as objects
 * @param {string[]} args of which those that begin with `@` are names of files
 */
function runCheck(files, ...args) {
  const texts = Object.entries(files).map(([name, file]) => [
    name,
    typeof file === 'string' ? file : JSON.stringify(file, null, 2),
  ]);
  const { folder, remove } = temporaryFiles(Object.fromEntries(texts));
  try {
    const { status, stdout, stderr } = runCommand([
      'check',
      ...args.map((arg) => arg.replace(/^(\w+:)?@/, `$1${folder}/`)),
    ]);
    const without = (/** @type {string} */ text) => text.replaceAll(`${relative('', folder)}/`, '');
    return { status, stdout: without(stdout), stderr: without(stderr) };
  } finally {
    remove();
  }
}

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

/** What was changed in the plan, and what a reviewer is told of it, in either direction. @type {[string, (source: Source) => void, string[], string[]][]} */
const changes = [
  ['nothing', () => {}, [], []],
  [
    'an event',
    (source) => (source.events.paid = { properties: ['stage', { note: { type: 'text' } }] }),
    ['newly event `paid` with `stage` (enum, 2.0 bits), `note` (text, in identified mode)'],
    ['gone event `paid`'],
  ],
  [
    'a property of one event',
    (source) => source.events['order failed'].properties.push('stage'),
    ['newly `stage` (enum, 2.0 bits) of `order failed`'],
    ['gone `stage` of `order failed`'],
  ],
  [
    'a property that stands on every event',
    (source) => {
      source.properties.stage.identified_only = true;
      source.standing.push({ theme: { type: 'bool' } });
    },
    [
      'newly `theme` (bool, 2.0 bits) of every event',
      'less `stage` of `order placed`: anonymized as it is → nothing',
    ],
    [
      'more `stage` of `order placed`: anonymized nothing → as it is',
      'gone `theme` of every event',
    ],
  ],
  [
    'a property that moved from the dictionary into the event',
    (source) =>
      (source.events['order failed'].properties = [{ item_count: source.properties.item_count }]),
    [],
    [],
  ],
  [
    'a bound in the dictionary',
    (source) => (source.properties.item_count.max = 99),
    ['more `item_count` of every event: `max` 9 → 99'],
    ['less `item_count` of every event: `max` 99 → 9'],
  ],
  [
    'a lower bound',
    (source) => (source.properties.item_count.min = 3),
    ['less `item_count` of every event: `min` 0 → 3'],
    ['more `item_count` of every event: `min` 3 → 0'],
  ],
  [
    'words of a list',
    (source) =>
      (source.properties.stage = { type: 'enum', values: ['paid', 'sent'], other: 'unknown' }),
    [
      'more `stage` of `order placed`: can say `sent`, `unknown`',
      'less `stage` of `order placed`: cannot say `cart` any more',
    ],
    [
      'more `stage` of `order placed`: can say `cart`',
      'less `stage` of `order placed`: cannot say `sent`, `unknown` any more',
    ],
  ],
  [
    'a laxer type',
    (source) => (source.properties.stage = { type: 'token', max: 9 }),
    ['more `stage` of `order placed`: type `enum` → `token`'],
    ['less `stage` of `order placed`: type `token` → `enum`'],
  ],
  [
    'a type that says as much of something else',
    (source) => (source.properties.stage = { type: 'bool' }),
    ['more `stage` of `order placed`: type `enum` → `bool`'],
    ['more `stage` of `order placed`: type `bool` → `enum`'],
  ],
  [
    'a type that says less anonymized, and more in identified mode',
    (source) => (source.properties.stage = { type: 'text', max: 9 }),
    [
      'more `stage` of `order placed`: type `enum` → `text`',
      'less `stage` of `order placed`: anonymized as it is → nothing',
    ],
    [
      'more `stage` of `order placed`: anonymized nothing → as it is',
      'more `stage` of `order placed`: type `text` → `enum`',
    ],
  ],
  [
    'a text that leaves by its length',
    (source) => (source.properties.address.anonymized = 'length'),
    ['more `address` of every event: anonymized nothing → its length'],
    ['less `address` of every event: anonymized its length → nothing'],
  ],
  [
    'a text that leaves redacted',
    (source) => (source.properties.address = { type: 'text', anonymized: 'redacted' }),
    ['more `address` of every event: anonymized nothing → redacted'],
    ['less `address` of every event: anonymized redacted → nothing'],
  ],
  [
    'a text without a bound',
    (source) => (source.properties.address.max = 50),
    ['less `address` of every event: `max` none → 50'],
    ['more `address` of every event: `max` 50 → none'],
  ],
  [
    'descriptions',
    (source) => {
      source.description = 'x';
      source.properties.item_count.description = 'x';
      source.events['order failed'].description = 'x';
    },
    [
      'neutral the plan is described in other words',
      'neutral `item_count` of every event: is described in other words',
      'neutral event `order failed` is described in other words',
    ],
    [
      'neutral the plan is described in other words',
      'neutral `item_count` of every event: is described in other words',
      'neutral event `order failed` is described in other words',
    ],
  ],
  [
    'the name of a property that is described alike',
    (source) => {
      source.properties.items = source.properties.item_count;
      source.events['order failed'].properties = ['items'];
    },
    ['neutral `item_count` of `order failed`: is called `items`'],
    ['neutral `items` of `order failed`: is called `item_count`'],
  ],
  [
    'the name of a property that nobody described',
    (source) =>
      (source.events['order placed'].properties = [
        'item_count',
        { step: source.properties.stage },
      ]),
    ['newly `step` (enum, 2.0 bits) of `order placed`', 'gone `stage` of `order placed`'],
    ['newly `stage` (enum, 2.0 bits) of `order placed`', 'gone `step` of `order placed`'],
  ],
  [
    'the name of an event that is described alike',
    (source) => {
      source.events['order lost'] = source.events['order failed'];
      delete source.events['order failed'];
    },
    ['neutral event `order failed` is called `order lost`'],
    ['neutral event `order lost` is called `order failed`'],
  ],
  [
    'where an event goes',
    (source) => (source.events['order failed'].destination = 'both'),
    ['more event `order failed` goes to `metrics`'],
    ['less event `order failed` goes to `metrics` no longer'],
  ],
  [
    'the longest text of an event',
    (source) => (source.events['order failed'].limits = { string: 5000 }),
    ['more event `order failed`: longest text 2000 → 5000'],
    ['less event `order failed`: longest text 5000 → 2000'],
  ],
  [
    'limits',
    (source) => (source.limits = { string: 3000, array: 5, keys: 100, time_ms: 1 }),
    [
      'more limit `keys` 80 → 100',
      'more limit `string` 2000 → 3000',
      'more limit `time_ms` 1000 → 1',
      'less limit `array` 20 → 5',
    ],
    [
      'more limit `array` 5 → 20',
      'less limit `keys` 100 → 80',
      'less limit `string` 3000 → 2000',
      'less limit `time_ms` 1 → 1000',
    ],
  ],
  [
    'what happens to undeclared properties and unknown paths',
    (source) => {
      source.undeclared = 'filter';
      source.unmatched = 'shape';
    },
    ['more `undeclared` drop → filter', 'more `unmatched` class → shape'],
    ['less `undeclared` filter → drop', 'less `unmatched` shape → class'],
  ],
  [
    'the budget',
    (source) => (source.entropy_budget_bits = 40),
    ['more budget of the ambient part 12 → 40 bits'],
    ['less budget of the ambient part 40 → 12 bits'],
  ],
  [
    'a budget that is gone',
    (source) => delete source.entropy_budget_bits,
    ['more budget of the ambient part 12 → none bits'],
    ['less budget of the ambient part none → 12 bits'],
  ],
  [
    'words',
    (source) => (source.words = ['error', 'lost']),
    ['more texts may be made of `lost`', 'less texts may not be made of `failed` any more'],
    ['more texts may be made of `failed`', 'less texts may not be made of `lost` any more'],
  ],
  [
    'what is kept of a person',
    (source) => (source.person = { set: ['address'], set_once: ['item_count'] }),
    ['newly `item_count` in the profile of a person (set_once)'],
    ['gone `item_count` in the profile of a person (set_once)'],
  ],
  [
    'that somebody anonymous is joined with the person',
    (source) => (source.identity = { merge: true }),
    ['more anonymous events are joined with the person who signs in'],
    ['less anonymous events are joined with the person who signs in: no longer'],
  ],
  [
    'constants',
    (source) => (source.constants = { edition: 'full' }),
    ['newly constant `edition` `full`'],
    ['gone constant `edition`'],
  ],
  [
    'what makes no difference',
    (source) => {
      source.version = 2;
      source.$schema = 'https://example.org/plan';
      source.events['order failed'].category = 'failures';
      source.routes[0].surface = 'start';
      source.routes[1].properties = { part: 'one' };
    },
    [
      'neutral `version` `1` → `2`',
      'neutral route `/`: surface `home` → `start`',
      'neutral route `/orders/:order`: other constants',
      'neutral event `order failed`: category `orders` → `failures`',
    ],
    [
      'neutral `version` `2` → `1`',
      'neutral route `/`: surface `start` → `home`',
      'neutral route `/orders/:order`: other constants',
      'neutral event `order failed`: category `failures` → `orders`',
    ],
  ],
  [
    'routes',
    (source) => source.routes.splice(0, 1, { path: '/orders/:order/items', surface: 'order' }),
    ['newly route `/orders/:order/items`', 'gone route `/`'],
    ['newly route `/`', 'gone route `/orders/:order/items`'],
  ],
  [
    'words of a route',
    (source) => (source.routes[2].path = '/help/:topic(pay|return)'),
    [
      'more route `/help/:topic(…)`: `:topic` can be `return`',
      'less route `/help/:topic(…)`: `:topic` cannot be `send` any more',
    ],
    [
      'more route `/help/:topic(…)`: `:topic` can be `send`',
      'less route `/help/:topic(…)`: `:topic` cannot be `return` any more',
    ],
  ],
];

/** @param {Source} before @param {Source} after @returns {string[]} */
const differences = (before, after) =>
  Object.entries(compare(checked(before), checked(after))).flatMap(([direction, list]) =>
    list.map(({ text }) => `${direction} ${text}`),
  );

describe('check', () => {
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

  describe('--against tells a reviewer of', () => {
    for (const [title, change, forth, back] of changes) {
      it(title, () => {
        assert.deepEqual(differences(shop, shopWith(change)), forth);
        assert.deepEqual(differences(shopWith(change), shop), back);
      });
    }

    it('every kind of change, in the order of a review', () => {
      const args = ['check', '--plan', golden('new.json'), '--against', golden('old.json')];
      const { status, stdout } = runCommand(args);
      assert.equal(status, 3);
      assertGolden('check/diff.md', stdout);
      const { stdout: json } = runCommand([...args, '--json']);
      assertGolden('check/diff.json', `${JSON.stringify(JSON.parse(json).diff, null, 2)}\n`);
    });

    it('no new name where it could be that of two', () => {
      const twins = shopWith((source) => {
        source.properties.twin_count = source.properties.item_count;
        source.events['order failed'].properties.push('twin_count');
      });
      const one = shopWith((source) => {
        source.properties.number = source.properties.item_count;
        source.events['order failed'].properties = ['number'];
      });
      assert.deepEqual(differences(twins, one), [
        'newly `number` (count, 3.6 bits) of `order failed`',
        'gone `item_count` of `order failed`',
        'gone `twin_count` of `order failed`',
      ]);
      assert.deepEqual(differences(one, twins), [
        'newly `item_count` (count, 3.6 bits) of `order failed`',
        'newly `twin_count` (count, 3.6 bits) of `order failed`',
        'gone `number` of `order failed`',
      ]);
    });

    it('names, whatever is in them', () => {
      const change = (/** @type {Source} */ source) =>
        source.events['order failed'].properties.push({ '`a` *b*': { type: 'bool' } });
      assert.deepEqual(differences(shop, shopWith(change)), [
        'newly `` `a` *b* `` (bool, 2.0 bits) of `order failed`',
      ]);
    });
  });

  it('prints what a plan can tell, and what to ask about it beside', () => {
    const { status, stdout, stderr } = runCommand(['check', '--plan', golden('old.json')]);
    assert.equal(status, 0, stderr);
    assertGolden('check/report.txt', stdout);
    assertGolden('check/warnings.txt', stderr);
  });

  it('holds the Second plan within its budget', () => {
    const { status, stdout, stderr } = runCommand(['check', '--plan', 'second', '--json']);
    const { entropy, errors, warnings: list } = JSON.parse(stdout);
    assert.equal(status, 0, stderr);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      list.map((/** @type {any} */ { rule, pointer, line }) => [rule, pointer, line]),
      [['wide-range', '/properties/duration_ms', 72]],
    );
    assert.equal(entropy.ambient.toFixed(1), '10.2');
  });

  it('fails above the budget of the plan or of the call, whichever is the lower one', () => {
    const budget =
      /^plan\.json:6:3: error: 5\.9 bits are on every event, above the budget of 5 \[over-budget\]$/m;
    const of = (/** @type {number} */ bits) => ({
      'plan.json': shopWith((source) => (source.entropy_budget_bits = bits)),
    });
    for (const { plan, args, code } of [
      { plan: of(6), args: [], code: 0 },
      { plan: of(5), args: [], code: 1 },
      { plan: of(5), args: ['--budget', '50'], code: 1 },
      { plan: of(50), args: ['--budget', '5'], code: 1 },
      { plan: of(50), args: ['--budget', '6'], code: 0 },
    ]) {
      const { status, stderr } = runCheck(plan, '--plan', '@plan.json', ...args);
      assert.equal(status, code, stderr);
      assert.equal(budget.test(stderr), code === 1, stderr);
    }
  });

  it('exits with 1 for an error in a source, with 3 for a review, and with 1 for both', () => {
    const wide = shopWith((source) => (source.properties.item_count.max = 99));
    const files = {
      'old.json': shop,
      'new.json': wide,
      'good/a.js': "capture('order placed'); capture('order failed')",
      'bad/a.js': "capture('lost')",
    };
    /** @param {...string} args */
    const code = (...args) => runCheck(files, '--plan', ...args).status;
    assert.equal(code('@new.json', '--src', '@good'), 0);
    assert.equal(code('@new.json', '--src', '@good', '@bad'), 1);
    assert.equal(code('@new.json', '--src', '@good', '--src', '@bad'), 1);
    assert.equal(code('@new.json', '--against', '@old.json'), 3);
    assert.equal(code('@old.json', '--against', '@new.json'), 0);
    assert.equal(code('@new.json', '--against', '@old.json', '--src', '@bad'), 1);
  });

  it('fails on a route of the application that the plan does not know', () => {
    const files = {
      'plan.json': shop,
      'known.json': '{"openapi":"3.1.0","paths":{"/orders/{order}":{"get":{}}}}',
      'api.json':
        '{"openapi":"3.1.0","paths":{"/orders/{order}":{"get":{}},"/lost/{id}":{"get":{}}}}',
    };
    /** @param {...string} args */
    const run = (...args) => runCheck(files, '--plan', '@plan.json', ...args);
    assert.equal(run('--routes', 'openapi:@known.json').status, 0);
    const { status, stderr } = run(
      '--routes',
      'openapi:@known.json',
      '--routes',
      'openapi:@api.json',
    );
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^plan\.json:\d+:\d+: error: no template takes \/lost\/:id, a route of openapi \[unknown-route\]$/m,
    );
    for (const wrong of ['openapi', ':x', 'rails:@api.json']) {
      assert.equal(run('--routes', wrong).status, 2, wrong);
    }
  });

  it('says the same in JSON', () => {
    const files = {
      'plan.json': shop,
      'src/a.js': "capture('order placed', { x: 1 });\ncapture(y)",
    };
    const { status, stdout, stderr } = runCheck(
      files,
      '--plan',
      '@plan.json',
      '--src',
      '@src',
      '--json',
    );
    const { plan, errors, warnings: list, sources, entropy, diff } = JSON.parse(stdout);
    assert.deepEqual([status, stderr, errors, diff], [0, '', [], undefined]);
    assert.deepEqual(
      { ...plan, fingerprint: plan.fingerprint.length },
      { file: 'plan.json', name: 'shop', version: 1, fingerprint: 16 },
    );
    assert.deepEqual(list, [
      {
        rule: 'unused-event',
        pointer: '/events/order failed',
        message: 'no source captures order failed',
        file: 'plan.json',
        line: lineOf('"order failed"'),
        column: 5,
      },
      {
        rule: 'undeclared-property',
        message: '"order placed" has no property "x"',
        file: 'src/a.js',
        line: 1,
        column: 27,
      },
    ]);
    assert.deepEqual(sources, { files: 1, calls: 2, dynamicNames: 1, dynamicKeys: 0, unread: 0 });
    assert.deepEqual(entropy.events[1], {
      event: 'order failed',
      own: Math.log2(12),
      mostTelling: [{ property: 'item_count', bits: Math.log2(12) }],
    });
  });

  it('exits with 2 where a plan or the call cannot be used, and says why', () => {
    const files = {
      'plan.json': shop,
      'bad.json': '{"format":1,"name":"x","events":{"e":{"properties":["n"]}}}',
      'none.json': '{',
      'a.js': '',
    };
    for (const { args, says } of [
      {
        args: ['--plan', '@bad.json'],
        says: /^bad\.json:1:53: error: .*"n" is not in the dictionary \(properties\) \[plan\]/,
      },
      { args: ['--plan', '@none.json'], says: /^none\.json:1:2: error: .*not the JSON/ },
      { args: ['--plan', '@plan.json', '--against', '@bad.json'], says: /^bad\.json:1:53: error/ },
      { args: ['--plan', '@plan.json', '--against', '@gone.json'], says: /no file named/ },
      { args: ['--plan', '@plan.json', '--src', '@gone'], says: /no such file/ },
      { args: ['--plan', '@plan.json', '--budget', 'many'], says: /--budget is a number of bits/ },
      { args: ['--plan', '@plan.json', '--budget', ''], says: /--budget is a number of bits/ },
      { args: ['--plan', '@plan.json', '@a.js'], says: /folders follow --src/ },
    ]) {
      const { status, stdout, stderr } = runCheck(files, ...args);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, says);
    }
    const { status, stdout } = runCheck(files, '--plan', '@bad.json', '--json');
    assert.equal(status, 2);
    assert.deepEqual(
      JSON.parse(stdout).errors.map((/** @type {any} */ { rule }) => rule),
      ['plan'],
    );
  });
});
