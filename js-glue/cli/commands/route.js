import { openPlan } from '../command.js';
import { complain, eachLine, print } from '../terminal.js';

/** @type {import('../command.js').Command} */
export const route = {
  usage: 'route    --plan PLAN',
  help: 'a path a line in, {"route_shape","surface"} a line out',
  options: {},
  run(plan) {
    const { core } = openPlan(plan);
    return eachLine((line, number) => {
      try {
        const { route_shape, surface = null } = core.route(line);
        print({ route_shape, surface });
      } catch {
        complain(`line ${number}: not a path that can be read`);
        print({ route_shape: null, surface: null });
      }
    });
  },
};
