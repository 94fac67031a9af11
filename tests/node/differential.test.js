// The same calls of the core as native code, as WebAssembly and as JavaScript: what comes out is the same, byte for byte.
// And what its JSON reader reads is what JSON.parse reads.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { build } from '../../.ci/build.mjs';
import { withoutBinary } from '../../js-glue/core/builds.js';
import { captureBuild } from '../../js-glue/core/capture-build.js';
import { createLeanCore, loadLeanCore } from '../../js-glue/core/core.js';
import { createCore, loadFallbackCore } from '../../js-glue/core/index.js';
import { loadPlans } from '../support/vectors.js';
import { createFakeHost } from '../vectors/runner.js';
import { mulberry32, mutatedDocuments } from './mutated-json.js';
import { randomCalls, randomPageCalls, valueText } from './random-calls.js';

/** @typedef {import('../../js-glue/core/index.js').Core} Core */
/** @typedef {import('./random-calls.js').Call} Call */
/** @typedef {Pick<Core, 'call' | 'memory' | 'target'>} Called */
/** @typedef {(host: ReturnType<typeof createFakeHost>) => Called | Promise<Called>} Create */

const program = fileURLToPath(new URL('../../build/native/tests/fuzz/sa_calls', import.meta.url));
const plans = loadPlans();

/** The name of each call in the binary, and whether its result is the length of an output. */
const exported = /** @type {Record<string, [string, boolean]>} */ ({
  open: ['sa_open', true],
  openImage: ['sa_open', false],
  image: ['sa_image', true],
  configure: ['sa_configure', false],
  signIn: ['sa_sign_in', false],
  signOut: ['sa_sign_out', false],
  capture: ['sa_capture', false],
  route: ['sa_route', true],
  due: ['sa_due', false],
  batch: ['sa_batch', true],
  acknowledge: ['sa_acknowledge', false],
  explain: ['sa_explain', true],
  verify: ['sa_verify', true],
  count: ['sa_count', false],
});

/** @param {string | Uint8Array | number} value */
const argumentText = (value) =>
  typeof value === 'number' ? String(value) : `x${Buffer.from(value).toString('hex')}`;

/**
 * Answers of the native build, a line each.
 * @param {Call[]} calls
 */
function runNative(calls) {
  const input = calls.map(([name, ...values]) => [name, ...values.map(argumentText)].join(' '));
  const { status, stdout, stderr } = spawnSync(program, {
    input: `${input.join('\n')}\n`,
    encoding: 'latin1',
    maxBuffer: 2 ** 30,
  });
  assert.equal(status, 0, stderr);
  return stdout.split('\n').slice(0, -1);
}

/**
 * The same of a build for JavaScript.
 * @param {Call[]} calls
 * @param {Create} create
 */
async function runScripted(calls, create) {
  let host = createFakeHost();
  let core = await create(host);
  const lines = [];
  for (const [name, ...values] of calls) {
    if (name === 'new') {
      host = createFakeHost();
      core = await create(host);
    }
    if (name === 'advance') host.nowMs += Number(values[0]);
    if (name === 'failStorage') host.fails = values[0] !== 0;
    lines.push(name in exported ? answerOf(core, name, values) : '0 x');
  }
  return lines;
}

/**
 * @param {Called} core
 * @param {string} name
 * @param {(string | Uint8Array | number)[]} values
 */
function answerOf({ call, memory, target }, name, values) {
  const [function_, answers] = exported[name];
  let used = 0;
  const passed = values.map((value) => {
    if (typeof value === 'number') return value;
    const bytes = Buffer.from(value);
    target.set(bytes, used);
    used += bytes.length;
    return bytes.length;
  });
  let result = call[function_](...passed);
  const output = call.sa_output();
  if (name === 'open' && result < 0) result = memory.indexOf(0, output) - output;
  const text = answers && result > 0 ? memory.subarray(output, output + result) : [];
  return `${result} x${Buffer.from(text).toString('hex')}`;
}

/**
 * Fails with the first call whose answers differ.
 * @param {Call[]} calls
 * @param {string[]} got
 * @param {string[]} expected
 */
function assertSame(calls, got, expected) {
  const at = calls.findIndex((_, index) => got[index] !== expected[index]);
  if (at < 0) return;
  /** @param {string} line */
  const readable = (line = '') => {
    const [result, hex = ''] = line.split(' x');
    return `${result} ${Buffer.from(hex, 'hex')}`;
  };
  assert.equal(readable(got[at]), readable(expected[at]), `call ${at}: ${calls[at]}`);
  assert.fail(`call ${at} differs in bytes that are no text: ${calls[at]}`);
}

/** @type {[string, Create][]} */
const builds = [
  ['WebAssembly', createCore],
  ['JavaScript', loadFallbackCore],
];
/** @type {[string, Create][]} what pages load */
const pageBuilds = [
  ['WebAssembly', (host) => createLeanCore(captureBuild, host)],
  ['JavaScript', (host) => loadLeanCore(withoutBinary(captureBuild), host)],
];

/** @param {any} plan @returns {Call[]} */
const opening = (plan) => [['new'], ['open', JSON.stringify(plan)], ['image'], ['configure', '{}']];

/** @param {any} plan @returns {Call[]} */
function openingImage(plan) {
  const core = createCore();
  core.open(plan);
  return [['new'], ['openImage', core.image()], ['configure', '{}']];
}

/** Whether a plan has rules that the build of pages leaves out. @param {any} plan */
const needsWhole = (plan) =>
  plan.undeclared === 'filter' ||
  plan.unmatched === 'shape' ||
  JSON.stringify(plan).includes('"anonymized":"redacted"');

describe('native code', () => {
  before(async function () {
    this.timeout(300_000);
    const { code, skipped } = await build('native');
    assert.equal(code, 0);
    if (skipped) {
      console.log(`      skipped: ${skipped}`);
      this.skip();
    }
  });

  for (const [title, create] of builds) {
    for (const [name, plan] of Object.entries(plans)) {
      it(`and ${title} answer 4,000 calls with the plan ${name} alike`, async () => {
        for (let seed = 1; seed <= 10; seed++) {
          const calls = [...opening(plan), ...randomCalls(plan, seed, 400)];
          assertSame(calls, await runScripted(calls, create), runNative(calls));
        }
      });
    }

    it(`and ${title} judge 2,000 mutated documents alike`, async () => {
      /** @type {Call[]} */
      const calls = mutatedDocuments(20251120).map((bytes) => ['explain', bytes, 2]);
      assertSame(calls, await runScripted(calls, create), runNative(calls));
    });
  }

  for (const [title, create] of pageBuilds) {
    for (const [name, plan] of Object.entries(plans).filter(([, one]) => !needsWhole(one))) {
      it(`and the ${title} of pages answer 4,000 calls with the plan ${name} alike`, async () => {
        for (let seed = 1; seed <= 10; seed++) {
          const calls = [...openingImage(plan), ...randomPageCalls(plan, seed, 400)];
          assertSame(calls, await runScripted(calls, create), runNative(calls));
        }
      });
    }
  }

  it('meets calls of every kind that succeed and that fail', () => {
    const calls = Object.values(plans).flatMap((plan) => [
      ...opening(plan),
      ...randomCalls(plan, 1, 400),
    ]);
    const answers = runNative(calls);
    for (const name of ['configure', 'signIn', 'capture', 'route', 'batch', 'explain', 'verify']) {
      const results = answers.filter((_, i) => calls[i][0] === name).map((line) => parseInt(line));
      assert.ok(results.filter((result) => result >= 0).length > 5, name);
    }
    assert.ok(answers.filter((line) => line.startsWith('-')).length > 20);
  });
});

/** Strings in which no rule finds anything, with all that JSON escapes. */
const plainWords = [
  '',
  'a',
  'word',
  'caf\u00e9',
  '\u{1f600}',
  'q"b\\s/',
  '\t\n\u0001\u2028',
  'x'.repeat(70),
];

describe('the JSON reader of the core', () => {
  it('reads 3,000 values as JSON.parse does', () => {
    const random = mulberry32(20251120);
    const core = createCore();
    core.open(/** @type {object} */ (plans.filter));
    let compared = 0;
    for (let i = 0; i < 3000; i++) {
      const text = valueText(random, 4, plainWords);
      const expected = JSON.stringify(JSON.parse(text));
      // Keys that do not leave are for the vectors.
      if (/\$set|__proto__|constructor|anonymized|surface|route_shape|viewport/.test(text))
        continue;
      const event = core.explain(`{"event":"e","properties":{"v":${text}}}`, 'identified').event;
      assert.equal(JSON.stringify(event?.properties.v), expected, text);
      compared++;
    }
    assert.ok(compared > 2000, `${compared}`);
  });
});
