import assert from 'node:assert/strict';
import { compare } from '../../js-glue/cli/check/diff/diff.js';
import { runCommand } from '../support/command.js';
import { assertGolden } from '../support/golden.js';
import { checked, golden, shop, shopWith } from '../support/check.js';

/** @typedef {import('../support/check.js').Source} Source */
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
    'whether an event names its tenant',
    (source) => (source.events['order failed'].tenant = false),
    ['less event `order failed` names its tenant no longer'],
    ['more event `order failed` names its tenant'],
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
});
