import { modeOf, openPlan } from '../command.js';
import { complain, eachLine, print } from '../terminal.js';

/** @type {import('../command.js').Command} */
export const sanitize = {
  usage: 'sanitize --plan PLAN --mode anonymized|identified [--explain]',
  help: `an event as JSON a line in, the event that would leave or {"dropped":reason} a line out;
--explain adds what was removed: [{"path","reason"}]`,
  options: { mode: { type: 'string' }, explain: { type: 'boolean' } },
  run(plan, values) {
    const mode = modeOf(values);
    const { core } = openPlan(plan);
    return eachLine((line, number) => {
      const { event, dropped, removed } = core.explain(line, mode);
      if (dropped && (dropped.startsWith('json_') || dropped === 'invalid_event')) {
        complain(`line ${number}: ${dropped}`);
      }
      const outcome = event ?? { dropped };
      print(values.explain ? { ...outcome, removed } : outcome);
    });
  },
};
