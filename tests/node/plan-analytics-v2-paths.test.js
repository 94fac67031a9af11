import assert from 'node:assert/strict';
import { leaves, linesOf } from '../support/collected.js';
import { createRandom, seedFrom } from '../support/random.js';

/** @typedef {import('../support/random.js').Random} Random */

/**
 * V50: keys. The earlier system looked for pieces of words, and took whatever stood there; a key is read by its words now, of
 * which the last one counts, and the value is looked at in any case.
 * @type {[string, string, boolean][]} whether a number leaves
 */
const keys = [
  ['V-021', 'filePath', false],
  ['V-022', 'PATH', false],
  ['V-026', 'dir', false],
  ['V-027', 'directory', false],
  ['V-030', 'file', false],
  ['V50', 'cwd', false],
  ['V50', 'workdir', false],
  ['V-024', 'root', false],
  ['V-029, corrected: `dir` inside of a word', 'redirect', true],
  ['V-041, corrected: `dir` inside of a word', 'indirect', true],
  ['V51, corrected: `dir` inside of a word', 'direction', true],
  ['V51, corrected: the number of files', 'fileCount', true],
  ['V51, corrected: the number of files', 'file_count', true],
  ['V51, corrected: `file` inside of a word; done or not', 'profile_completed', true],
  ['V-032: `file` is not in it, but who has a profile is a person', 'profile', false],
  ['V-033: an id', 'profileId', false],
  ['V-035, corrected: it stayed', 'url', false],
  ['V-037, corrected: it stayed', 'workspace', false],
  ['V-038, corrected: it stayed', 'folder', false],
  ['V39, V23: the name of a project', 'project', false],
  ['a key of no known word', 'zqxwv', false],
  ['a path for a key', '/srv/app', false],
];

/**
 * V51: values, and what leaves; nothing where it is missing.
 * @type {[string, unknown, unknown?][]}
 */
const values = [
  ['V-045', '  /abs'],
  ['V-047', 'C:\\x'],
  ['V-048', 'c:/x'],
  ['V-049, corrected: it stayed', 'C:x'],
  ['V-050, corrected: it stayed', 'D:'],
  ['V-051, corrected: it stayed', '~/x'],
  ['V51, corrected: it stayed', 'file:///srv/app'],
  ['V51', '\\\\server\\share'],
  ['V51, corrected: it stayed', '../x'],
  ['V51, corrected: it stayed', './x'],
  ['V-055, corrected: an address stayed, whosever it was', 'https://h/p'],
  ['V-057: an address without its scheme', '//cdn/x'],
  [
    // A command and the folder /help look alike, and what cannot be told from a path is one.
    'V-058: a command with a slash goes; say "help"',
    '/help',
  ],
  ['the command itself', 'help', 'help'],
  ['V-060, corrected: a path behind a word stayed', 'x /y'],
  ['V-059, corrected: a path in a sentence stayed', 'error at /Users/me/x'],
  ['V-061, corrected: a path without its beginning stayed', 'relative/path'],
  ['V51, corrected: a path without its beginning stayed', 'web/src/index.js'],
  ['V51, corrected: a path in a sentence stayed', 'error at /srv/ann/x'],
  ['V51, corrected: a path in a sentence stayed', 'cannot open C:\\Users\\ann'],
  ['V51, corrected: a path without its beginning stayed', 'ann/diary'],
  ['V-062', '', ''],
  ['V-063', null, null],
  ['V-064', 0, 0],
  ['V-066: the list stays, empty (it went as well)', ['/a'], []],
  ['V-068: an empty list says nothing (it went)', [], []],
  ['V-071', { a: { b: { c: '/x', d: 1 } } }, { a: { b: { d: 1 } } }],
  ['V-072: the inner list stays, empty', [['/a'], ['b']], [[], ['b']]],
  ['V-075', '/c:/x'],
  ['V-076, corrected: a drive may be any character', '1:/x'],
  ['V39: a word that nobody knows goes; it stayed, whatever it was', 'Lovelace'],
  ['V39: nor does a sentence stay', 'Ann asked for the report of her dentist'],
  ['V39: a known word stays', 'safe', 'safe'],
  ['V39: a date goes', '2026-05-01'],
];

/** Of POSIX, Windows, a share, an address, and a home. */
const beginnings = ['/', '/home/', '/Users/', 'C:\\', 'd:/', '\\\\server\\', 'file:///', '~/', '~'];

/** How a path comes into a text. @type {((path: string) => string)[]} */
const wrappings = [
  (path) => path,
  (path) => ` ${path}\n`,
  (path) => `"${path}"`,
  (path) => `error at ${path}`,
  (path) => `${path}:12:5`,
  (path) => `cannot read ${path} of module`,
  (path) => `(${path})`,
  (path) => encodeURIComponent(path),
  (path) => path.replaceAll('/', '\\'),
];

const words = ['attempts', 'tool', 'status', 'retry', 'model', 'mode', 'stage', 'result'];

/** @param {Random} random */
function makePath(random) {
  const canary = `zq${random.text('abcdefgh', 8)}x`;
  const separator = random.pick(['/', '\\']);
  const parts = random.shuffled([canary, ...random.shuffled(['src', 'build', 'tmp']).slice(1)]);
  return { canary, path: random.pick(beginnings) + parts.join(separator) };
}

/**
 * Metadata of a few levels, with a path somewhere in it.
 * @param {Random} random
 * @param {string} planted
 * @param {number} depth
 * @returns {any}
 */
function metadataAround(random, planted, depth) {
  if (depth === 0) return planted;
  const inner = metadataAround(random, planted, depth - 1);
  const key = random.pick(words);
  if (random.chance(0.3)) return [random.below(100), inner, random.pick(words)];
  if (random.chance(0.1)) return { [planted]: random.below(9), [key]: inner };
  return { [`${key}_mode`]: random.pick(words), [key]: inner, count: random.below(100) };
}

describe('paths and the analytics.v2 plan', () => {
  for (const [row, key, stays] of keys) {
    it(`V50, ${row}: ${key} ${stays ? 'stays' : 'goes'}`, () => {
      const value = key.endsWith('_completed') ? true : 1;
      assert.deepEqual(leaves('feature_used', { [key]: value }), stays ? { [key]: value } : {});
      assert.deepEqual(leaves('feature_used', { [key]: '/var/project' }), {});
      const nested = leaves('feature_used', { context: { [key]: value, attempts: 1 } });
      const expected = { ...(stays && { [key]: value }), attempts: 1 };
      assert.deepEqual(nested, { context: expected });
    });
  }

  // V-042: declared, so that only its own words leave; the earlier system took anything, a number as well.
  it('V-042: toolName takes a tool, and no number', () => {
    assert.deepEqual(leaves('feature_used', { toolName: 'bash' }), { toolName: 'bash' });
    assert.deepEqual(leaves('feature_used', { toolName: 1 }), {});
  });

  for (const [row, given, ...left] of values) {
    it(`V51, ${row}: ${JSON.stringify(given)}`, () => {
      for (const event of ['feature_used', 'error_occurred']) {
        const expected = left.length > 0 ? { k: left[0] } : {};
        assert.deepEqual(leaves(event, { k: given }), expected);
      }
    });
  }

  it('V-006: takes the paths out and leaves the rest', () => {
    const kept = {
      provider: 'openai',
      providerBaseUrl: 'https://api.openai.com/v1',
      ownerModule: 'session',
      executionKind: 'user_session',
      phase: 'discovery',
    };
    const given = {
      ...kept,
      cwd: '/Users/foo',
      projectRoot: '/var/project',
      nested: { filePath: '/tmp/x', ok: 1 },
      labels: ['/abs/path', 'safe'],
    };
    const expected = { ...kept, nested: { ok: 1 }, labels: ['safe'] };
    assert.deepEqual(leaves('feature_used', given), expected);
  });

  const seed = seedFrom('SA_PATHS_SEED');

  it(`no planted path leaves, wherever it stands (V49, V51), seed ${seed}`, () => {
    const random = createRandom(seed);
    for (let i = 0; i < 3000; i++) {
      const { canary, path } = makePath(random);
      const planted = random.pick(wrappings)(path);
      const around = metadataAround(random, planted, random.between(0, 5));
      const event = random.pick(['feature_used', 'error_occurred']);
      const name = random.pick(['code', 'toolName', 'providerBaseUrl', 'sessionId', 'module']);
      const properties = { k: around, attempts: i % 100, [name]: planted };
      const [line] = linesOf({ event, properties });
      const told = JSON.parse(line);
      assert.equal(told.properties.attempts, i % 100, 'the rest leaves');
      assert.ok(!line.toLowerCase().includes(canary), `${JSON.stringify(properties)} left ${line}`);
    }
  });
});
