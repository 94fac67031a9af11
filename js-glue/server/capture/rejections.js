const REJECTION = 'unhandledRejection';

/**
 * Tells of promises that were rejected and that nobody handles, where the application listens for them itself, so that they do not
 * end the process. Where it does not, nobody may: a listener would keep the process alive that Node ends.
 *
 * @param {(reason: unknown) => void} report
 * @returns {() => void} stops
 */
export function followRejections(report) {
  /** @param {unknown} reason */
  const follow = (reason) => report(reason);
  const others = () => process.listeners(REJECTION).filter((listener) => listener !== follow);
  const isFollowing = () => process.listeners(REJECTION).includes(follow);

  /** @param {string | symbol} event @param {unknown} listener */
  function join(event, listener) {
    if (event === REJECTION && listener !== follow && !isFollowing()) process.on(REJECTION, follow);
  }
  /** @param {string | symbol} event */
  function leave(event) {
    if (event === REJECTION && others().length === 0) process.off(REJECTION, follow);
  }

  for (const listener of others()) join(REJECTION, listener);
  process.on('newListener', join);
  process.on('removeListener', leave);
  return () => {
    process.off('newListener', join);
    process.off('removeListener', leave);
    process.off(REJECTION, follow);
  };
}
