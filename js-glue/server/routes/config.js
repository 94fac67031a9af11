import { admitMember } from '../admission.js';
import { jsonResponse } from '../responses.js';

/**
 * GET …/config: the project token and host that session replay needs (S45) with the least that it
 * has to mask (A17), and a capture token. The project token is empty where the operator switched
 * analytics (S65) or replay (A16) off and where the browser asks for privacy, so that no recording
 * can start. There is no capture token for a person who refused,
 * nor where nothing would be forwarded.
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Response>}
 * @throws {import('../responses.js').Refusal} as `admitMember`
 */
export async function config(endpoint, request) {
  const { mode, privacyControl } = await admitMember(endpoint, request);
  const { posthog, captureTokens, disclosure, forwarder, replay } = endpoint;
  const mayCapture = forwarder !== null && mode !== 'off';
  const captureToken = mayCapture ? await captureTokens?.mint() : undefined;
  const body = {
    posthogToken: privacyControl || !replay || !disclosure.records ? '' : posthog.token,
    posthogHost: posthog.host,
    captureToken,
    replay: replay ?? undefined,
  };
  return jsonResponse(200, body, { 'Cache-Control': 'private, no-store' });
}
