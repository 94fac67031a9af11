import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../support/command.js';
import { assertGolden } from '../support/golden.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const features = join(root, 'tests/golden/features.json');
const files = readdirSync(join(root, 'tests/types')).filter((name) => name.endsWith('.ts'));
/** A line that must not compile: the error's number stands in the comment above it. */
const expectation = /@ts-expect-error TS(\d+):/;

/**
 * @param {string} folder with a tsconfig.json
 * @returns {string[]} errors as `file:line TSnumber`, or whatever else the compiler says
 */
function compile(folder) {
  const compiler = join(root, 'node_modules/.bin/tsc');
  const { stdout, stderr } = spawnSync(compiler, ['-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line && !line.startsWith(' '));
  return said.map((line) => {
    const [, file, row, code] = /([^/(]+)\((\d+),\d+\): error (TS\d+)/.exec(line) ?? [];
    return file ? `${file}:${row} ${code}` : line;
  });
}

/** @param {string} plan @returns {string} the image in the module that the command writes */
const imageOf = (plan) => runCommand(['image', '--plan', plan]).stdout.split("'")[1];

/** @param {string} name @returns {[number, string][]} the lines that expect an error, and its number */
function expectationsOf(name) {
  const lines = readFileSync(join(root, 'tests/types', name), 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const [, code] = expectation.exec(line) ?? [];
    return code ? [[i + 1, `TS${code}`]] : [];
  });
}

describe('the types of a plan', () => {
  /** Within the package, so that `second-analytics` is the package itself. @type {string} */
  let copy;

  before(() => {
    mkdirSync(join(root, 'build'), { recursive: true });
    copy = mkdtempSync(join(root, 'build/types-test-'));
    mkdirSync(join(copy, 'types'));
  });

  after(() => rmSync(copy, { recursive: true }));

  /**
   * Compiles tests/types with other texts.
   * @param {(text: string) => string} change
   */
  function compileChanged(change) {
    cpSync(join(root, 'tests/types/tsconfig.json'), join(copy, 'types/tsconfig.json'));
    cpSync(join(root, 'tests/golden'), join(copy, 'golden'), { recursive: true });
    for (const name of files) {
      const text = readFileSync(join(root, 'tests/types', name), 'utf8');
      writeFileSync(join(copy, 'types', name), change(text));
    }
    return compile(join(copy, 'types')).sort();
  }

  it('are those that the package ships, and that the command writes', () => {
    const { status, stdout } = runCommand(['types', '--plan', 'second']);
    assert.equal(status, 0);
    assert.equal(stdout, readFileSync(join(root, 'dist/plans/second.d.ts'), 'utf8'));
  });

  it('say each type and feature of a plan; --out writes a file', () => {
    const out = join(copy, 'features.d.ts');
    const { status, stdout } = runCommand(['types', '--plan', features, '--out', out]);
    assert.deepEqual([status, stdout], [0, '']);
    assertGolden('features.d.ts', readFileSync(out, 'utf8'));
  });

  it('need the JSON of a plan, and one that the core opens', () => {
    const image = join(copy, 'image');
    writeFileSync(image, imageOf('second'));
    for (const [plan, message] of [
      [image, /no JSON but an image/],
      ['no-such-plan', /no shipped plan/],
    ]) {
      const { status, stdout, stderr } = runCommand(['types', '--plan', String(plan)]);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /** @type {RegExp} */ (message));
    }
  });

  it('compile what is right, and refuse what is wrong (S16)', () => {
    assert.deepEqual(compile(join(root, 'tests/types')), []);
  });

  it('refuse each of these for the reason that is given', () => {
    const expected = files.flatMap((name) =>
      expectationsOf(name).map(([line, code]) => `${name}:${line + 1} ${code}`),
    );
    assert.ok(expected.length > 40);
    const found = compileChanged((text) => text.replaceAll('@ts-expect-error', 'expected'));
    assert.deepEqual(found, expected.sort());
  });

  it('are what refuses them: a plan without declarations takes everything', () => {
    const found = compileChanged((text) =>
      text.replace(/^import plan from .*$/m, 'declare const plan: string;'),
    );
    const unused = ['second.ts', 'features.ts'].flatMap((name) =>
      expectationsOf(name).map(([line]) => `${name}:${line} TS2578`),
    );
    assert.ok(unused.length > 35);
    assert.deepEqual(found, unused.sort());
  });
});
