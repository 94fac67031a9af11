/** @typedef {import('./session.js').Session} Session */

/** Calls that wait while the core is loaded the slow way; more are dropped. */
const waitingLimit = 200;

/**
 * Public calls on their way to a session that may not be there yet, or never. Whatever goes wrong stays in here: nothing is
 * thrown into the page.
 * @param {(reason: string) => void} onDropped
 */
export function createCalls(onDropped) {
  /** @type {Session | null} */
  let session = null;
  /** @type {((session: Session) => void)[] | null} null once the session is there or will never be */
  let waiting = [];

  /** @param {(session: Session) => void} call */
  function run(call) {
    if (waiting) {
      if (waiting.length < waitingLimit) waiting.push(call);
      else onDropped('not_open');
      return;
    }
    try {
      if (session) call(session);
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
        const done = () => resolve();
        if (!session && !waiting) done();
        run((ready) => {
          // A call that throws before it has a promise must not leave the caller waiting.
          let later = Promise.resolve(/** @type {unknown} */ (undefined));
          try {
            later = call(ready);
          } finally {
            later.then(done, done);
          }
        });
      }),
    /** @param {Session | null} opened null: there will be none */
    settle(opened) {
      session = opened;
      const calls = waiting ?? [];
      waiting = null;
      if (opened) calls.forEach(run);
    },
    session: () => session,
  };
}
