/**
 * The long fuzz run: `npm run fuzz [-- --events N --seconds N --seed N --target NAME]`.
 *
 * First N events stuffed with canaries (tests/fuzz/leaks.c), of which none may come out; then each libFuzzer target of
 * tests/fuzz for N seconds. `--target` picks one of them, `leaks` among them. `--event NUMBER` runs that event of the
 * leak run alone and prints what went in and came out. Ends with 1 when something leaked or crashed.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { messageOf } from './fetch-cjson.mjs';
import { isMain, root, run, say, seconds } from './process.mjs';

/** @typedef {{events: string, seconds: string, seed: string, target?: string, event?: string}} Options */

const sources = join(root, 'tests', 'fuzz');
const targets = readdirSync(join(sources, 'corpus')).sort();
/** Inputs beyond this say nothing that shorter ones do not, and take longer. */
const inputBytes = 4096;

/** @param {Options} options @param {string} preset */
async function runLeaks({ events, seed, event }, preset) {
  const program = join(root, 'build', preset, 'tests', 'fuzz', 'sa_leaks');
  const jobs = String(availableParallelism());
  const chosen = event === undefined ? ['--events', events, '--jobs', jobs] : ['--event', event];
  const { code } = await run(program, ['--seed', seed, ...chosen]);
  if (code === 0 || event !== undefined) return code;
  say(`fuzz: to see one: npm run fuzz -- --seed ${seed} --event NUMBER`);
  return 1;
}

/**
 * libFuzzer writes a lot, so into a file; what it found in the end is told in a line.
 * @param {string} target
 * @param {Options} options
 */
async function runTarget(target, options) {
  const folder = join(root, 'build', 'fuzz');
  const program = join(folder, 'tests', 'fuzz', `sa_libfuzzer_${target}`);
  const grown = join(folder, 'corpus', target);
  const log = join(folder, 'logs', `${target}.log`);
  mkdirSync(grown, { recursive: true });
  rmSync(log, { force: true });
  const startedMs = Date.now();
  const { code } = await run(
    program,
    [
      `-max_total_time=${options.seconds}`,
      `-seed=${options.seed}`,
      `-max_len=${inputBytes}`,
      `-dict=${join(sources, 'dictionaries', `${target}.dict`)}`,
      `-artifact_prefix=${join(folder, `${target}-`)}`,
      '-timeout=10',
      '-print_final_stats=1',
      grown,
      join(sources, 'corpus', target),
    ],
    { log, heartbeat: `fuzz: ${target}` },
  );
  const output = existsSync(log) ? readFileSync(log, 'utf8') : '';
  say(`fuzz: ${target}, ${seconds(Date.now() - startedMs)}: ${summaryOf(output, code)}`);
  return code === 0 ? 0 : 1;
}

/**
 * @param {string} output of libFuzzer
 * @param {number} code its exit code
 */
function summaryOf(output, code) {
  const inputs = Number(/number_of_executed_units: (\d+)/.exec(output)?.[1] ?? 0);
  const speed = /average_exec_per_sec: +(\d+)/.exec(output)?.[1] ?? '0';
  const coverage = [...output.matchAll(/cov: (\d+)/g)].pop()?.[1] ?? '0';
  const done = `${inputs.toLocaleString('en')} inputs, ${speed}/s, ${coverage} edges`;
  if (code === 0) return `${done}, no violation`;
  const faults = output.match(/^(?:violated|leaked|SUMMARY|==\d+==ERROR).*/gm) ?? [];
  const artifact = /Test unit written to (.*)/.exec(output)?.[1];
  const again = artifact && `\n  reproduce: ${reproduction(artifact)}`;
  return `${done}, FAILED with code ${code}\n  ${faults.slice(0, 6).join('\n  ')}${again ?? ''}`;
}

/** @param {string} artifact path of the input that failed */
function reproduction(artifact) {
  const path = relative(root, artifact);
  const target = /fuzz.([a-z]+)-/.exec(path)?.[1];
  return `${join('build', 'fuzz', 'tests', 'fuzz', `sa_libfuzzer_${target}`)} ${path}`;
}

/**
 * As many at a time as there are processors.
 * @param {string[]} names
 * @param {Options} options
 * @returns {Promise<number>} how many failed
 */
async function runTargets(names, options) {
  const waiting = [...names];
  /** @type {number[]} */
  const codes = [];
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      codes.push(await runTarget(name, options));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return codes.filter((code) => code !== 0).length;
}

/** @returns {Promise<{preset: string, skipped?: string}>} without clang's libFuzzer, the leak run alone can be had */
async function buildPrograms() {
  const { code, skipped } = await build('fuzz');
  if (code !== 0) throw new Error('the preset fuzz cannot be built');
  if (!skipped) return { preset: 'fuzz' };
  const native = await build('native');
  if (native.code !== 0 || native.skipped) throw new Error(native.skipped ?? 'the build failed');
  return { preset: 'native', skipped };
}

/** @param {string[]} args */
async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      events: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '20' },
      seed: { type: 'string', default: '20251120' },
      target: { type: 'string' },
      event: { type: 'string' },
    },
  });
  const options = /** @type {Options} */ (values);
  const known = ['leaks', ...targets];
  const numbers = [options.events, options.seconds, options.seed, options.event ?? '0'];
  if (!known.includes(options.target ?? 'leaks') || !numbers.every((text) => /^\d+$/.test(text))) {
    say(`npm run fuzz -- [--events N] [--seconds N] [--seed N] [--target ${known.join('|')}]`);
    return 2;
  }
  const target = options.event === undefined ? options.target : 'leaks';
  const wanted = target ? [target] : known;
  const { preset, skipped } = await buildPrograms();
  let failed = wanted.includes('leaks') ? await runLeaks(options, preset) : 0;
  const fuzzed = wanted.filter((name) => name !== 'leaks');
  if (!skipped) failed += await runTargets(fuzzed, options);
  else for (const name of fuzzed) say(`fuzz: ${name}: skipped: ${skipped}`);
  return failed > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    say(`fuzz: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}
