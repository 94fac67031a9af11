import { kindOf } from './error.js';

/** How long a command waits for its events to be delivered. */
const DEADLINE_MS = 2000;

/**
 * Runs the command of a command line: an error that it does not catch is captured as `$exception` with component `cli` and the
 * command's name (A44, A45), what waits is delivered (A46), and then the error is thrown on, unchanged (A47; the system before
 * printed a line and exited instead). Nothing of the arguments is looked at: they may hold SQL. Analytics are closed when it
 * returns, as a process runs one command.
 *
 * @template Result
 * @param {import('./types.js').ServerAnalytics<any>} analytics
 * @param {string} name One of the plan's; another one leaves as the plan's `other`.
 * @param {() => Result | Promise<Result>} command
 * @param {{isOrdinary?: (error: unknown) => boolean, deadlineMs?: number}} [options] `isOrdinary`: whether an error is a way to
 *   end, such as the one by which a parser of arguments leaves after its help; it is thrown on and not captured (A48).
 * @returns {Promise<Result>}
 * @throws what the command throws
 */
export async function runCommand(
  analytics,
  name,
  command,
  { isOrdinary = () => false, deadlineMs = DEADLINE_MS } = {},
) {
  try {
    return await command();
  } catch (error) {
    if (!isOrdinary(error)) {
      const what = { component: 'cli', command: name, error_kind: kindOf(error) };
      analytics.captureException(error, { ...what, $exception_handled: false });
    }
    throw error;
  } finally {
    await analytics.close(deadlineMs);
  }
}
