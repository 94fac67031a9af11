// Oracles for the JSON reader that share no code with the core: JSON.parse and TextDecoder of V8, and a small strict reader
// for the rules by which the reader goes beyond them.

/**
 * @typedef {{text: string, broken: boolean}} Decoded
 */

const documentBytes = 262144;
const documentValues = 16384;
const objectMembers = 1024;
const containerDepth = 16;

function strictDecoder() {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}

/** @param {Uint8Array} bytes */
export function parses(bytes) {
  try {
    JSON.parse(strictDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/**
 * The text up to the first byte that is not UTF-8, and whether there is one.
 * @param {Uint8Array} bytes
 * @returns {Decoded}
 */
export function decodePrefix(bytes) {
  try {
    return { text: strictDecoder().decode(bytes), broken: false };
  } catch {}
  const decoder = strictDecoder();
  let text = '';
  try {
    for (const byte of bytes) text += decoder.decode(Uint8Array.of(byte), { stream: true });
  } catch {}
  return { text, broken: true };
}

class Refusal extends Error {}

/**
 * @param {string} reason
 * @returns {never}
 */
function refuse(reason) {
  throw new Refusal(reason);
}

/** Reads one document by recursion and throws a Refusal at the first fault from the left; keys given twice come last. */
class StrictReader {
  /** @param {Decoded} decoded */
  constructor({ text, broken }) {
    this.text = text;
    this.broken = broken;
    this.at = 0;
    this.values = 0;
    this.keyTwice = false;
  }

  /** The next UTF-16 unit, '' at the end. What is no character is refused wherever it stands. */
  peek() {
    const unit = this.text.charAt(this.at);
    if (unit === '\0') refuse('json_nul');
    if (unit === '' && this.broken) refuse('json_utf8');
    return unit;
  }

  /** @param {string} unit */
  skip(unit) {
    if (this.peek() !== unit) refuse('json_syntax');
    this.at++;
    this.skipSpace();
  }

  skipSpace() {
    while (/[ \t\n\r]/.test(this.peek())) this.at++;
  }

  /**
   * @param {RegExp} pattern sticky
   * @returns {string} '' where it does not match
   */
  take(pattern) {
    pattern.lastIndex = this.at;
    const token = pattern.exec(this.text)?.[0] ?? '';
    this.at += token.length;
    return token;
  }

  document() {
    this.skipSpace();
    this.value(0);
    this.skipSpace();
    if (this.peek() !== '') refuse('json_trailing');
    if (this.keyTwice) refuse('json_duplicate_key'); // looked for last, in a document that is good otherwise
  }

  /** @param {number} depth containers around the value */
  value(depth) {
    const first = this.peek();
    if (++this.values > documentValues) refuse('json_too_many');
    if (first === '"') this.string();
    else if (/[-0-9]/.test(first)) this.number();
    else if (first === '[' || first === '{') this.container(first, depth + 1);
    else if (this.take(/true|false|null/y) === '') refuse('json_syntax');
  }

  /**
   * @param {string} open
   * @param {number} depth of this container, 1 for the outermost
   */
  container(open, depth) {
    if (depth > containerDepth) refuse('json_depth');
    const close = open === '[' ? ']' : '}';
    /** @type {string[]} */
    const keys = [];
    this.skip(open);
    let more = this.peek() !== close;
    while (more) {
      if (open === '{') this.key(keys);
      this.value(depth);
      this.skipSpace();
      more = this.peek() !== close;
      if (more) this.skip(',');
    }
    this.at++;
    if (new Set(keys).size < keys.length) this.keyTwice = true;
  }

  /** @param {string[]} keys of the same object so far */
  key(keys) {
    if (this.peek() !== '"') refuse('json_syntax');
    const key = this.string();
    if (keys.push(key) > objectMembers) refuse('json_too_many');
    this.skipSpace();
    this.skip(':');
  }

  string() {
    let decoded = '';
    this.at++;
    for (let unit = this.peek(); unit !== '"'; unit = this.peek()) {
      if (unit < ' ') refuse('json_syntax'); // '' too: the end of the input
      decoded += unit === '\\' ? this.escape() : unit;
      if (unit !== '\\') this.at++;
    }
    this.at++;
    return decoded;
  }

  escape() {
    const pair = this.take(/\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/y);
    const token = pair || this.take(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y) || refuse('json_escape');
    if (token === '\\u0000') refuse('json_nul');
    if (!pair && /u[dD][89a-fA-F]/.test(token)) refuse('json_escape');
    return JSON.parse(`"${token}"`);
  }

  /** Takes the longest number; one that then goes on as only a number can is a bad number. */
  number() {
    const token = this.take(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y);
    const next = this.text.charAt(this.at);
    const bad =
      token === '' ||
      (/^-?0$/.test(token) && /[0-9]/.test(next)) ||
      (!/[.eE]/.test(token) && next === '.') ||
      (!/[eE]/.test(token) && /[eE]/.test(next));
    if (bad) refuse('json_number');
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} 'ok' or the reason
 */
export function judge(bytes) {
  if (bytes.length > documentBytes) return 'json_too_large';
  try {
    new StrictReader(decodePrefix(bytes)).document();
    return 'ok';
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
