/** A command line: `node command.js <command> <PostHog> [arguments]`. */
import { readFileSync } from 'node:fs';
import { createServerAnalytics, runCommand } from '../../../js-glue/server/index.js';

const [, , name, host] = process.argv;

const analytics = createServerAnalytics({
  plan: readFileSync(new URL('../../../src/plans/agnes.json', import.meta.url), 'utf8'),
  posthog: { token: 'phc_test', host },
  limits: { flushMs: 60000, retryBaseMs: 60000 },
});

class HelpShown extends Error {}

/** @type {Record<string, () => unknown>} */
const commands = {
  query: () => {
    throw new TypeError(`invalid ${process.argv[4]}`);
  },
  pull: async () => {
    await fetch(process.argv[4]);
  },
  status: () => 'fine',
  ask: async () => {
    const call = analytics.generation({ provider: 'openai', model: 'gpt-5', component: 'cli' });
    return call.wrap(() => 'an answer');
  },
  setup: () => {
    throw new HelpShown('usage');
  },
  update: () => process.exit(4),
  sync: async () => {
    setInterval(() => {}, 1000);
    await new Promise(() => {});
  },
  ann: () => {
    throw new Error('a command that the plan does not know');
  },
};
const isOrdinary = (/** @type {unknown} */ error) => error instanceof HelpShown;
console.log('ready');
const result = await runCommand(analytics, name, commands[name], { isOrdinary, deadlineMs: 1000 });
console.log('result', result);
