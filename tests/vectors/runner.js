/**
 * Runs the vectors of this folder against a core, in any JavaScript runtime. tests/native/vectors.c runs the same files
 * against the C core; what both compare is text, byte for byte.
 */
import { allReasons } from '../../dist/all-reasons.js';

/** @typedef {import('../../js-glue/core/index.js').Core} Core */
/** @typedef {import('../../js-glue/core/types.js').CoreHost} CoreHost */
/** @typedef {Record<string, any>} Vector */
/** @typedef {{file: string, title: string, what: string, got: string, expected: string}} Failure */
/** @typedef {Record<string, unknown>} Plans by name: src/plans and tests/vectors/plans */

/** 2025-11-20T12:00:00.000Z, as in tests/native/support.h */
const fakeNow = 1763640000000;

/** A host whose storage, clock and randomness are made up, equal to that of tests/native/support.c. */
export function createFakeHost() {
  /** @type {[string, string][]} */
  const rows = Array.from({ length: 8 }, () => ['', '']);
  let randomCount = 0;
  /** @param {string} key */
  const find = (key) => rows.findIndex((row) => row[0] === key);
  const host = {
    nowMs: fakeNow,
    fails: false,
    /** The storage as an object, in the order of its rows. */
    stored: () => Object.fromEntries(rows.filter(([key]) => key)),
    now: () => host.nowMs,
    /** @param {Uint8Array} bytes filled from the end, in the pieces of support.c */
    random(bytes) {
      for (let piece = bytes.length; piece >= 256; piece -= 256) {
        for (let i = piece - 256; i < piece; i++)
          bytes[i] = Math.imul(++randomCount, 2654435761) >>> 24;
      }
    },
    storage: {
      /** @param {string} key */
      get: (key) => (host.fails || find(key) < 0 ? null : rows[find(key)][1]),
      /** @type {(key: string, value: string) => void} */
      set(key, value) {
        const row = find(key) < 0 ? find('') : find(key);
        if (host.fails || row < 0) throw new Error('full');
        rows[row] = [key, value];
      },
      /** @param {string} key */
      remove(key) {
        if (!host.fails && find(key) >= 0) rows[find(key)] = ['', ''];
      },
    },
  };
  return host;
}

/** @typedef {(plan: any) => string} Compile for a build that opens images only */
/** @typedef {{core: Core, host: ReturnType<typeof createFakeHost>, plans: Plans, compile?: Compile, check: (what: string, got: string, expected: unknown) => void}} Run */

/**
 * "inputText", "inputHex" or "inputRepeat": documents that are no JSON values; else the JSON text of "input".
 * @param {Vector} vector
 * @returns {string | Uint8Array}
 */
function inputOf(vector) {
  if (vector.input !== undefined) return JSON.stringify(vector.input);
  if (vector.inputText !== undefined) return vector.inputText;
  if (vector.inputRepeat) {
    return vector.inputRepeat
      .map((/** @type {[string, number]} */ [text, count]) => text.repeat(count))
      .join('');
  }
  const pairs = (vector.inputHex ?? '').match(/../g) ?? [];
  return Uint8Array.from(pairs, (/** @type {string} */ pair) => parseInt(pair, 16));
}

/**
 * A call that takes text, if any, and answers with text or a reason.
 * @param {(core: Core, length: number, vector: Vector) => number} call
 */
function textCall(call) {
  return answeredCall(call, (core, length) => core.result(length));
}

/**
 * The same for a call that answers with a state.
 * @param {(core: Core, length: number, vector: Vector) => number} call
 */
function stateCall(call) {
  return answeredCall(call, (core, state) => JSON.stringify(core.state(state)));
}

/**
 * @param {(core: Core, length: number, vector: Vector) => number} call
 * @param {(core: Core, result: number) => string} answer
 * @returns {(run: Run, vector: Vector) => void}
 */
function answeredCall(call, answer) {
  return ({ core, check }, vector) => {
    const { input } = vector;
    const text = typeof input === 'string' ? input : String(inputOf(vector));
    const result = call(core, core.put(text), vector);
    const got = result < 0 ? JSON.stringify(allReasons[-result]) : answer(core, result);
    check(vector.call, got, vector.expected);
  };
}

/**
 * A count, or the name of a reason.
 * @param {number} number
 */
const outcome = (number) => (number < 0 ? JSON.stringify(allReasons[-number]) : String(number));

/** @param {Run} run @param {unknown} plan */
function open({ core, plans, compile }, plan) {
  const source = typeof plan === 'string' && plan in plans ? plans[plan] : plan;
  if (compile) {
    core.open(compile(source));
    return { good: true, text: '' };
  }
  const length = core.call.sa_open(
    core.put(typeof source === 'string' ? source : JSON.stringify(source)),
  );
  if (length >= 0) return { good: true, text: core.result(length) };
  return {
    good: false,
    text: core.result(core.memory.indexOf(0, core.call.sa_output()) - core.call.sa_output()),
  };
}

/** @type {Record<string, (run: Run, vector: Vector) => void>} one row a call */
const calls = {
  open: (run, vector) => run.check('open', open(run, vector.plan).text, vector.expected),
  json: ({ core, check }, vector) =>
    check('json', JSON.stringify(core.json(inputOf(vector))), vector.expected),
  number({ core, check }, { inputText, expected }) {
    const { text } = core.explainText(
      `{"event":"e","properties":{"n":${inputText}}}`,
      'identified',
    );
    const got = /"properties":\{(?:"n":([^,]*),)?"anonymized"/.exec(text)?.[1] ?? 'null';
    check('number', JSON.stringify(got), expected);
  },
  route: textCall((core, length, { width }) => core.call.sa_route(length, width ?? -1)),
  explain({ core, check }, vector) {
    const { reason, text } = core.explainText(inputOf(vector), vector.mode ?? 'anonymized');
    check('explain', reason ? JSON.stringify(reason) : text, vector.expected);
  },
  verify({ core, check }, vector) {
    const { reason, text } = core.verifyText(JSON.stringify(vector.context), inputOf(vector));
    if (reason) return check('verify', JSON.stringify(reason), vector.expected);
    const lines = text.trimEnd().split('\n');
    for (const [i, line] of lines.entries()) check(`verify, line ${i}`, line, vector.expected[i]);
    check('verify, lines', String(lines.length), vector.expected.length);
  },
  configure: stateCall((core, length) => core.call.sa_configure(length)),
  signIn: stateCall((core, length) => core.call.sa_sign_in(length)),
  signOut: stateCall((core) => core.call.sa_sign_out()),
  export: textCall((core) => core.call.sa_export()),
  capture({ core, check }, vector) {
    check(
      'capture',
      outcome(core.capture(/** @type {string} */ (inputOf(vector)))),
      vector.expected,
    );
  },
  due: ({ core, check }, { expected }) => check('due', String(core.due()), expected),
  batch({ core, check }, { batch, expected }) {
    const length = core.call.sa_batch(batch);
    check('batch', length > 0 ? core.result(length) : outcome(length), expected);
  },
  acknowledge({ core, check }, { batch, status = 0, retryAfterMs = 0, expected }) {
    check('acknowledge', outcome(core.acknowledge(batch, status, retryAfterMs)), expected);
  },
  count: ({ core, check }, { reason, expected }) =>
    check(`count ${reason}`, String(core.call.sa_count(allReasons.indexOf(reason))), expected),
  advance: ({ host }, { ms }) => void (host.nowMs += ms),
  storageFails: ({ host }, { input }) => void (host.fails = input),
  storage: ({ host, check }, { expected }) =>
    check('storage', JSON.stringify(host.stored()), expected),
  store({ host }, { input }) {
    for (const [key, value] of Object.entries(input)) {
      if (typeof value === 'string') host.storage.set(key, value);
      else host.storage.remove(key);
    }
  },
};

/**
 * @param {Record<string, Vector[]>} files vectors by file name
 * @param {Plans} plans
 * @param {(host: CoreHost) => any} createCore makes a Core, or a LeanCore if `compile` is given
 * @param {Compile} [compile]
 * @returns {Promise<{count: number, failures: Failure[]}>}
 */
export async function runVectors(files, plans, createCore, compile) {
  /** @type {Failure[]} */
  const failures = [];
  let count = 0;
  for (const [file, vectors] of Object.entries(files)) {
    for (const vector of vectors) {
      const host = createFakeHost();
      const core = await createCore(host);
      /** @type {Run['check']} */
      const check = (what, got, expected) => {
        const text = JSON.stringify(expected);
        if (got !== text) failures.push({ file, title: vector.title, what, got, expected: text });
      };
      const run = { core, host, plans, check, compile };
      const plan = vector.plan ?? (vector.call === 'session' ? undefined : 'filter');
      if (plan !== undefined && !open(run, plan).good)
        check('plan', 'refused', 'a plan that opens');
      for (const step of vector.steps ?? [vector]) calls[step.call](run, step);
      count++;
    }
  }
  return { count, failures };
}
