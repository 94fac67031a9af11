/** @typedef {ReturnType<typeof createCaptureTokens>} CaptureTokens */
/** @typedef {{token: string, expiresInMs: number}} CaptureToken */

/** The request header that carries a token; only `POST …/capture` looks at it. */
export const CAPTURE_TOKEN_HEADER = 'X-Analytics-Token';

/** Ties a code to this use, should the secret serve another one too. */
const PURPOSE = 'second-analytics capture token v1\n';

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };

/**
 * A window's number, and 32 bytes as base64url. The last character has four bits, so that every code
 * has one spelling.
 */
const TOKEN = /^(\d{1,15})\.([\w-]{42}[AEIMQUYcgkosw048])$/;

/**
 * Tokens that say "an onboarded member" and nothing else, so that a page can send anonymized events
 * without its session.
 *
 * A token is `<window>.<code>`: the number of the window of the clock that it was made in, and an
 * HMAC-SHA-256 of that number. It holds no id, no random number and no time of its own: everybody
 * who asks in the same window gets the same bytes, so that a token cannot tell people apart, neither
 * by what it says nor by being recognised; all that shows is in which of two windows somebody asked.
 * It is accepted in its own window and in the one after it.
 *
 * @param {object} options
 * @param {string} [options.secret] Shared by the processes that take each other's tokens; without it
 *   the key is random.
 * @param {number} options.windowMs
 * @param {() => number} options.now
 */
export function createCaptureTokens({ secret, windowMs, now }) {
  /** @type {Promise<CryptoKey> | undefined} */
  let pendingKey;

  /** Made when it is first needed: workers have no randomness outside of a request. */
  function key() {
    pendingKey = pendingKey ?? (secret === undefined ? generateKey() : importKey(secret));
    return pendingKey;
  }

  return {
    /** @returns {Promise<CaptureToken>} how long it is accepted: between one window and two */
    async mint() {
      const nowMs = now();
      const window = Math.floor(nowMs / windowMs);
      const code = await crypto.subtle.sign('HMAC', await key(), signedBytes(String(window)));
      return {
        token: `${window}.${toBase64Url(new Uint8Array(code))}`,
        expiresInMs: Math.ceil((window + 2) * windowMs - nowMs),
      };
    },
    /**
     * Codes are compared by `verify`, which takes the same time wherever they differ.
     *
     * @param {string} token
     * @returns {Promise<boolean>}
     */
    async accepts(token) {
      const [, window, code] = TOKEN.exec(token) ?? [];
      if (window === undefined) return false;
      const age = Math.floor(now() / windowMs) - Number(window);
      if (age !== 0 && age !== 1) return false;
      return crypto.subtle.verify('HMAC', await key(), fromBase64Url(code), signedBytes(window));
    },
  };
}

/** @returns {Promise<CryptoKey>} */
function generateKey() {
  return crypto.subtle.generateKey({ ...ALGORITHM, length: 256 }, false, ['sign', 'verify']);
}

/** @param {string} secret */
function importKey(secret) {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify']);
}

/** @param {string} window As it is written in the token. */
function signedBytes(window) {
  return new TextEncoder().encode(PURPOSE + window);
}

/** @param {Uint8Array} bytes */
function toBase64Url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** @param {string} text */
function fromBase64Url(text) {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
