import assert from 'node:assert/strict';
import { createFuse } from '../../js-glue/page/fuse.js';
import { problemOf } from '../../js-glue/page/problem.js';

const key = 'analytics-errors';
const [told, spent] = [false, true];

/** @typedef {import('../../js-glue/page/problem.js').Problem} Problem */

/** @param {Partial<Problem>} [given] @returns {Problem} */
const problem = (given) => ({
  type: 'TypeError',
  message: 'no',
  frame: { file: 'a.tsx', call: 'f', line: 1, column: 2 },
  ...given,
});

/** The storage of one tab. @param {Record<string, string>} [rows] */
function tab(rows = {}) {
  return {
    rows,
    getItem: (/** @type {string} */ name) => rows[name] ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ value) => void (rows[name] = value),
  };
}

const refuse = () => {
  throw new Error('blocked');
};

/** @param {ReturnType<typeof tab>} storage */
const stored = ({ rows }) => JSON.parse(rows[key]);

/** @param {(problem: Problem) => boolean} isSpent @param {Problem[]} problems */
const ask = (isSpent, ...problems) => problems.map((each) => isSpent(each));

/** @template T @param {number} count @param {(at: number) => T} make */
const times = (count, make) => Array.from({ length: count }, (_, at) => make(at));

/** Errors that are one kind. @type {[row: string, given: Partial<Problem>][]} */
const kinds = [
  ['M-039: type, message and frame', {}],
  ['M-043: a frame that has only a file', { frame: { file: 'a.tsx' } }],
  ['M-044: no frame', { frame: {} }],
  // The earlier system told this one without end.
  ['M-045: nothing at all, which is one kind like any other', { type: '', message: '', frame: {} }],
];

/** Storages that fail; the earlier system then told without end. @type {[row: string, storageOf: () => any][]} */
const broken = [
  ['M-048: there is none', () => undefined],
  ['M-049: its mention throws', refuse],
  ['M-050: reading throws', () => ({ ...tab(), getItem: refuse })],
  ['M-052: writing throws', () => ({ ...tab(), setItem: refuse })],
];

describe('the fuse of errors', () => {
  for (const [row, given] of kinds) {
    it(`M110, ${row}: three times`, () => {
      const isSpent = createFuse(() => storage, 3);
      const storage = tab();
      const five = times(5, () => problem(given));
      assert.deepEqual(ask(isSpent, ...five), [told, told, told, spent, spent]);
    });
  }

  it('M110, M-040: each kind three times', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 3);
    for (const message of ['A', 'B']) {
      const four = times(4, () => problem({ message }));
      assert.deepEqual(ask(isSpent, ...four), [told, told, told, spent]);
    }
  });

  it('M110, M-041: another column is another kind; so are line, file, function and type', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 1);
    const { frame } = problem();
    const all = [
      problem(),
      problem({ frame: { ...frame, column: 20 } }),
      problem({ frame: { ...frame, line: 20 } }),
      problem({ frame: { ...frame, file: 'b.tsx' } }),
      problem({ frame: { ...frame, call: 'g' } }),
      problem({ type: 'Error' }),
    ];
    assert.deepEqual(
      ask(isSpent, ...all),
      all.map(() => told),
    );
    assert.deepEqual(
      ask(isSpent, ...all),
      all.map(() => spent),
    );
  });

  it('M110, M-042: the tab keeps hashes and counts alone', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 3);
    ask(isSpent, problem({ message: 'secret-marker-12345' }), problem(), problem());
    assert.deepEqual(Object.keys(storage.rows), [key]);
    assert.match(storage.rows[key], /^\{"[\da-z]{8,14}":1,"[\da-z]{8,14}":2\}$/);
  });

  it('M109, M-036: what is counted is the redacted message', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 1);
    const thrown = (/** @type {string} */ message) =>
      /** @type {Problem} */ (problemOf({ name: 'TypeError', message }, 'x'));
    const [first, second] = [thrown('Bad email bob@x.org'), thrown('Bad email ann@x.org')];
    assert.deepEqual(ask(isSpent, first, second), [told, spent]);
  });

  it('M110, M-020: of one error four times, redacted, three are told', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 3);
    const stack = 'TypeError: Bad email bob@corp.com\n    at f (a.tsx:1:2)';
    const error = { name: 'TypeError', message: 'Bad email bob@corp.com', stack };
    const four = times(4, () => /** @type {Problem} */ (problemOf(error, 'window.error')));
    assert.equal(four[0].message, 'Bad email [redacted]');
    assert.deepEqual(four[0].frame, { file: 'a.tsx', call: 'f', line: 1, column: 2 });
    assert.deepEqual(ask(isSpent, ...four), [told, told, told, spent]);
  });

  for (const [row, storageOf] of broken) {
    it(`M110, ${row}: told, but bounded in memory`, () => {
      const isSpent = createFuse(storageOf, 3);
      const five = times(5, () => problem());
      assert.deepEqual(ask(isSpent, ...five), [told, told, told, spent, spent]);
    });
  }

  it('M110: where nothing may be stored, what was stored counts', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 1);
    isSpent(problem());
    const later = createFuse(
      () => storage,
      1,
      () => false,
    );
    const other = problem({ message: 'B' });
    assert.deepEqual(ask(later, problem(), other, other), [spent, told, spent]);
    assert.equal(Object.keys(stored(storage)).length, 1);
  });

  for (const text of ['{', '[]', 'null', '7', '{"a":"b"}']) {
    it(`M110, M-051: a stored ${text} counts as nothing`, () => {
      const storage = tab({ [key]: text });
      const isSpent = createFuse(() => storage, 3);
      assert.equal(isSpent(problem()), told);
      assert.deepEqual(Object.values(stored(storage)), [1]);
    });
  }

  it('M110: a session of the tab outlives a page', () => {
    const storage = tab();
    assert.deepEqual(
      ask(
        createFuse(() => storage, 1),
        problem(),
      ),
      [told],
    );
    assert.deepEqual(
      ask(
        createFuse(() => storage, 1),
        problem(),
      ),
      [spent],
    );
  });

  it('M110, M-053: of fifty stored kinds none gives way, and the next is told', () => {
    const storage = tab({ [key]: JSON.stringify(Object.fromEntries(times(50, (at) => [at, 1]))) });
    const isSpent = createFuse(() => storage, 3);
    assert.deepEqual(ask(isSpent, ...times(4, () => problem())), [told, told, told, spent]);
    assert.equal(Object.keys(stored(storage)).length, 50);
  });

  it('M110, M-054: the fiftieth kind is counted like any other', () => {
    const storage = tab({ [key]: JSON.stringify(Object.fromEntries(times(49, (at) => [at, 1]))) });
    const isSpent = createFuse(() => storage, 3);
    assert.deepEqual(ask(isSpent, ...times(4, () => problem())), [told, told, told, spent]);
    assert.equal(Object.keys(stored(storage)).length, 50);
    assert.equal(Object.values(stored(storage)).at(-1), 3);
  });

  it('M110: a storm of errors, each of another kind, ends', () => {
    const storage = tab();
    const isSpent = createFuse(() => storage, 3);
    const storm = times(1000, (at) => isSpent(problem({ message: `no ${at}` })));
    assert.equal(storm.filter((isOver) => !isOver).length, 100);
  });
});
