/** @typedef {import('./session.js').Session} Session */

/** Captures that wait while the core is loaded the slow way; more are dropped. What the person chose is not. */
export const waitingLimit = 200;

/**
 * Public calls on their way to a session that may not be there yet, or never. Whatever goes wrong stays in here: nothing is
 * thrown into the page.
 * @param {(reason: string) => void} onDropped
 */
export function createCalls(onDropped) {
  /** @type {Session | null} */
  let session = null;
  /** @type {(() => void)[] | null} null once the session is there or will never be */
  let waiting = [];

  /**
   * @param {(session: Session) => void} call
   * @param {() => void} [otherwise] what happens instead where there is no session and will be none
   * @param {number} [limit] of calls that wait
   */
  function run(call, otherwise, limit = Infinity) {
    if (waiting && waiting.length < limit) {
      waiting.push(() => run(call, otherwise));
      return;
    }
    if (waiting) onDropped('not_open');
    if (waiting || !session) {
      otherwise?.();
      return;
    }
    try {
      call(session);
    } catch {
      onDropped('failed');
    }
  }

  return {
    run,
    /**
     * @param {(session: Session) => Promise<unknown>} call
     * @returns {Promise<void>} resolves whatever happens
     */
    runLater: (call) =>
      new Promise((resolve) => {
        run(async (ready) => {
          try {
            await call(ready);
          } catch {
            onDropped('failed');
          }
          resolve();
        }, resolve);
      }),
    /** @param {Session | null} opened null: there will be none */
    settle(opened) {
      session = opened;
      const calls = waiting ?? [];
      waiting = null;
      for (const call of calls) call();
    },
    session: () => session,
  };
}
