/**
 * What the candidates for the spool cost: `npm run bench -- --only spool`. Each has a folder of its own
 * among the system's temporary files; a candidate that is not installed is skipped by its name.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { candidates } from './spool-stores.js';

/** @typedef {import('./spool-stores.js').Row} Row */
/** @typedef {import('./spool-stores.js').Candidate} Candidate */

const LINE_BYTES = 600;
/** Lines in the store before they are settled. */
const FULL = 30000;
const BATCH = 100;
/** Batches of each size that are timed. */
const ROUNDS = [
  { size: 1, times: 200 },
  { size: 20, times: 200 },
  { size: 100, times: 100 },
];

/** Lines as long as those of the Second plan, with what does not compress in them. */
function createRows() {
  let count = 0;
  /** @returns {Row} */
  function next() {
    count += 1;
    const uuids = Array.from({ length: 9 }, () => crypto.randomUUID()).join('');
    const line = `{"uuid":"${uuids}`.padEnd(LINE_BYTES - 2, 'abcdefgh');
    return [String(count).padStart(16, '0'), `${line}"}`];
  }
  return {
    /** @param {number} length */
    some: (length) => Array.from({ length }, next),
    count: () => count,
  };
}

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** @param {string} folder @returns {number} MB on disk */
const sizeOf = (folder) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).blocks * 512, 0) /
  1e6;

/**
 * @param {Candidate} store
 * @param {Row[][]} batches
 * @returns {Promise<string>} ms for one, the median, and how many of them held up the event loop
 */
async function timeAppends(store, batches) {
  const whole = [];
  const held = [];
  for (const rows of batches) {
    const start = performance.now();
    const saved = store.append(rows);
    held.push(performance.now() - start);
    await saved;
    whole.push(performance.now() - start);
  }
  return `${median(whole).toFixed(2)} (${median(held).toFixed(2)})`;
}

/**
 * @param {Candidate} store
 * @param {number} times
 * @returns {Promise<number>} ms for a batch of 100, the median
 */
async function timeSettling(store, times) {
  const results = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await store.remove(await store.take(BATCH));
    results.push(performance.now() - start);
  }
  return median(results);
}

/** @param {(folder: string) => Promise<Candidate>} open */
async function measure(open) {
  const folder = mkdtempSync(join(tmpdir(), 'spool-bench-'));
  const rows = createRows();
  /** @type {Record<string, string>} */
  const row = {};
  try {
    const store = await open(folder);
    for (const { size, times } of ROUNDS) {
      const batches = Array.from({ length: times }, () => rows.some(size));
      row[`append ${size}, ms (held)`] = await timeAppends(store, batches);
    }
    while (rows.count() < FULL) await store.append(rows.some(1000));
    row['full, MB'] = sizeOf(folder).toFixed(1);
    const settling = await timeSettling(store, Math.ceil(rows.count() / BATCH));
    row['take and settle 100, ms'] = settling.toFixed(2);
    row['settled, MB'] = sizeOf(folder).toFixed(1);
    await store.compact();
    row['compacted, MB'] = sizeOf(folder).toFixed(1);
    await store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return row;
}

export async function measureSpool() {
  /** @type {Record<string, Record<string, string>>} */
  const rows = {};
  console.log(`\nspool: lines of ${LINE_BYTES} bytes, each append synced; held: the event loop`);
  for (const [name, open] of Object.entries(candidates)) {
    try {
      rows[name] = await measure(open);
    } catch (error) {
      const { code } = /** @type {{code?: string}} */ (error);
      if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
      console.log(`${name}: skipped, not installed`);
    }
  }
  console.table(rows);
}
