/**
 * How much of the page's time a recorder takes: one observer of mutations made before the recorder's and one made after it are told
 * of the same changes in that order, and between them lies what the recorder does with them. Made so, it works in every browser, and
 * needs nothing of the recorder.
 */

/** Over this long, at most this share of it. */
const windowMs = 5000;
const mostShare = 0.1;

/**
 * @param {() => void} onCostly called once for each window that cost too much
 */
export function createWatchdog(onCostly) {
  const everything = { attributes: true, characterData: true, childList: true, subtree: true };
  let beganMs = 0;
  let spentMs = 0;
  let sinceMs = performance.now();

  function count() {
    const now = performance.now();
    if (beganMs) spentMs += now - beganMs;
    beganMs = 0;
    if (now - sinceMs < windowMs) return;
    const isCostly = spentMs > mostShare * (now - sinceMs);
    sinceMs = now;
    spentMs = 0;
    if (isCostly) onCostly();
  }

  /** @type {MutationObserver[]} */
  let observers = [];
  /** @param {() => void} call */
  function observe(call) {
    const observer = new MutationObserver(call);
    observer.observe(document, everything);
    observers.push(observer);
  }
  function stop() {
    for (const observer of observers) observer.disconnect();
    observers = [];
  }
  return {
    /**
     * Observers are called in the order in which they were made.
     * @param {() => void} start makes the recorder's
     */
    around(start) {
      stop();
      observe(() => void (beganMs = performance.now()));
      start();
      observe(count);
    },
    /** @param {number} ms that went into what was recorded afterwards */
    spend: (ms) => void (spentMs += ms),
    stop,
  };
}
