#!/usr/bin/env node
/**
 * The `second-analytics` command. Reads standard input, writes standard output; errors go to standard error with the number
 * of the line and never its text, and make the exit code 1; a call that makes no sense, 2. A bad line does not stop the rest.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createCore } from '../core/index.js';
import { imageModule, readPlan } from './plan.js';

const usage = `usage: second-analytics route    --plan PLAN
       second-analytics sanitize --plan PLAN --mode anonymized|identified [--explain]
       second-analytics verify   --plan PLAN [--mode anonymized|identified]
       second-analytics image    --plan PLAN

PLAN is the name of a shipped plan (second) or a file.
route     a path a line in, {"route_shape","surface"} a line out
sanitize  an event as JSON a line in, the event that would leave or {"dropped":reason} a line out;
          --explain adds what was removed: [{"path","reason"}]
verify    a batch body in, the verified batch out
image     the compiled plan as a module, for \`import plan from './plan.js'\` in the page and at the endpoint`;

/** @typedef {import('../core/index.js').Core} Core */
/** @typedef {'anonymized' | 'identified'} Mode */

let failed = false;

/** @param {string} message */
function complain(message) {
  failed = true;
  process.stderr.write(`second-analytics: ${message.replace(/^second-analytics: /, '')}\n`);
}

// A reader that has seen enough closes the pipe.
process.stdout.on('error', () => process.exit());

/** @param {unknown} value */
function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** @param {(line: string, number: number) => void} handle */
async function eachLine(handle) {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') handle(line, number);
  }
}

/** @param {Core} core */
function route(core) {
  return eachLine((line, number) => {
    try {
      const { route_shape, surface = null } = core.route(line);
      print({ route_shape, surface });
    } catch {
      complain(`line ${number}: not a path that can be read`);
      print({ route_shape: null, surface: null });
    }
  });
}

/**
 * @param {Core} core
 * @param {Mode} mode
 * @param {boolean} explain
 */
function sanitize(core, mode, explain) {
  return eachLine((line, number) => {
    const { event, dropped, removed } = core.explain(line, mode);
    if (dropped && (dropped.startsWith('json_') || dropped === 'invalid_event')) {
      complain(`line ${number}: ${dropped}`);
    }
    const outcome = event ?? { dropped };
    print(explain ? { ...outcome, removed } : outcome);
  });
}

/**
 * @param {Core} core
 * @param {Mode} mode
 * @param {string} plan its fingerprint
 */
function verify(core, mode, plan) {
  const answer = core.verify({ mode, format: 'wire' }, readFileSync(0));
  if (!answer.ok) {
    complain(answer.reason);
    return;
  }
  const { anonymousDistinctId, sentAt, dropped } = answer.header;
  for (const { index, reason } of dropped) complain(`event ${index}: ${reason}`);
  print({
    schema: 1,
    plan,
    anonymousDistinctId,
    sentAt,
    batch: answer.lines.map((line) => JSON.parse(line)),
  });
}

/** @param {string[]} argv */
async function main(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      plan: { type: 'string' },
      mode: { type: 'string' },
      explain: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command] = positionals;
  const mode = values.mode ?? 'anonymized';
  if (values.help) return void process.stdout.write(`${usage}\n`);
  if (!values.plan || (mode !== 'anonymized' && mode !== 'identified')) throw new TypeError(usage);
  const core = createCore();
  const { fingerprint } = core.open(readPlan(values.plan));
  if (command === 'route') return route(core);
  if (command === 'sanitize') return sanitize(core, mode, values.explain);
  if (command === 'verify') return verify(core, mode, fingerprint);
  if (command === 'image') return void process.stdout.write(imageModule(core.image()));
  throw new TypeError(usage);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  complain(error instanceof Error ? error.message : 'failed');
  process.exitCode = 2;
}
if (failed) process.exitCode ||= 1;
