import { openModel } from '../command.js';
import { describePlan } from '../docs/describe-plan.js';
import { writeDocument } from '../docs/write-document.js';
import { write } from '../terminal.js';

/** @type {import('../command.js').Command} */
export const docs = {
  usage: 'docs     --plan PLAN [--json]',
  help: `PRIVACY.md: what leaves when, in which mode and to whom, for people who write no code, with examples made by the
core; --json prints the same as data`,
  options: { json: { type: 'boolean' } },
  run(plan, { json }) {
    const { core, fingerprint, model } = openModel(plan);
    const document = describePlan(model, fingerprint, core);
    write(json ? `${JSON.stringify(document, null, 2)}\n` : writeDocument(document));
  },
};
