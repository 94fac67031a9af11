import { createFuse } from './fuse.js';
import { problemOf } from './problem.js';
import { quietly } from './quietly.js';

/** @typedef {import('../client/types.js').Analytics} Analytics */

/**
 * @typedef {object} ErrorOptions
 * @property {string} [event] what an error is captured as; default `$exception`
 * @property {number} [limit] how many of a kind are told in a session of the tab; default 3 (M110)
 */

/**
 * Captures what the page throws and nobody catches: `error` and `unhandledrejection` of the window (A5), redacted in every mode
 * (M109), each kind three times (M110), without the noise of browsers (M111). The plan decides what of it leaves.
 * @param {Analytics} analytics
 * @param {ErrorOptions} [options]
 * @returns {() => void} stops
 */
export function watchErrors(analytics, { event = '$exception', limit = 3 } = {}) {
  if (typeof window === 'undefined') return () => {};
  const isOn = () => analytics.mode() !== 'off'; // while nothing may be told, nothing is stored either
  const isSpent = createFuse(() => sessionStorage, limit, isOn);
  let isTelling = false;

  /** @param {'window.error' | 'unhandledrejection'} source @param {ReturnType<typeof problemOf>} problem */
  function tell(source, problem) {
    if (!problem || isSpent(problem)) return;
    const { type, message, frame } = problem;
    analytics.capture(event, {
      $exception_type: type,
      $exception_message: message,
      $exception_source: source,
      $exception_handled: false,
      $exception_line: frame.line,
      $exception_column: frame.column,
    });
  }

  /**
   * What telling an error leads to is not told in turn.
   * @template {Event} E
   * @param {(event: E) => void} work
   */
  const once = (work) =>
    quietly((/** @type {E} */ given) => {
      if (isTelling) return;
      isTelling = true;
      try {
        work(given);
      } finally {
        isTelling = false;
      }
    });

  const onError = once((/** @type {ErrorEvent} */ { error, message, filename, lineno, colno }) => {
    const place = lineno ? { file: filename, line: lineno, column: colno } : {};
    tell('window.error', problemOf(error, message || 'window.error', place));
  });
  const onRejection = once((/** @type {PromiseRejectionEvent} */ { reason }) =>
    tell('unhandledrejection', problemOf(reason, 'unhandledrejection')),
  );
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
  return () => {
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
  };
}
