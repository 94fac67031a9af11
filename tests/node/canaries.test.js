// Plants what identifies people wherever a caller can put something, and looks for it in every byte that comes out in
// anonymized mode; then sends what identifies nobody, and counts what of it arrives. CANARY_SEED repeats a printed run
// or is `fresh`, CANARY_INSTANCES makes it longer.
import assert from 'node:assert/strict';
import { benignPairs, heldOut, shared } from '../support/benign-values.js';
import { chanceLength, createDraw, families } from '../support/canaries.js';
import { encodingNames, encodings } from '../support/canary-encodings.js';
import { eventName } from '../support/canary-plan.js';
import { positionNames, positions } from '../support/canary-positions.js';
import { createProbe } from '../support/canary-probe.js';
import { findLeaks, findUnfolded, fold, unfold } from '../support/leaks.js';
import { createRandom, seedFrom } from '../support/random.js';

/** @typedef {import('../support/canaries.js').Instance} Instance */
/** @typedef {import('../support/canary-probe.js').Output} Output */
/** @typedef {import('../support/benign-values.js').Pair} Pair */
/** @typedef {import('../support/random.js').Random} Random */

/** @typedef {{family: string, encoding: string, position: string, call: string, canary: string, planted: unknown}} Leak */

const familyNames = Object.keys(families);
const seed = seedFrom('CANARY_SEED');
const instances = Number(process.env.CANARY_INSTANCES ?? 200);
/** Benign pairs that share an event. */
const groupSize = 20;

const probe = createProbe();

/**
 * @template T
 * @param {readonly T[]} list
 * @param {(item: T) => string} nameOf
 * @returns {string} names and how often, most frequent first
 */
function tally(list, nameOf) {
  const counts = new Map();
  for (const item of list) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  const rows = [...counts].sort((a, b) => b[1] - a[1]);
  return rows.map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}

/** @param {readonly Pair[]} pairs @returns {Pair[][]} groups in which no key stands twice */
function grouped(pairs) {
  /** @type {Pair[][]} */
  const groups = [];
  for (const pair of pairs) {
    const fits = (/** @type {Pair[]} */ group) =>
      group.length < groupSize && group.every(({ key }) => key !== pair.key);
    const group = groups.find(fits);
    if (group) group.push(pair);
    else groups.push([pair]);
  }
  return groups;
}

/** @param {Pair[]} group */
function sendGroup(group) {
  const properties = Object.fromEntries(group.map(({ key, value }) => [key, value]));
  const body = probe.send({ event: eventName, properties });
  return { body, received: body ? JSON.parse(body).batch[0].properties : {} };
}

/** @param {unknown} sent @param {unknown} received numbers may arrive rounded to three digits */
function isKept(sent, received) {
  if (typeof sent === 'number' && typeof received === 'number')
    return Math.abs(sent - received) <= Math.abs(sent) * 0.005;
  return JSON.stringify(sent) === JSON.stringify(received);
}

/** @param {readonly Pair[]} pairs */
function lostOf(pairs) {
  return grouped(pairs).flatMap((group) => {
    const { received } = sendGroup(group);
    return group.filter(({ key, value }) => !isKept(value, received[key]));
  });
}

/**
 * @param {string} position
 * @param {string | number} planted
 * @param {Random} random
 * @returns {Output[]}
 */
function outputsOf(position, planted, random) {
  const { kind, plant: place } = positions[position];
  return probe[kind](place(planted, random));
}

/**
 * What comes out of every place when what stands there is harmless.
 * @param {Random} random
 */
function benignOutput(random) {
  const outputs = positionNames.flatMap((position) => outputsOf(position, 'open', random));
  const groups = grouped(benignPairs).map((group) => sendGroup(group).body);
  return [...new Set([...outputs.map(({ text }) => text), ...groups])].join('\n');
}

/** Most outputs are one that was seen before, with nothing in it. */
/** @type {Map<string, string>} */
const unfoldedOutputs = new Map();

/** @param {string} text */
function unfoldOnce(text) {
  const known = unfoldedOutputs.get(text) ?? unfold(text);
  if (unfoldedOutputs.size < 20_000) unfoldedOutputs.set(text, known);
  return known;
}

/**
 * @param {string} family
 * @param {Instance} instance
 * @param {string} encoding
 * @param {string} position
 * @param {Random} random
 * @returns {Leak[]} one at most
 */
function plant(family, { value, canaries }, encoding, position, random) {
  const asNumber = typeof value === 'number' && random.chance(0.6);
  const planted = asNumber ? value : encodings[encoding](String(value), random);
  if (positions[position].lawful?.test(String(planted))) return [];
  for (const { call, text } of outputsOf(position, planted, random)) {
    const [canary] = findUnfolded(unfoldOnce(text), canaries);
    const form = asNumber ? 'number' : encoding;
    if (canary) return [{ family, encoding: form, position, call, canary, planted }];
  }
  return [];
}

/** @param {Leak[]} leaks */
function faultsOf(leaks) {
  const examples = createRandom(seed).shuffled(leaks).slice(0, 20);
  return [
    `by position: ${tally(leaks, ({ position }) => position)}`,
    `by encoding: ${tally(leaks, ({ encoding }) => encoding)}`,
    `by call: ${tally(leaks, ({ call }) => call)}`,
    ...examples.map((leak) => JSON.stringify(leak)),
  ].join('\n');
}

describe('the leak oracle', () => {
  it('finds every family in every encoding', function () {
    this.timeout(20_000);
    const random = createRandom(seed);
    const draw = createDraw(random, '{}');
    for (const family of familyNames) {
      for (const encoding of encodingNames) {
        const { value, canaries: wanted } = draw(family);
        const planted = encodings[encoding](String(value), random);
        const output = Buffer.from(JSON.stringify({ batch: [{ properties: { a: [planted] } }] }));
        assert.notDeepEqual(findLeaks(output, wanted), [], `${family}, ${encoding}: ${planted}`);
      }
    }
  });

  it('finds what no single encoding makes', () => {
    const base64 = Buffer.from('jane.doe').toString('base64');
    for (const [output, canary] of [
      ['{"a":52.520008}', '52.520008'],
      ['{"Jane.Doe":1}', 'jane_doe'],
      ['{"a":"+49 (151) 2345-6789"}', '23456789'],
      ['{"a":"ＭＵ̈ＬＬＥＲ"}', 'müller'],
      ['{"a":"garcia"}', 'García'],
      ['{"a":"𝐉𝐚𝐧𝐞 GROSSMANN"}', 'Jane Großmann'],
      [`{"a":"/w/xy${base64}"}`, 'jane.doe'],
      [`{"a":"${base64.slice(0, 5)}\u200b${base64.slice(5)}"}`, 'jane.doe'],
      [`{"a":"${Buffer.from(encodeURIComponent('"josé"')).toString('hex')}"}`, 'josé'],
    ]) {
      assert.deepEqual(findLeaks(output, [canary, 'somebody']), [canary], output);
    }
  });

  it('finds nothing in what is benign', function () {
    this.timeout(20_000);
    const random = createRandom(seed);
    const draw = createDraw(random, '{}');
    const outputs = grouped(benignPairs).map((group) => unfold(sendGroup(group).body));
    for (const family of familyNames) {
      const long = draw(family).canaries.filter((canary) => fold(canary).length >= chanceLength);
      for (const output of outputs) assert.deepEqual(findUnfolded(output, long), [], family);
    }
  });
});

describe('canaries', () => {
  it(`of ${familyNames.length} families leave nowhere in anonymized mode (S23, S33)`, function () {
    this.timeout(120_000);
    const random = createRandom(seed);
    const draw = createDraw(random, benignOutput(random));
    /** @type {Leak[]} */
    const leaks = [];
    for (const family of familyNames) {
      for (let count = 0; count < instances; count++) {
        const instance = draw(family);
        for (const [encoding, position] of [
          ['raw', random.pick(positionNames)],
          ['raw', 'a benign key'],
          [random.pick(encodingNames), 'a benign key'],
          [random.pick(encodingNames), random.pick(positionNames)],
        ]) {
          leaks.push(...plant(family, instance, encoding, position, random));
        }
      }
    }
    console.log(
      `canaries: seed ${seed}, ${familyNames.length} families, ${familyNames.length * instances} instances, ` +
        `${leaks.length} leaks: ${tally(leaks, ({ family }) => family)}`,
    );
    assert.equal(leaks.length, 0, faultsOf(leaks));
  });
});

describe('benign values', () => {
  it('are at least 1,500, and the two halves share none', () => {
    const texts = (/** @type {readonly Pair[]} */ pairs) =>
      pairs.map((pair) => JSON.stringify([pair.key, pair.value]));
    assert.ok(benignPairs.length >= 1500);
    assert.equal(new Set([...texts(shared), ...texts(heldOut)]).size, benignPairs.length);
  });

  it('arrive: 99 % of the shared, 93 % of those that no rule has seen', () => {
    const lost = lostOf(shared);
    const [kept, keptUnseen] = [
      100 - (100 * lost.length) / shared.length,
      100 - (100 * lostOf(heldOut).length) / heldOut.length,
    ];
    console.log(
      `benign values kept: shared ${kept.toFixed(1)} % of ${shared.length}, ` +
        `held out ${keptUnseen.toFixed(1)} % of ${heldOut.length}`,
    );
    assert.ok(kept >= 99, `lost: ${JSON.stringify(lost)}`);
    assert.ok(keptUnseen >= 93);
  });
});
