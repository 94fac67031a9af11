/** @typedef {import('./types.js').Session} Session */
/** @typedef {import('./types.js').IdentifyLevel} IdentifyLevel */
/** @typedef {ReturnType<typeof createDisclosure>} Disclosure */

/** Ties a pseudonym to this use, should the secret serve another one too. */
const PURPOSE = 'second-analytics pseudonym v1\n';

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };

/** Of 32: as many as no two of a billion people share. */
const PSEUDONYM_BYTES = 16;

/**
 * How much of a person PostHog may be told, whatever that person chose (A15, A36). It is decided once, when the session is
 * known, so that nothing behind it can tell more.
 *
 * | level | distinct id | e-mail | name | screen |
 * | --- | --- | --- | --- | --- |
 * | `none` | the anonymous one | | | |
 * | `id` | a pseudonym | | | |
 * | `email` | the user's id | yes | | yes |
 * | `full` | the user's id | yes | yes | yes |
 *
 * A pseudonym is an HMAC of the id: the same for the same person, and nobody without the secret can tell or try whose it is.
 *
 * @param {IdentifyLevel} level
 * @param {string} [secret] for the level `id`
 */
export function createDisclosure(level, secret = '') {
  /** @type {Promise<CryptoKey> | undefined} */
  let pendingKey;

  /** Made when it is first needed: workers have no crypto outside of a request. */
  function key() {
    pendingKey ??= crypto.subtle.importKey('raw', bytesOf(secret), ALGORITHM, false, ['sign']);
    return pendingKey;
  }

  /** @param {string} id */
  async function pseudonymOf(id) {
    const code = new Uint8Array(
      await crypto.subtle.sign('HMAC', await key(), bytesOf(PURPOSE + id)),
    );
    return `user_${toHex(code.subarray(0, PSEUDONYM_BYTES))}`;
  }

  /** @type {Record<IdentifyLevel, (session: Session) => Session | Promise<Session>>} */
  const reductions = {
    none: (session) => ({ ...session, mode: 'anonymized', recording: false }),
    id: async (session) => ({
      ...session,
      user: { id: await pseudonymOf(session.user.id), email: '', name: '' },
      recording: false,
    }),
    email: (session) => ({ ...session, user: { ...session.user, name: '' } }),
    full: (session) => session,
  };

  return {
    level,
    /** Whether screens may be recorded at all: they show who it is. */
    records: level === 'email' || level === 'full',
    /**
     * @param {Session} session
     * @returns {Session | Promise<Session>} the same in anonymized mode, which tells nobody anything; a promise for pseudonyms alone
     */
    reduce: (session) => (session.mode === 'identified' ? reductions[level](session) : session),
  };
}

/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes */
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
