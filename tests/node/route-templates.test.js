import assert from 'node:assert/strict';
import { choice, literal, optional, placeholder, tail } from '../../js-glue/cli/routes/segments.js';
import { templatesOf } from '../../js-glue/cli/routes/templates.js';
import { createCore } from '../../js-glue/core/index.js';
import { createRandom, seedFrom } from '../support/random.js';
import { planOf } from '../support/probe-plan.js';

/** @typedef {import('../../js-glue/cli/routes/segments.js').Path} Path */
/** @typedef {import('../../js-glue/cli/routes/templates.js').Route} Route */

/** @param {...import('../../js-glue/cli/routes/segments.js').Path} paths */
const templates = (...paths) => templatesOf(paths).routes.map(({ path }) => path);

const [words, unlisted] = [['a', 'b', 'c'], 'z'];

/** Every path of up to three segments. */
const everyUrl = [1, 2, 3].flatMap((length) =>
  Array.from({ length: 4 ** length }, (_, number) =>
    Array.from(
      { length },
      (__, i) => `/${[...words, unlisted][Math.floor(number / 4 ** i) % 4]}`,
    ).join(''),
  ),
);

const anySegment = [
  ...words.map((word) => () => literal(word)),
  ...['p', 'q'].map((name) => () => placeholder(name)),
];
const anyChoice = [() => choice('t', ['a', 'b']), () => choice('u', ['b', 'c'])];

/**
 * The shapes, with nameless placeholders, that the paths have for a URL: those that are more exact from the first segment on first.
 * @param {Path[]} paths
 * @param {string} url
 */
function shapesOf(paths, url) {
  const texts = url.split('/').slice(1);
  const matches = paths.map((path) => matchOf(path, texts)).filter((match) => match !== null);
  return matches.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ shape }) => shape);
}

/** @param {Path} path @param {string[]} texts */
function matchOf(path, texts) {
  let [rank, shape] = ['', ''];
  for (const [i, { kind, text, words: list }] of path.entries()) {
    if (i >= texts.length) return null;
    if (kind === 'tail') return { rank: `${rank}3`, shape: `${shape}/*` };
    if (kind === 'literal' && text !== texts[i]) return null;
    if (kind === 'choice' && !list.includes(texts[i])) return null;
    rank += { literal: 0, choice: 1, placeholder: 2 }[kind];
    shape += kind === 'placeholder' ? '/:' : `/${texts[i]}`;
  }
  return path.length === texts.length ? { rank, shape } : null;
}

/** @param {string} shape */
const nameless = (shape) => shape.replace(/:unmatched-.*/, '*').replace(/:\w+/g, ':');

describe('templates of an application', () => {
  it('with and without what is optional, and nothing behind a tail', () => {
    assert.deepEqual(
      templates([literal('a'), optional(placeholder('b')), optional(literal('c'))]),
      ['/a', '/a/c', '/a/:b', '/a/:b/c'],
    );
    assert.deepEqual(templates([literal('a'), tail(), literal('z')]), ['/a/*']);
    assert.deepEqual(templates([literal('a'), optional(tail()), literal('z')]), ['/a/z', '/a/*']);
  });

  it('stand once, whatever their case and the names of their parameters, in an order of their own', () => {
    const paths = [
      [literal('b'), placeholder('x')],
      [literal('B'), placeholder('y')],
      [tail()],
      [literal('a')],
      [placeholder('a')],
      [],
    ];
    const expected = ['/', '/a', '/B/:y', '/:a', '/*'];
    assert.deepEqual(templates(...paths).length, expected.length);
    assert.deepEqual(templates(...paths), templates(...paths.reverse()));
  });

  it('write a choice as its words where others stand in its place', () => {
    const tab = choice('tab', ['all', 'new']);
    assert.deepEqual(templates([tab], [placeholder('id')]), ['/all', '/new', '/:id']);
    assert.deepEqual(templates([tab], [choice('view', ['new', 'old'])]), ['/all', '/new', '/old']);
    assert.deepEqual(templates([tab], [choice('other', ['NEW', 'all'])]).length, 1);
    assert.deepEqual(templates([tab], [placeholder('id'), literal('x')]), [
      '/:tab(all|new)',
      '/:id/x',
    ]);
  });

  it('give one name to placeholders between which only what follows decides', () => {
    const [a, b, x] = [placeholder('a'), placeholder('b'), literal('x')];
    assert.deepEqual(templates([a, placeholder('id')], [b, x]), ['/:a/x', '/:a/:id']);
    assert.deepEqual(templates([a], [b, x]), ['/:a', '/:b/x']);
    assert.deepEqual(templates([a, x], [b, tail()]), ['/:a/x', '/:a/*']);
  });

  it('write more choices as their words when that parts what was alike', () => {
    const [u, a] = [choice('u', ['b', 'c']), literal('a')];
    const { routes } = templatesOf([
      [u, u],
      [u, a],
      [placeholder('p'), literal('c')],
    ]);
    const core = createCore();
    core.open(planOf(routes));
    assert.equal(core.route('/b/a').route_shape, '/b/a');
  });

  it('find in the core what a router finds, and with choices one of the templates that take the path', () => {
    const seed = seedFrom('ROUTES_SEED');
    const random = createRandom(seed);
    for (let round = 0; round < 600; round++) {
      const withChoices = round % 2 === 1;
      const parts = [...anySegment, ...(withChoices ? anyChoice : [tail])];
      const paths = Array.from({ length: 6 }, () =>
        Array.from({ length: 1 + random.below(3) }, () => random.pick(parts)()),
      );
      const { routes } = templatesOf(paths);
      const core = createCore();
      core.open(planOf(routes));
      for (const url of everyUrl) {
        const wanted = shapesOf(paths, url).slice(0, withChoices ? undefined : 1);
        const shape = nameless(core.route(url).route_shape);
        const where = `seed ${seed}, round ${round}: ${url} of ${JSON.stringify(routes)}`;
        assert.ok(wanted.length === 0 || wanted.includes(shape), `${shape}, ${where}`);
      }
    }
  });

  it('have names and words that a plan takes', () => {
    assert.deepEqual(
      templates(
        [literal('a'), placeholder('user-id')],
        [literal('b'), placeholder('_2nd')],
        [literal('c'), placeholder('größe')],
        [literal('d'), placeholder('…')],
        ...['ü', 'a"b', 'a(b', ':x', '*', '..', 'a;b', '50%'].map((word, i) => [
          literal(`e${i}`),
          literal(word),
        ]),
        [literal('f'), choice('surface', ['a', 'ü', 'b|c', 'b'])],
        [literal('g'), choice('x', ['ü'])],
      ),
      [
        ...['/a/:user_id', '/b/:nd', '/c/:groe', '/d/:param'],
        ...Array.from({ length: 8 }, (_, i) => `/e${i}/:word`),
        ...['/f/:surface_(a|b)', '/g/:x'],
      ],
    );
  });

  it('take their surface from the first literal behind the base', () => {
    const { routes } = templatesOf(
      [[], [placeholder('id')], [placeholder('id'), literal('My-Page')]],
      {
        base: [literal('app')],
      },
    );
    assert.deepEqual(routes, [
      { path: '/app', surface: 'home' },
      { path: '/app/:id' },
      { path: '/app/:id/My-Page', surface: 'my_page' },
    ]);
  });
});
