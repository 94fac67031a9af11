/** Plans of nothing but routes, to ask the core what they do. */

/** @typedef {import('../../js-glue/cli/routes/templates.js').Route} Route */

/** @param {Route[]} routes */
export const planOf = (routes) => ({ format: 1, name: 'probe', events: {}, routes });

/** @param {Route[]} routes @param {object} [rest] of the plan */
export const planText = (routes, rest = {}) => JSON.stringify({ ...planOf(routes), ...rest });

/** @param {string[]} paths */
export const routesOf = (...paths) => paths.map((path) => ({ path }));
