import { writeFileSync } from 'node:fs';
import { openModel } from '../command.js';
import { write } from '../terminal.js';
import { declarePlan } from '../types/declare-plan.js';

/** @type {import('../command.js').Command} */
export const types = {
  usage: 'types    --plan PLAN [--out FILE]',
  help: `TypeScript declarations of the plan for the module that image writes: with tracking-plan.d.ts beside
tracking-plan.js, calls of capture are checked against the plan when they are compiled`,
  options: { out: { type: 'string' } },
  run(plan, { out }) {
    const { model, fingerprint } = openModel(plan);
    const text = declarePlan(model, fingerprint);
    if (out) writeFileSync(/** @type {string} */ (out), text);
    else write(text);
  },
};
