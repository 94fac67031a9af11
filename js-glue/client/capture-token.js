import { request } from './request.js';

/** How long it is before config is asked again where it had none to give, or one that was refused. */
const pauseMs = 60_000;

/**
 * What lets anonymized captures leave without cookies, so that a request names nobody either: a token that says "an onboarded
 * member" and is the same for everybody (docs/endpoint.md). Lives as long as an epoch, and only in memory.
 * @param {string} url of the endpoint, with a slash at its end
 * @param {AbortSignal} signal ends the epoch
 */
export function createCaptureToken(url, signal) {
  let token = '';
  let endMs = 0;
  /** @type {Promise<string> | undefined} */
  let asked;

  async function ask() {
    try {
      const answer = await request(`${url}config`, signal);
      const { captureToken } = await answer.json();
      token = captureToken.token;
      endMs = Date.now() + captureToken.expiresInMs;
    } catch {
      refuse(); // no such route, switched off, no answer
    }
    asked = undefined;
    return token;
  }

  function refuse() {
    token = '';
    endMs = Date.now() + pauseMs;
  }

  /** @returns {string} empty where there is none */
  const known = () => (Date.now() < endMs ? token : '');

  return {
    known,
    /** Never rejects; empty where there is none, so that cookies have to say who it is. */
    get: () => (Date.now() < endMs ? token : (asked ??= ask())),
    refuse,
  };
}
