// The vectors of JSON and of the numbers, and the reader of the core itself, held against readers that share no
// code with the core, so that a wrong vector cannot hide a wrong core.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { mutatedDocuments } from './mutated-json.js';
import { decodePrefix, judge, parses } from './strict-json.js';

/**
 * @typedef {{title: string, call: string, inputText?: string, inputHex?: string, inputRepeat?: [string, number][],
 *   expected: string, reason: string}} JsonVector
 * @typedef {{title: string, call: string, inputText: string, expected: string}} NumberVector
 */

const reasons = [
  'json_syntax',
  'json_utf8',
  'json_depth',
  'json_nul',
  'json_duplicate_key',
  'json_number',
  'json_escape',
  'json_trailing',
  'json_too_large',
  'json_too_many',
];
/** Reasons for which the core refuses what JSON.parse accepts; json_escape for lone surrogates. */
const stricterReasons = [
  'json_depth',
  'json_nul',
  'json_duplicate_key',
  'json_escape',
  'json_too_large',
  'json_too_many',
];

/** @type {JsonVector[]} */
const jsonVectors = readVectors('json.json');
/** @type {NumberVector[]} */
const numberVectors = readVectors('numbers.json');

/** @param {string} name */
function readVectors(name) {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));
}

/** @param {JsonVector} vector */
function inputOf({ inputText, inputHex, inputRepeat }) {
  if (inputHex !== undefined) return Buffer.from(inputHex, 'hex');
  const parts = inputRepeat?.map(([text, count]) => text.repeat(count));
  return Buffer.from(parts?.join('') ?? inputText ?? '');
}

/** @param {{title: string}[]} vectors */
function assertUniqueTitles(vectors) {
  const seen = new Set();
  for (const { title } of vectors) {
    assert.ok(!seen.has(title), `twice: ${title}`);
    seen.add(title);
  }
}

describe('JSON vectors', () => {
  it('have a title of their own, one input, a known answer and a reason', () => {
    assertUniqueTitles(jsonVectors);
    for (const vector of jsonVectors) {
      const { title, call, inputText, inputHex, inputRepeat, expected, reason, ...rest } = vector;
      const inputs = [inputText, inputHex, inputRepeat].filter((input) => input !== undefined);
      assert.match(title, /^[yni]_[a-z0-9_]+$/);
      assert.equal(inputs.length, 1, title);
      assert.match(inputHex ?? '', /^(?:[0-9a-f]{2})*$/, title);
      assert.doesNotMatch(inputText ?? '', /\p{Cc}|\p{Cs}/u, title);
      assert.ok(call === 'json' && reason.length > 0, title);
      assert.ok(expected === 'ok' || reasons.includes(expected), title);
      assert.deepEqual(rest, {}, title);
    }
  });

  it('cover every reason', () => {
    const covered = new Set(jsonVectors.map(({ expected }) => expected));
    assert.deepEqual([...covered].sort(), ['ok', ...reasons].sort());
  });

  it('of class y expect ok, of class n a reason', () => {
    for (const { title, expected } of jsonVectors) {
      if (title.startsWith('y_')) assert.equal(expected, 'ok', title);
      if (title.startsWith('n_')) assert.notEqual(expected, 'ok', title);
    }
  });

  it('expect ok only where JSON.parse accepts', () => {
    for (const vector of jsonVectors) {
      if (vector.expected === 'ok') assert.ok(parses(inputOf(vector)), vector.title);
    }
  });

  it('refuse what JSON.parse accepts only by a stricter rule', () => {
    for (const vector of jsonVectors) {
      if (vector.expected === 'ok' || !parses(inputOf(vector))) continue;
      assert.ok(stricterReasons.includes(vector.expected), vector.title);
    }
  });

  it('expect what the strict reader finds first', () => {
    for (const vector of jsonVectors) {
      assert.equal(judge(inputOf(vector)), vector.expected, vector.title);
    }
  });
});

describe('number vectors', () => {
  it('have a title of their own and a JSON number', () => {
    assertUniqueTitles(numberVectors);
    for (const vector of numberVectors) {
      assert.deepEqual(Object.keys(vector), ['title', 'call', 'inputText', 'expected']);
      assert.equal(vector.call, 'number', vector.title);
      assert.equal(typeof JSON.parse(vector.inputText), 'number', vector.title);
    }
  });

  it('expect the shortest text of JavaScript, 0 for minus zero and null for the infinite', () => {
    for (const { title, inputText, expected } of numberVectors) {
      const value = Number(inputText);
      assert.equal(expected, Number.isFinite(value) ? String(value) : 'null', title);
    }
  });
});

describe('the strict reader', () => {
  const found = mutatedDocuments().map((bytes) => [
    judge(bytes),
    parses(bytes),
    bytes.toString('latin1'),
  ]);

  it('accepts no mutated document that JSON.parse refuses, and refuses by a stricter rule else', () => {
    for (const [answer, parsed, text] of found) {
      if (!parsed) assert.notEqual(answer, 'ok', String(text));
      else assert.ok(['ok', ...stricterReasons].includes(String(answer)), `${answer}: ${text}`);
    }
  });

  it('meets every kind of document among them', () => {
    const count = (/** @type {string} */ answer, parsed = true) =>
      found.filter(([a, p]) => a === answer && p === parsed).length;
    assert.ok(count('ok') >= 200, `${count('ok')} accepted`);
    for (const reason of ['json_depth', 'json_nul', 'json_duplicate_key', 'json_escape']) {
      assert.ok(count(reason) >= 3, `${count(reason)} ${reason}`);
    }
    for (const reason of ['json_syntax', 'json_utf8', 'json_number', 'json_trailing']) {
      assert.ok(count(reason, false) >= 3, `${count(reason, false)} ${reason}`);
    }
  });
});

describe('the JSON reader of the core', () => {
  /** @type {{json(input: string | Uint8Array): string}} */
  let core;
  before(async () => {
    // Loaded here so that the vectors are checked even before anything is built.
    core = (await import('../../js-glue/core/index.js')).createCore();
  });

  it('accepts exactly the mutated documents that JSON.parse and the stricter rules accept', () => {
    for (const bytes of mutatedDocuments()) {
      const accepts = parses(bytes) && judge(bytes) === 'ok';
      assert.equal(core.json(bytes) === 'ok', accepts, bytes.toString('latin1'));
    }
  });

  it('names the same first fault for mutated documents made of characters only', () => {
    for (const bytes of mutatedDocuments()) {
      const { text, broken } = decodePrefix(bytes);
      if (broken || text.includes('\0')) continue; // two faults may share a place there
      assert.equal(core.json(bytes), judge(bytes), text);
      assert.equal(core.json(text), judge(bytes), text);
    }
  });

  it('refuses 10,000 different keys', () => {
    const members = Array.from({ length: 10000 }, (_, index) => `"key ${index}":${index}`);
    assert.equal(core.json(`{${members.join()}}`), 'json_too_many');
  });

  it('is not slowed by keys that differ only near their ends', () => {
    const same = '\\/'.repeat(118);
    const members = Array.from({ length: 1024 }, (_, index) => `"${same}${1000 + index}z":0`);
    const document = Buffer.from(`{${members.join()}}`);
    const started = performance.now();
    assert.equal(core.json(document), 'ok');
    // A few milliseconds where keys are hashed; hundreds where each is compared with each.
    assert.ok(performance.now() - started < 150, `${performance.now() - started} ms`);
  });
});
