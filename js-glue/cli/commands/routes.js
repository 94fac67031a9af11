import { readPlan } from '../plan.js';
import { readRoutes, readers } from '../routes/read-routes.js';
import { unknownRoutes } from '../routes/unknown-routes.js';
import { advise, complain, write } from '../terminal.js';

/** @typedef {import('../routes/templates.js').Route} Route */

const frameworks = Object.keys(readers).join('|');

/** @param {Route} route */
const lineOf = (route) =>
  Object.entries(route)
    .map((member) => member.map((text) => JSON.stringify(text)).join(': '))
    .join(', ');

/** A route a line, as plans are written. @param {Route[]} list */
const listing = (list) =>
  list.length > 0 ? `[${list.map((each) => `\n  { ${lineOf(each)} }`).join(',')}\n]\n` : '[]\n';

/** @type {import('../command.js').Command} */
export const routes = {
  usage: `routes   --from ${frameworks} PATH
                        [--surfaces none|first] [--run] [--plan PLAN --check]`,
  help: `an application's routes as templates for a plan, read from its files: PATH is the project's folder, or the module
or document that holds the routes; --run executes that module; --check lists the routes that the plan does not know`,
  options: {
    from: { type: 'string' },
    surfaces: { type: 'string' },
    run: { type: 'boolean' },
    check: { type: 'boolean' },
  },
  isPlanOptional: true,
  async run(plan, { from, surfaces = 'first', run, check }, [place]) {
    if (typeof from !== 'string' || !place) throw new TypeError(`routes --from ${frameworks} PATH`);
    if (surfaces !== 'none' && surfaces !== 'first')
      throw new TypeError('--surfaces is none or first');
    if (!plan !== !check)
      throw new TypeError('--check goes with the --plan that is to know the routes');
    const found = await readRoutes(from, place, { run: run === true, surfaces });
    for (const note of found.notes) advise(note);
    for (const part of found.unread) complain(part);
    if (!check) return write(listing(found.routes));
    const unknown = unknownRoutes(readPlan(plan), found.routes);
    write(unknown.map(({ path }) => `${path}\n`).join(''));
    if (unknown.length === 0) return undefined;
    return complain(
      `${unknown.length} of ${found.routes.length} routes are not in the plan; add them to its "routes"`,
    );
  },
};
