/** Routes of the application beside those of the plan. */
import { readRoutes } from '../routes/read-routes.js';
import { unknownRoutes } from '../routes/unknown-routes.js';
import { errorAt, warningAt } from './finding.js';

/**
 * @param {string} text of the plan
 * @param {string[]} given `FROM:PATH` each, as `--routes` takes them
 * @returns {Promise<import('./finding.js').Finding[]>} an error for each route that the plan does not know, and a warning for what
 *   could not be read
 * @throws {TypeError} for what has no such form
 */
export async function routeFindings(text, given) {
  const lists = await Promise.all(
    given.map(async (one) => {
      const [, from, place] = /^([^:]+):(.+)$/s.exec(one) ?? [];
      if (!place) throw new TypeError('--routes is FROM:PATH, such as next:.');
      const { routes, unread } = await readRoutes(from, place);
      return [
        ...unknownRoutes(text, routes).map(({ path }) =>
          errorAt('unknown-route', '/routes', `no template takes ${path}, a route of ${from}`),
        ),
        ...unread.map((part) => warningAt('unread-route', '/routes', part)),
      ];
    }),
  );
  return lists.flat();
}
