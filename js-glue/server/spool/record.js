import { createHash } from 'node:crypto';

/** Digits of a key, so that the order of texts is that of numbers. */
const KEY_DIGITS = 16;

/** Hexadecimal digits of a checksum before the line. */
const CHECKSUM_LENGTH = 16;

/** @param {number} key */
export const encodeKey = (key) => String(key).padStart(KEY_DIGITS, '0');

/** @param {string} key @param {string} line */
const checksum = (key, line) =>
  createHash('sha256').update(key).update(line).digest('hex').slice(0, CHECKSUM_LENGTH);

/**
 * A line as it is stored: behind a checksum of it and its key, because the store does not look at its own when it reads.
 *
 * @param {string} key
 * @param {string} line
 */
export const encodeRecord = (key, line) => checksum(key, line) + line;

/**
 * @param {string} key
 * @param {string} record
 * @returns {import('./types.js').StoredLine | null} `null` for what was never written so
 */
export function decodeRecord(key, record) {
  const line = record.slice(CHECKSUM_LENGTH);
  const isWhole = key.length === KEY_DIGITS && checksum(key, line) + line === record;
  return isWhole ? { key: Number(key), line } : null;
}
