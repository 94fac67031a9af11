import assert from 'node:assert/strict';
import { coverageOf } from '../requirements/coverage.js';
import { commentsOf } from '../requirements/evidence.js';
import { differenceOf, referencesOfSource, referencesOfTitle } from '../requirements/references.js';
import { readLists, systemOf } from '../requirements/requirements.js';
import { staleFaults, writeDocuments } from '../requirements/write.js';

/** A title, the numbers and cases that it names, and what it mentions without naming it. @type {[string, string[], string[], string[]][]} */
const titles = [
  ['asks who it is before it looks at the body (S9)', ['S9'], [], []],
  ['a personal key (S4, A13), and says so', ['S4', 'A13'], [], []],
  ['says a thing, S15', ['S15'], [], []],
  ['S-146: without an identity 401', [], ['S-146'], []],
  ['M-066, M21: two events', ['M21'], ['M-066'], []],
  ['is disabled (S61-S63)', ['S61', 'S62', 'S63'], [], []],
  ['is disabled (S61–S62, S65)', ['S61', 'S62', 'S65'], [], []],
  ['has a range of two systems (S1-M2)', ['S1', 'M2'], [], []],
  ['M57', ['M57'], [], []],
  ['d: "M0 0L10-5.5a1"', [], [], []],
  ['of "a \\" (S1)" nothing', [], [], []],
  ['prints on A4 paper', [], [], ['A4']],
  ['as S9 asks', [], [], ['S9']],
  ['has the error TS2322 and the key sk-S4', [], [], []],
  ['the case S-146 again', [], [], ['S-146']],
];

/** A fault, and the lists and titles that have it. @type {[string, any, string[], RegExp][]} */
const faulty = [
  ['a number that nothing shows', {}, [], /^S1 has no test, no contract/],
  ['one that is open and shown', { S1: { open: 'Nothing.' } }, ['(S1)'], /^S1 is shown and open$/],
  [
    'one that is open and host only',
    { S1: { tag: 'host', open: 'Nothing.', host_only: 'Theirs.' } },
    [],
    /^S1 is open and host only$/,
  ],
  ['one of the package that is host only', { S1: { host_only: 'Theirs.' } }, [], /its tag is sdk$/],
  ['a tag that nobody knows', { S1: { tag: 'sdk-x' } }, ['(S1)'], /unknown tag sdk-x$/],
  ['a title of one word', { S1: { title: 'privacy' } }, ['(S1)'], /title of 1 words$/],
  ['a title with a number that is none', {}, ['(S1, S2)'], /^S2 is no requirement: x.test.js: /],
  ['a title with a case that is none', {}, ['(S1, S-002)'], /^S-002 is no observed case: /],
  ['a number where none is read', {}, ['(S1)', 'as S1 asks'], /^S1 stands where no number is read/],
];

/** @param {string} title @returns {import('../requirements/evidence.js').Evidence} */
const named = (title) => ({ file: 'x.test.js', title, kind: 'test', ...referencesOfTitle(title) });

/** @param {object} [requirements] @param {object} [more] @returns {import('../requirements/requirements.js').Lists} */
const listsOf = (requirements, more) => ({
  requirements: { ...requirements },
  kinds: {},
  unshown: {},
  ...more,
});

describe('the coverage of requirements', () => {
  /** @type {ReturnType<typeof writeDocuments>} */
  let written;

  before(() => {
    written = writeDocuments();
  });

  it('misses no number, and no test names one that is none', () => {
    assert.deepEqual(written.faults, []);
  });

  it('is what docs/ says', () => {
    assert.deepEqual(staleFaults(written.documents), []);
    assert.deepEqual(staleFaults({ 'docs/requirements-coverage.md': '' }).length, 1);
    assert.deepEqual(staleFaults({ 'docs/nowhere.md': '' }).length, 1);
  });

  it('is of every number and every case', () => {
    const { requirements, kinds } = readLists();
    const counts = { second: 0, multica: 0, agnes: 0, 'analytics-v2': 0 };
    for (const number of Object.keys(requirements)) counts[systemOf(number)] += 1;
    assert.deepEqual(counts, { second: 65, multica: 112, agnes: 56, 'analytics-v2': 58 });
    assert.equal(Object.keys(kinds).length, 520);
  });

  for (const [title, numbers, cases, stray] of titles) {
    it(`reads the title ${JSON.stringify(title)}`, () => {
      assert.deepEqual(referencesOfTitle(title), { numbers, cases, stray });
    });
  }

  it('reads sources of vectors, and comments of C and TypeScript', () => {
    const source = 'S-119, S155, S2; a refusal is told, as S3';
    assert.deepEqual(referencesOfSource(source), {
      numbers: ['S155', 'S2'],
      cases: ['S-119'],
      stray: ['S3'],
    });
    assert.deepEqual(commentsOf('/** A: *\n * b */ int a; // c\n"http://d"'), ['A: * b', 'c']);
    assert.equal(
      differenceOf('S-1: replaced; before, it was kept; twice'),
      'before, it was kept; twice',
    );
    assert.equal(differenceOf('S-1: replaced'), undefined);
  });

  for (const [what, change, given, expected] of faulty) {
    it(`finds ${what}`, () => {
      const row = { tag: 'sdk', title: 'on by default', ...change.S1 };
      const { faults } = coverageOf(listsOf({ S1: row }), given.map(named));
      assert.equal(faults.length, 1);
      assert.match(faults[0], expected);
    });
  }

  it('finds a kind of cases without a reason, and a reason without cases', () => {
    const kinds = { 'S-001': 'second: a', 'S-002': 'second: a' };
    const unshown = { 'second: a': { scope: 'open', reason: 'Not yet.' } };
    /** @param {object} more @param {string[]} given */
    const faultsOf = (more, given) =>
      coverageOf(listsOf({}, { kinds, ...more }), given.map(named)).faults;
    assert.deepEqual(faultsOf({ unshown }, ['S-001: one']), []);
    assert.deepEqual(faultsOf({}, ['S-001, S-002: both']), []);
    assert.match(faultsOf({}, ['S-001: one'])[0], /^no test names all cases of second: a,/);
    assert.match(faultsOf({ unshown }, ['S-001, S-002: both'])[0], /^second: a has a reason/);
  });
});
