import { deliverAtExit } from './exit.js';
import { followRejections } from './rejections.js';

/**
 * @typedef {object} WatchOptions
 * @property {string} [component] On the exceptions; one of the plan's.
 * @property {number} [deadlineMs] How long an exit may take longer, to deliver what waits; default 2,000.
 */

const DEADLINE_MS = 2000;

/**
 * Captures what nobody caught, as `$exception` with `$exception_handled` false (A1), and delivers what waits when the process
 * exits, by an error or not. It watches and does not touch: the process ends, goes on and answers with the exit code as it
 * would otherwise, within the deadline. An exit by `process.exit`, a signal or the end of work is no error (A48); one by a signal
 * that the application does not handle leaves no time to deliver anything.
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @param {import('./types.js').ServerCalls['captureException']} captureException
 * @returns {import('./types.js').ServerCalls['watchProcess']} which watches once, however often it is called
 */
export function createWatch(endpoint, captureException) {
  /** @type {(() => void) | null} */
  let stop = null;

  /** @type {import('./types.js').ServerCalls['watchProcess']} */
  return ({ component, deadlineMs = DEADLINE_MS } = {}) => {
    if (typeof globalThis.process?.on !== 'function') return () => {}; // no Node: nothing to watch
    if (stop) return stop;
    /** @param {unknown} error */
    const report = (error) =>
      captureException(error, { component, error_kind: 'unhandled', $exception_handled: false });
    const deliver = () => deliverAtExit(endpoint, deadlineMs);
    // The monitor hears of what will end the process, also of rejections, and cannot prevent it.
    process.on('uncaughtExceptionMonitor', report);
    process.on('exit', deliver);
    const stopFollowing = followRejections(report);
    stop = () => {
      process.off('uncaughtExceptionMonitor', report);
      process.off('exit', deliver);
      stopFollowing();
      stop = null;
    };
    return stop;
  };
}
