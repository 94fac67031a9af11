import { identityOf } from './authenticate.js';
import { CAPTURE_TOKEN_HEADER } from './capture-token.js';
import { Refusal, retryAfterHeader } from './responses.js';

/** @typedef {import('./types.js').Endpoint} Endpoint */
/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./types.js').TokenBearer} TokenBearer */

/** All that a token says. @type {TokenBearer} */
const TOKEN_BEARER = Object.freeze({ mode: 'anonymized' });

/** They share one budget, because nothing tells them apart. */
const EVERY_BEARER = 'every bearer';

/**
 * Lets a member in, as often as one person may ask.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Session>}
 * @throws {Refusal} as `identityOf`; 429 rate_limited
 */
export async function admitMember(endpoint, request) {
  const session = await identityOf(endpoint, request);
  const waitMs = endpoint.rateLimiter.take(session.user.id || session.user.email);
  if (waitMs > 0) throw new Refusal(429, 'rate_limited', { headers: retryAfterHeader(waitMs) });
  return session;
}

/**
 * Lets in who may capture: whoever brings a valid token, or a member. A request with a token stands
 * on it alone, however good its cookies are: falling back to the session would name the person whom
 * the token is there to hide.
 *
 * @param {Endpoint} endpoint
 * @param {Request} request
 * @returns {Promise<Session | TokenBearer>}
 * @throws {Refusal} as `admitMember`; 401 token_invalid; 429 rate_limited with the reason token_budget
 */
export async function admitSender(endpoint, request) {
  const { captureTokens, tokenLimiter, counters, report } = endpoint;
  const token = request.headers.get(CAPTURE_TOKEN_HEADER);
  if (token === null) return admitMember(endpoint, request);
  // Looked at before it is counted: who has no token must not use up the budget of those who have.
  if (!(await captureTokens?.accepts(token))) throw new Refusal(401, 'token_invalid');
  const waitMs = tokenLimiter.take(EVERY_BEARER);
  if (waitMs > 0) {
    report('token_budget');
    const headers = retryAfterHeader(waitMs);
    throw new Refusal(429, 'rate_limited', { reason: 'token_budget', headers });
  }
  counters.add('tokenRequests');
  return TOKEN_BEARER;
}
