import { ownText } from './text.js';

const UUID_LENGTH = 36;

/**
 * The event's id, with which every line begins, `{"uuid":"…` or `{"eventId":"…`: nothing has to be parsed again.
 *
 * @param {string} line
 */
export function uuidOf(line) {
  const start = line.indexOf(':') + 2;
  return ownText(line.slice(start, start + UUID_LENGTH));
}
