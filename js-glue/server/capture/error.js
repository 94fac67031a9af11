import { wellFormed } from '../text.js';

/** Characters of a message that are looked at; plans keep a few hundred. */
const MESSAGE_MAX_CHARS = 8000;

/** What was thrown and is no error (V47). */
const UNKNOWN = 'UnknownError';

/**
 * The class of an error: what it calls itself, or else its constructor's name.
 *
 * @param {unknown} error
 * @returns {string} `UnknownError` for what is none, or does not let itself be read
 */
export function classOf(error) {
  if (!isError(error)) return UNKNOWN;
  const name = attempt(() => error.name);
  const made = name === 'Error' ? attempt(() => error.constructor.name) : name;
  return made ?? UNKNOWN;
}

/**
 * @param {unknown} error
 * @returns {string | undefined} `undefined` where it says nothing
 */
export function messageOf(error) {
  const message = attempt(() => (isError(error) ? error.message : error));
  return message && wellFormed(message.slice(0, MESSAGE_MAX_CHARS));
}

/** Failures to reach somebody else. */
const TRANSPORT_CODE = /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_|EHOST|ENET|EPIPE|UND_ERR_)/;

/**
 * Whether an error says that the network failed; fetch tells by its cause.
 *
 * @param {any} error
 * @returns {'transport' | 'unhandled'}
 */
export function kindOf(error) {
  const codes = [attempt(() => error.code), attempt(() => error.cause.code)];
  return codes.some((code) => code && TRANSPORT_CODE.test(code)) ? 'transport' : 'unhandled';
}

/**
 * @param {unknown} value
 * @returns {value is Error} also of another realm
 */
function isError(value) {
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
  } catch {
    return false; // a proxy
  }
}

/**
 * @param {() => unknown} read of an error, whose members may be getters that throw
 * @returns {string | undefined} `undefined` for what is no text, or empty
 */
function attempt(read) {
  try {
    const value = read();
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
