/**
 * The whole test run: `npm test`, or `npm test -- --only node,server [--grep text]` for a part of it.
 * Groups: static, native, wasm, asan, tidy, node, server, browser, replay. The last line is the sum of everything that ran.
 */
import { isMain, say, seconds } from './process.mjs';
import { messageOf } from './fetch-cjson.mjs';
import { setup, summaryOf } from './setup.mjs';
import { mochaOptions, stages } from './stages.mjs';

/** @typedef {import('./stages.mjs').Counts} Counts */
/** @typedef {{name: string, ms: number, counts: Counts}} Row */

/** What a group needs built first, so that `--only` never tests something old. */
const builds = /** @type {Record<string, string[]>} */ ({
  tidy: ['native'],
  static: ['wasm'],
  node: ['wasm'],
  server: ['wasm'],
  browser: ['wasm'],
  replay: ['wasm'],
});

/**
 * @param {string[]} only groups; all when empty
 * @returns {import('./stages.mjs').Stage[]}
 */
export function stagesOf(only) {
  if (only.length === 0) return [...stages];
  const groups = new Set(only.flatMap((group) => [group, ...(builds[group] ?? [])]));
  return stages.filter((stage) => groups.has(stage.group));
}

/**
 * @param {string} name
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Row>}
 */
async function timed(name, work) {
  say(`\n== ${name}`);
  const startedMs = Date.now();
  let counts;
  try {
    counts = await work();
  } catch (error) {
    say(`${name}: ${messageOf(error)}`);
    counts = { passed: 0, failed: 1, skipped: 0, notes: [messageOf(error).split('\n')[0]] };
  }
  return { name, ms: Date.now() - startedMs, counts };
}

/** @returns {Promise<Counts>} */
async function setupStage() {
  const result = await setup('test');
  say(summaryOf(result));
  // What is missing is counted where it would have been used.
  const failed = result.failed.length;
  return {
    passed: failed ? 0 : 1,
    failed,
    skipped: 0,
    notes: [...result.failed, ...result.skipped],
  };
}

/** @param {Row[]} rows */
export function table(rows) {
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = [`${'stage'.padEnd(width)}  passed  failed  skipped      time`];
  for (const { name, ms, counts } of rows) {
    const { passed, failed, skipped, notes = [] } = counts;
    const numbers = [passed, failed, skipped].map((n, i) => String(n).padStart([6, 6, 7][i]));
    lines.push(`${name.padEnd(width)}  ${numbers.join('  ')}  ${seconds(ms).padStart(8)}`);
    for (const note of notes) lines.push(`    ${note}`);
  }
  return lines.join('\n');
}

/** @param {Row[]} rows */
export function finalLine(rows) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of rows) {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  return { failed: sum.failed, text: `${sum.passed} passed, ${sum.failed} failed${skipped}` };
}

/**
 * @param {string[]} args
 * @param {string} name
 */
function option(args, name) {
  const index = args.indexOf(name);
  return index < 0 ? undefined : (args[index + 1] ?? '');
}

/** @param {string[]} args */
async function main(args) {
  const only = (option(args, '--only') ?? '').split(',').filter(Boolean);
  const groups = new Set(stages.map((stage) => stage.group));
  const unknown = only.find((group) => !groups.has(group));
  if (unknown) {
    say(`npm test -- [--only ${[...groups].join(',')}] [--grep text]; there is no ${unknown}`);
    return 2;
  }
  mochaOptions.pattern = option(args, '--grep') || '-';
  const rows = [await timed('set-up', setupStage)];
  for (const stage of stagesOf(only)) rows.push(await timed(stage.name, stage.run));
  const { failed, text } = finalLine(rows);
  say(`\n${table(rows)}\n\n${text}`);
  return failed > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
