import { readFileSync } from 'node:fs';
import { modeOf, openPlan } from '../command.js';
import { complain, print } from '../terminal.js';

/** @type {import('../command.js').Command} */
export const verify = {
  usage: 'verify   --plan PLAN [--mode anonymized|identified]',
  help: 'a batch body in, the verified batch out',
  options: { mode: { type: 'string' } },
  run(plan, values) {
    const mode = modeOf(values);
    const { core, fingerprint } = openPlan(plan);
    const answer = core.verify({ mode, format: 'wire' }, readFileSync(0));
    if (!answer.ok) return complain(answer.reason);
    const { anonymousDistinctId, sentAt, dropped } = answer.header;
    for (const { index, reason } of dropped) complain(`event ${index}: ${reason}`);
    const batch = answer.lines.map((line) => JSON.parse(line));
    print({ schema: 1, plan: fingerprint, anonymousDistinctId, sentAt, batch });
  },
};
