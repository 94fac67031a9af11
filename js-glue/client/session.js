import { reasons } from '../../dist/constants.js';
import { createConsent } from './consent.js';
import { createDelivery } from './delivery.js';

/** @typedef {ReturnType<typeof createSession>} Session */
/** @typedef {ReturnType<typeof import('./notifier.js').createNotifier>['emit']} Emit */

/**
 * Adds what every call site may leave out. The plan decides whether it is declared, the endpoint checks whose it is (S15).
 * @param {object | undefined} properties
 * @param {string | undefined} environment
 * @param {import('./types.js').User | null} user in identified mode
 */
function complete(properties, environment, user) {
  const workspaceId = user?.workspaceId;
  if (!environment && !workspaceId) return properties;
  return { environment, workspace_id: workspaceId, ...properties };
}

/**
 * A page's work with one opened core. Its calls may throw; calls.js keeps that from the page.
 * @param {import('../core/core.js').LeanCore} core
 * @param {import('./types.js').Options} options
 * @param {Emit} emit
 */
export function createSession(core, options, emit) {
  const { endpoint = '/api/analytics', pageEvent = 'page viewed', environment } = options;
  const url = `${endpoint}/`;
  let address = ''; // that the path below was given at
  let path = ''; // the one that the application gave, for as long as the address stays, or the address
  let knownPath = ''; // that the core was told of
  let width = 0; // as the core was told
  let viewedPath = ''; // that was captured as a page view
  const delivery = createDelivery(
    core,
    url,
    (sent) => emit('sent', sent),
    () => consent.look(),
  );
  const consent = createConsent(core, options, url, delivery, emit);

  /** Where the router keeps its path. */
  const here = () =>
    options.router === 'hash' ? location.hash.replace(/^#!?/, '') : location.pathname;

  /** Tells the core of a new page. The viewport is only measured here, because that can cost a layout. */
  function follow() {
    const now = here();
    if (now !== address) address = path = now;
    if (path !== knownPath) core.route((knownPath = path), (width = innerWidth));
  }

  /** @type {import('./types.js').Analytics['capture']} */
  function capture(event, properties) {
    follow();
    const user = consent.identified();
    const given = complete(properties, environment, user);
    const code = core.capture(JSON.stringify({ event, properties: given }));
    if (code >= 0) delivery.queued(code > 0, !user);
    emit('queued', { event, properties, reason: code < 0 ? reasons[-code] : null });
  }

  return {
    ...consent,
    capture,
    page(/** @type {string | undefined} */ given) {
      address = here();
      path = typeof given === 'string' ? given : address;
      follow();
      if (knownPath === viewedPath) return;
      viewedPath = knownPath;
      capture(pageEvent);
    },
    flush: delivery.flush,
    leave: delivery.leave,
    /** @returns {string} of the page */
    routeShape() {
      follow();
      return JSON.parse(core.result(core.route(knownPath, width))).route_shape;
    },
    exportLocal: () => JSON.parse(core.result(core.call.sa_export())),
    close() {
      consent.end();
      delivery.close();
    },
    counts: core.counts,
  };
}
