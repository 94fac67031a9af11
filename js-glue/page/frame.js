/**
 * @typedef {object} Frame where something was thrown
 * @property {string} [file]
 * @property {string} [call] the function's name
 * @property {number} [line]
 * @property {number} [column]
 */

const mostRead = 4000;

/** As Chromium and Node write a line of a stack, and as Firefox and WebKit do. */
const shapes = [/^\s*at (?:(.*) )?\(?(.*?):(\d+):(\d+)\)?$/, /^(?:(.*)@)?(.*?):(\d+):(\d+)$/];

/**
 * The innermost frame of a stack: the last one in the order of PostHog and of M110.
 * @param {string} stack
 * @param {string} message of the error, which Chromium writes before the frames and which may look like one
 * @returns {Frame | null}
 */
export function lastFrame(stack, message) {
  const told = stack.indexOf(`: ${message}`);
  const from = told < 0 ? 0 : told + 2 + message.length;
  for (const row of stack.slice(from, from + mostRead).split('\n')) {
    const found = shapes[0].exec(row) ?? shapes[1].exec(row);
    if (found) {
      const [, call, file, line, column] = found;
      return { file, call, line: Number(line), column: Number(column) };
    }
  }
  return null;
}
