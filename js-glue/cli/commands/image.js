import { openPlan } from '../command.js';
import { imageModule } from '../plan.js';
import { write } from '../terminal.js';

/** @type {import('../command.js').Command} */
export const image = {
  usage: 'image    --plan PLAN',
  help: "the compiled plan as a module, for `import plan from './plan.js'` in the page and at the endpoint",
  options: {},
  run: (plan) => write(imageModule(openPlan(plan).core.image())),
};
