import { jsonResponse } from '../responses.js';

/**
 * GET …/config: the project token and host that session replay needs (S45). The token is empty
 * where the operator switched analytics off (S65).
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @returns {Response}
 */
export function config({ posthog }) {
  const body = { posthogToken: posthog.token, posthogHost: posthog.host };
  return jsonResponse(200, body, { 'Cache-Control': 'private, no-store' });
}
