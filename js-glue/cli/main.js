#!/usr/bin/env node
/**
 * The `second-analytics` command. Exit code 1: something of the input is wrong, and the rest was done; 2: the call makes no sense,
 * or the plan cannot be used; 3: a privacy diff asks for a review.
 */
import { parseArgs } from 'node:util';
import { check } from './commands/check.js';
import { docs } from './commands/docs.js';
import { image } from './commands/image.js';
import { route } from './commands/route.js';
import { routes } from './commands/routes.js';
import { sanitize } from './commands/sanitize.js';
import { types } from './commands/types.js';
import { verify } from './commands/verify.js';
import { shippedPlans } from './plan.js';
import { complain, write } from './terminal.js';
import { UnusablePlan } from './unusable-plan.js';

/** By name, in the order of the help. @type {Record<string, import('./command.js').Command>} */
const commands = { route, sanitize, verify, image, check, types, docs, routes };

const indented = (/** @type {string} */ text) => text.replace(/\n/g, `\n${' '.repeat(10)}`);

const usage = `usage: ${Object.values(commands)
  .map((command) => `second-analytics ${command.usage}`)
  .join('\n       ')}

PLAN is the name of a shipped plan (${shippedPlans.join(', ')}) or a file.
${Object.entries(commands)
  .map(([name, { help }]) => `${name.padEnd(10)}${indented(help)}`)
  .join('\n')}`;

/** @param {string[]} argv */
function main(argv) {
  const command = Object.hasOwn(commands, argv[0]) ? commands[argv[0]] : null;
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...command?.options,
      plan: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return write(`${usage}\n`);
  if (!command || !(values.plan || command.isPlanOptional)) throw new TypeError(usage);
  return command.run(values.plan ?? '', /** @type {any} */ (values), positionals.slice(1));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UnusablePlan) process.stderr.write(`${error.message}\n`);
  else complain(error instanceof Error ? error.message : 'failed');
  process.exitCode = 2;
}
