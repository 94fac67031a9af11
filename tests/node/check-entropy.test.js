// The figures of the entropy bound, held against the core: every value is tried, and the answers that differ are counted.
import assert from 'node:assert/strict';
import { checkedPlan, checkedText } from '../../js-glue/cli/check/checked-plan.js';
import { entropyOf } from '../../js-glue/cli/check/entropy/entropy.js';
import { boundOf } from '../../js-glue/cli/check/entropy/page-contexts.js';
import { bitsOf, versions } from '../../js-glue/cli/check/entropy/values.js';
import { segmentsOf } from '../../js-glue/cli/route-templates.js';
import { createRandom, seedFrom } from '../support/random.js';

/** @typedef {import('../../js-glue/cli/plan-model.js').Definition} Definition */

const seed = seedFrom('CHECK_SEED');
const random = createRandom(seed);

/** @param {Record<string, unknown>} [rest] */
const planOf = (rest) => ({ format: 1, name: 'tried', events: { e: {} }, ...rest });

/** @param {object | string} source of a plan, or the name of a shipped one */
function opened(source) {
  const plan =
    typeof source === 'string'
      ? checkedPlan(source)
      : checkedText('plan.json', JSON.stringify(source));
  assert.ok(!('faults' in plan), JSON.stringify('faults' in plan && plan.faults));
  return plan;
}

/** @param {number} low @param {number} high @param {number} [step] */
const range = (low, high, step = 1) =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);

/** All texts of a few characters. @param {string} alphabet @param {number} length @returns {string[]} */
const texts = (alphabet, length) =>
  length === 0
    ? ['']
    : ['', ...texts(alphabet, length - 1).flatMap((text) => [...alphabet].map((c) => c + text))];

/** @param {string[]} words @returns {string[][]} all lists without the same word twice */
const lists = (words) => [
  [],
  ...words.flatMap((word) =>
    lists(words.filter((other) => other !== word)).map((rest) => [word, ...rest]),
  ),
];

/**
 * How many ways there are for the property to leave, or not to.
 * @param {Definition} definition
 * @param {readonly unknown[]} values
 * @param {object} [plan]
 */
function tried(definition, values, plan) {
  const { core, model, around } = opened(
    planOf({ ...plan, events: { e: { properties: [{ p: definition }] } } }),
  );
  const [{ properties, limits }] = model.events;
  const [property] = properties;
  const name = property.anonymized ?? '';
  const given = [{}, { [name]: null }, ...values.map((p) => ({ p }))];
  const answers = given.map((each) =>
    core.explain(JSON.stringify({ event: 'e', properties: each }), 'anonymized'),
  );
  const count = new Set(answers.map(({ event }) => JSON.stringify(event))).size;
  return { count, bits: bitsOf(property, around(limits)) };
}

const depthClasses = ['1', '2', '3to4', '5to8', '9up'].map((size) => `/:unmatched-${size}`);

/** Paths of all lengths, and what is left of some after an earlier pass. */
const deepPaths = texts('/ax', 5).flatMap((head) => [
  ...range(0, 10).map((more) => head + '/x'.repeat(more)),
  ...depthClasses.flatMap((tail) => [head + tail, `${head}${tail}/x`]),
]);

/** What is given is far more than what can leave. @type {[string, Definition, unknown[], object?][]} */
const exact = [
  ['bool', { type: 'bool' }, [true, false, 0, 'true']],
  ['count from 0 to 9', { type: 'count', max: 9 }, range(-2, 12, 0.5)],
  ['count below 0', { type: 'count', min: -3, max: 3 }, range(-5, 5)],
  ['number of no decimals', { type: 'number', min: 0, max: 4, decimals: 0 }, range(-1, 6, 0.01)],
  ['number of one decimal', { type: 'number', min: -1, max: 1, decimals: 1 }, range(-2, 2, 0.01)],
  ['number to 0.29', { type: 'number', min: 0, max: 0.29, decimals: 2 }, range(-1, 1, 0.001)],
  [
    'number between steps',
    { type: 'number', min: 0.14, max: 0.86, decimals: 1 },
    range(0, 1, 0.01),
  ],
  ['number of three decimals', { type: 'number', min: 0, max: 0.05 }, range(-0.01, 0.1, 0.0001)],
  ['duration', { type: 'duration_ms', max: 20 }, range(-2, 25, 0.25)],
  ['duration from 5', { type: 'duration_ms', min: 5, max: 20 }, range(-2, 25, 0.25)],
  [
    'bucket',
    { type: 'bucket', edges: [1, 5], labels: ['a', 'b', 'c'] },
    [...range(-3, 9), 'a', 'x'],
  ],
  ['enum', { type: 'enum', values: ['a', 'b', 'a'] }, ['a', 'b', 'A', 'x', 1]],
  ['enum with another', { type: 'enum', values: ['a', 'b'], other: 'c' }, ['a', 'b', 'c', 'x']],
  [
    'list of three',
    { type: 'list', values: ['a', 'b', 'c'] },
    [...lists(['a', 'b', 'c', 'x']), ['a', 'a']],
  ],
  [
    'list with another',
    { type: 'list', values: ['a', 'b'], other: 'c' },
    lists(['a', 'b', 'c', 'x']),
  ],
  [
    'list cut short',
    { type: 'list', values: ['a', 'b', 'c', 'd'] },
    lists(['a', 'b', 'c', 'd']),
    { limits: { array: 2 } },
  ],
  [
    'family',
    { type: 'family', families: { one: ['on', 'un'], two: ['tw'] } },
    ['one', 'under', 'twelve', 'x', 'other'],
  ],
  [
    'family with a known other',
    { type: 'family', families: { one: ['un'] }, other: 'one' },
    ['one', 'under', 'x'],
  ],
  ['hash', { type: 'hash', length: 2 }, texts('0123456789abcdefg', 2)],
  [
    'length of a text',
    { type: 'text', anonymized: 'length' },
    range(0, 1100).map((length) => 'x'.repeat(length)),
  ],
  ['token', { type: 'token', max: 4 }, texts('aAbB0123456789_.:-', 4), { words: ['ab1'] }],
  [
    'token of which a word begins with a digit',
    { type: 'token', max: 3 },
    texts('aAbB0123456789_.:-', 3),
    { words: ['a', '1b'] },
  ],
  [
    'token of one word',
    { type: 'token', max: 2 },
    texts('aAbB0123456789_.:-', 2),
    { words: ['a'] },
  ],
  [
    'route',
    { type: 'route' },
    deepPaths,
    { routes: [{ path: '/a/:id' }, { path: '/a/:s(x)/*' }, { path: '/*' }] },
  ],
];

/** What is counted twice or has another rule beside. @type {[string, Definition, unknown[], object][]} */
const bounded = [
  [
    'token of words in words',
    { type: 'token', max: 4 },
    texts('aAbB_1', 4),
    { words: ['a', 'ab', 'b'] },
  ],
  ['token with digits', { type: 'token', max: 6 }, texts('a12', 6), { words: ['a', '12'] }],
  [
    'address',
    { type: 'url_base' },
    texts('aA/.', 4).flatMap((text) => [`http://${text}`, `HTTPS://u@${text}?q`]),
    { words: ['a'], limits: { string: 12 } },
  ],
];

/** Paths for each way to fill a template; a tail in all lengths, and as an earlier pass left it. @param {string} template @returns {string[]} */
const filled = (template) =>
  segmentsOf(template)
    .map(({ kind, text, words }) =>
      kind === 'tail'
        ? [...range(1, 10).map((length) => '/zz'.repeat(length)), ...depthClasses]
        : kind === 'literal'
          ? [`/${text}`]
          : [...words, 'zz'].map((word) => `/${word}`),
    )
    .reduce((paths, ways) => paths.flatMap((path) => ways.map((way) => path + way)), ['']);

/** A path of the segments of templates, and of others. @param {string[]} templates */
function randomPath(templates) {
  const known = templates.flatMap(segmentsOf).flatMap(({ text, words }) => [text, ...words]);
  const path = segmentsOf(random.pick(templates)).map(({ text, words }) => {
    const own = words.length > 0 ? random.pick(words) : text;
    return random.pick([
      own,
      own,
      random.pick(known),
      'zz',
      ':unmatched-1',
      ':unmatched-5to8',
      'A%2Fb;c=d',
    ]);
  });
  return `/${[...path, ...Array(random.below(12)).fill('zz')].join('/')}`;
}

const segments = ['a', 'b', 'x', 'y', 'zz', ':unmatched-1', ':unmatched-3to4'];

/** Lists of up to four segments. */
const shortLists = range(1, 4).reduce(
  (known, length) => [
    ...known,
    ...known
      .filter((list) => list.length === length - 1)
      .flatMap((list) => segments.map((segment) => [...list, segment])),
  ],
  [/** @type {string[]} */ ([])],
);

/** All paths of up to four segments, and of more where nothing is told but their number. */
const everyPath = [
  ...shortLists,
  ...shortLists
    .filter(({ length }) => length > 2)
    .flatMap((list) => [1, 3, 5, 8, 30].map((more) => [...list, ...Array(more).fill('zz')])),
  ...shortLists.flatMap((list) => depthClasses.map((tail) => [...list, tail.slice(1)])),
].map((list) => `/${list.join('/')}`);

/** A few templates of up to three segments, of the same words. */
function randomRoutes() {
  const kinds = ['a', 'b', ':p', ':q', ':c(a|x)', ':d(b|x|y)'];
  const templates = Array.from({ length: random.between(1, 6) }, () => {
    const path = Array.from({ length: random.below(4) }, () => random.pick(kinds));
    return `/${[...path, ...(random.chance(0.3) ? ['*'] : [])].join('/')}`;
  });
  return [...new Set(templates)].map((path, index) => ({
    path,
    ...(random.chance(0.5) && { surface: `s${index % 3}` }),
    ...(random.chance(0.2) && { properties: { part: `p${index}` } }),
  }));
}

describe(`the entropy bound (seed ${seed})`, () => {
  for (const [title, definition, values, plan] of exact) {
    it(`counts each ${title}`, () => {
      const { count, bits } = tried(definition, values, plan);
      assert.ok(count > 2);
      assert.ok(Math.abs(2 ** bits - count) < 1e-6, `${2 ** bits} counted, ${count} tried`);
    });
  }

  for (const [title, definition, values, plan] of bounded) {
    it(`bounds each ${title}`, () => {
      const { count, bits } = tried(definition, values, plan);
      assert.ok(count > 2 && 2 ** bits >= count - 1e-6, `${2 ** bits} counted, ${count} tried`);
    });
  }

  it('knows the versions that the core lets pass, part by part', () => {
    const { core } = opened(
      planOf({ events: { e: { properties: [{ p: { type: 'version' } }] } } }),
    );
    /** @param {string[]} values */
    const passing = (values) =>
      values.filter((p) => {
        const event = JSON.stringify({ event: 'e', properties: { p } });
        return core.explain(event, 'anonymized').removed.length === 0;
      }).length;
    const numbers = range(0, 3000).map(String);
    const large = [...range(3001, 120_000, 7), 9999, 10_000, 99_999, 100_000].map(String);
    const behind = (/** @type {string} */ head) => passing(numbers.map((number) => head + number));
    assert.equal(passing(numbers), versions.first);
    assert.equal(passing(large), 0);
    assert.equal(behind('200.'), versions.second);
    assert.equal(behind('200.5.'), versions.third);
    assert.equal(behind('200.0.'), numbers.length);
    assert.equal(passing(['200.0.99999', '200.0.100000']), 1);
    assert.equal(versions.thirdAfterZero, 100_000);
    assert.equal(behind('200.0.300.'), versions.fourth);
    assert.equal(passing(range(200, 300).map((number) => `200.0.${number}.1`)), 45);
    assert.equal(versions.thirdOfFour, 100_000 - 256);
    const days = range(0, 40).flatMap((day) =>
      range(0, 40).flatMap((month) => range(20, 110).map((year) => `${day}.${month}.${year}`)),
    );
    assert.equal(days.length - passing(days), versions.days);
    const words = ['alpha', 'beta', 'rc', 'next', 'canary', 'dev', 'nightly', 'preview', 'final'];
    const suffixes = words.flatMap((word) => [
      `-${word}`,
      ...range(0, 1100).flatMap((number) => [`-${word}${number}`, `-${word}.${number}`]),
    ]);
    assert.equal(passing(['1', ...suffixes.map((suffix) => `1${suffix}`)]), versions.suffix);
    assert.equal(passing(['1', 'v1', 'V1', 'w1']), versions.prefix);
  });

  it('counts the page contexts of the Second plan as many as the core tells apart', () => {
    const { core, model, contexts } = opened('second');
    const pages = new Set();
    const add = (/** @type {string} */ path) => void pages.add(JSON.stringify(core.route(path)));
    for (const { path } of model.routes) filled(path).forEach(add);
    const templates = pages.size;
    for (let tries = 0; tries < 20_000; tries++)
      add(randomPath(model.routes.map(({ path }) => path)));
    assert.ok(contexts.isExact);
    assert.equal(Math.round(2 ** contexts.bits), templates);
    assert.equal(pages.size, templates, 'a random path is told by no template');
    assert.equal(templates, 198);
  });

  it('counts the contexts of any table of routes', () => {
    for (let table = 0; table < 40; table++) {
      const { core, model, contexts } = opened(planOf({ routes: randomRoutes() }));
      const pages = new Set(everyPath.map((path) => JSON.stringify(core.route(path))));
      const paths = model.routes.map(({ path }) => path).join('\n');
      assert.equal(Math.round(2 ** contexts.bits), pages.size, paths);
      assert.ok(boundOf(model.routes) >= pages.size, paths);
    }
  });

  it('bounds a table that cannot be counted', () => {
    const choices = range(1, 5).map((place) => `:c${place}(${range(1, 19).join('|')})`);
    const source = planOf({ routes: [{ path: `/${choices.join('/')}` }] });
    const { contexts } = opened(source);
    assert.ok(!contexts.isExact);
    assert.equal(Math.round(2 ** contexts.bits), 20 ** 5 + 5);
  });

  it('bounds the shapes of paths that no template matches', () => {
    const source = planOf({ unmatched: 'shape', words: ['a', 'b1'], routes: [{ path: '/a' }] });
    const { core, contexts } = opened(source);
    const paths = texts('ab1/._', 6).map((path) => core.route(`/${path}`).route_shape);
    const kinds = ['12', 'zz', 'a@b', '0f', '8d5c1a2b-0035-4c62-9f14-1ad4215736a5', 'A.b1'];
    const mixed = range(1, 3).flatMap((length) =>
      Array.from(
        { length: 200 },
        () => `/${Array.from({ length }, () => random.pick(kinds)).join('/')}`,
      ),
    );
    const shapes = new Set([...paths, ...mixed.map((path) => core.route(path).route_shape)]);
    assert.ok(shapes.size > 100 && contexts.bits >= Math.log2(shapes.size));
    assert.ok(contexts.bits > 510, 'two words fill 510 characters in more ways');
  });

  it('adds what the viewport tells, none among it, to every page', () => {
    const plan = opened(
      planOf({ routes: [{ path: '/' }, { path: '/a/:s(x|y)' }, { path: '/*' }] }),
    );
    const { core } = plan;
    const pages = new Map(everyPath.map((path) => [JSON.stringify(core.route(path)), path]));
    const events = new Set();
    core.configure({});
    for (const path of pages.values()) {
      for (const width of [-1, 0, 479, 480, 767, 768, 1023, 1024, 1439, 1440, 9999]) {
        core.route(path, width);
        core.capture('{"event":"e"}');
        const batch = core.batch();
        assert.ok(batch);
        const [{ properties }] = JSON.parse(new TextDecoder().decode(batch.body)).batch;
        events.add(JSON.stringify(properties));
        core.acknowledge(batch.id, 200, 0);
      }
    }
    const { ambient } = entropyOf(plan);
    assert.ok(Math.abs(2 ** ambient - events.size) < 1e-6, `${2 ** ambient}, ${events.size}`);
  });

  it('tells ambient and own bits apart, the most telling property first', () => {
    const plan = opened(
      planOf({
        standing: [{ theme: { type: 'bool' } }, { user: { type: 'id' } }],
        events: {
          e: {
            limits: { string: 50 },
            properties: [
              { few: { type: 'count', max: 1 } },
              { held: { type: 'count', max: 99, identified_only: true } },
              { many: { type: 'count', max: 29 } },
              { some: { type: 'count', max: 13 } },
              { note: { type: 'text', anonymized: 'length' } },
              { said: { type: 'text', anonymized: 'redacted', max: 9000 } },
            ],
          },
          f: {},
        },
      }),
    );
    const { page, pageBits, standing, ambient, events } = entropyOf(plan);
    assert.deepEqual(
      page.map(({ property }) => property),
      ['route_shape', 'viewport_class'],
    );
    assert.ok(Math.abs(pageBits - Math.log2(5 * 6)) < 1e-9);
    assert.deepEqual(standing, [{ property: 'theme', bits: 2 }]);
    assert.equal(ambient, pageBits + 2);
    const [e, f] = events;
    assert.deepEqual(
      e.mostTelling.map(({ property, bits }) => [property, Math.round(bits)]),
      [
        ['said', 150],
        ['many', 5],
        ['some', 4],
      ],
    );
    assert.equal(Math.round(e.own), 150 + 5 + 4 + 3 + 2);
    assert.deepEqual(f, { event: 'f', own: 0, mostTelling: [] });
  });

  it('says what the figures of a plan rest on, and of no other', () => {
    const words = (/** @type {Record<string, unknown>} */ plan) =>
      entropyOf(opened(planOf(plan))).assumptions.join('\n');
    const own = (/** @type {Definition} */ p) => ({
      words: ['a'],
      events: { e: { properties: [{ p }] } },
    });
    assert.match(words({ limits: { time_ms: 60_000 } }), /60000 ms fine/);
    for (const { plan, says } of [
      { plan: own({ type: 'token' }), says: /^Tokens/m },
      { plan: own({ type: 'url_base' }), says: /^Tokens/m },
      { plan: own({ type: 'text', anonymized: 'redacted' }), says: /^Redacted texts: 3 bits/m },
      { plan: own({ type: 'bool' }), says: /^A property can be absent/m },
      { plan: { unmatched: 'shape' }, says: /^Paths that no template matches/m },
      { plan: { undeclared: 'filter' }, says: /^Properties that nobody declared/m },
      {
        plan: { routes: [{ path: `/${'/:c(1|2|3|4|5|6|7|8|9)'.repeat(6)}` }] },
        says: /^Page contexts are bounded/m,
      },
    ]) {
      assert.match(words(plan), says);
      assert.doesNotMatch(words({}), says);
    }
  });
});
