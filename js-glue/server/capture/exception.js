import { copyOf } from './copy.js';
import { classOf, messageOf } from './error.js';

/**
 * @param {import('./types.js').RecordEvent} record
 * @returns {import('./types.js').ServerCalls['captureException']}
 */
export function createCaptureException(record) {
  /** An error passes several hands on its way out; whoever comes first reports it. @type {WeakSet<object>} */
  const reported = new WeakSet();

  return (error, details) => {
    if (typeof error === 'object' && error !== null) {
      if (reported.has(error)) return;
      reported.add(error);
    }
    const { subject, ...properties } = copyOf(details);
    const described = { $exception_type: classOf(error), $exception_message: messageOf(error) };
    record('$exception', { $exception_handled: true, ...properties, ...described }, subject);
  };
}
