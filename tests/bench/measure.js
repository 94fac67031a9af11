/** What is timed, for Node and for a page alike. Interleaved rounds, so that a noisy machine disturbs all rows the same. */

import { captureBuild } from '../../js-glue/core/capture-build.js';
import { createLeanCore } from '../../js-glue/core/core.js';
import { createCore } from '../../js-glue/core/index.js';

/** @typedef {import('../../js-glue/core/index.js').Core} Core */
/** @typedef {import('../../js-glue/core/core.js').LeanCore} LeanCore */

/** One capture of 12 properties, texts and numbers mixed, as a call site of the Second plan makes it. */
export const event = {
  event: 'build completed',
  properties: {
    message_count: 12,
    user_message_count: 5,
    assistant_message_count: 7,
    tool_call_count: 31,
    duration_ms: 48211.4,
    file_count: 14,
    has_warning: false,
    runtime_model_family: 'claude-sonnet-4',
    source: 'workspace_home',
    agent_type: 'builder',
    attachment_count: 2,
    phase: 'create',
  },
};

const encoder = new TextEncoder();
const buffer = new Uint8Array(1 << 16);

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/**
 * @param {Record<string, (times: number) => void>} rows
 * @param {number} times in one round
 * @param {number} rounds
 * @returns {Record<string, number>} µs for one, median of the rounds
 */
export function race(rows, times, rounds) {
  /** @type {Record<string, number[]>} */
  const results = {};
  for (const run of Object.values(rows)) run(times);
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(rows)) {
      const start = performance.now();
      run(times);
      (results[name] ??= []).push(((performance.now() - start) * 1000) / times);
    }
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, values]) => [name, median(values)]),
  );
}

/**
 * Empties the queue, so that captures are not timed against a full one.
 * @param {Pick<LeanCore, 'call' | 'acknowledge'>} core
 */
export function drain(core) {
  while (core.call.sa_batch(1) > 0) core.acknowledge(1, 204, 0);
}

/**
 * @param {LeanCore} core with a plan opened and configured
 */
function measureCapture(core) {
  const text = JSON.stringify(event);
  return race(
    {
      capture(times) {
        for (let i = 0; i < times; i++) {
          if (core.capture(JSON.stringify(event)) < 0) throw new Error('not captured');
          if (i % 64 === 63) drain(core);
        }
        drain(core);
      },
      'of that: the core': (times) => {
        for (let i = 0; i < times; i++) {
          core.capture(text);
          if (i % 64 === 63) drain(core);
        }
        drain(core);
      },
      'floor: stringify + encodeInto': (times) => {
        for (let i = 0; i < times; i++) encoder.encodeInto(JSON.stringify(event), buffer);
      },
    },
    5000,
    31,
  );
}

/**
 * @param {Core} core
 */
function measureVerify(core) {
  drain(core);
  for (let i = 0; i < 20; i++) core.capture(JSON.stringify(event));
  const batch = core.batch();
  if (!batch) throw new Error('no batch');
  core.acknowledge(batch.id, 204, 0);
  const body = new TextDecoder().decode(batch.body);
  /** @type {import('../../js-glue/core/types.js').VerifyContext} */
  const context = { mode: 'anonymized', format: 'posthog', properties: { release_version: null } };
  return race(
    {
      'verify, 20 events': (times) => {
        for (let i = 0; i < times; i++) {
          const answer = core.verify(context, batch.body);
          if (!answer.ok || answer.lines.length !== 20) throw new Error('not verified');
        }
      },
      'floor: parse + stringify': (times) => {
        for (let i = 0; i < times; i++) JSON.stringify(JSON.parse(body));
      },
    },
    200,
    31,
  );
}

/** @param {string} image of the plan */
function openLean(image) {
  const core = createLeanCore(captureBuild);
  core.open(image);
  return core;
}

/**
 * As the browser's entry does it: unpack, compile, instantiate, open. The first time counts for a page that has just been
 * loaded; the median shows what of it is the engine warming up.
 * @param {string} image
 */
function measureOpen(image) {
  const start = performance.now();
  const binary = captureBuild.decodeBinary();
  const unpacked = performance.now();
  captureBuild.compiled = new WebAssembly.Module(binary);
  const compiled = performance.now();
  openLean(image);
  return {
    'first time: unpack': (unpacked - start) * 1000,
    'first time: compile': (compiled - unpacked) * 1000,
    'first time: instantiate + open': (performance.now() - compiled) * 1000,
    ...race(
      {
        'instantiate + open': (times) => {
          for (let i = 0; i < times; i++) openLean(image);
        },
      },
      5,
      11,
    ),
  };
}

/**
 * All of it: captures in the browser's build, verification in the whole one.
 * @param {string} image
 */
export function measureAll(image) {
  const open = measureOpen(image);
  const lean = openLean(image);
  lean.configure({});
  lean.route('/w/acme/apps/507f1f77bcf86cd799439011', 1280);
  const whole = createCore();
  whole.open(image);
  whole.configure({});
  return { ...measureCapture(lean), ...measureVerify(whole), ...open };
}
