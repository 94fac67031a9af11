/**
 * Delivers what waits while the process exits, when promises are no longer served: a thread of its own sends it, and this one
 * sleeps until it is done. Batches are tried once.
 *
 * Not where the application gave its own `fetch`, which no other thread can call, and not where there are no threads: then what is
 * left is told as `exit_left`.
 *
 * @param {import('../types.js').Endpoint} endpoint
 * @param {number} deadlineMs
 */
export function deliverAtExit({ forwarder, hasOwnFetch, limits, report }, deadlineMs) {
  if (!forwarder || forwarder.depth().events === 0) return;
  const { requests, settle } = forwarder.surrender();
  const statuses = hasOwnFetch ? [] : sendAll(requests, limits.requestTimeoutMs, deadlineMs);
  statuses.forEach((status, index) => {
    if (status >= 200 && status < 300) settle(index);
  });
  const left = forwarder.depth().events;
  if (left > 0) report('exit_left', left);
}

/**
 * @param {{url: string, body: string}[]} requests
 * @param {number} timeoutMs of each
 * @param {number} deadlineMs of all
 * @returns {number[]} the status of each, 0 where no answer came
 */
function sendAll(requests, timeoutMs, deadlineMs) {
  if (requests.length === 0) return [];
  const shared = new Int32Array(new SharedArrayBuffer(4 * (requests.length + 1)));
  try {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const url = new URL('./exit-thread.js', import.meta.url);
    const workerData = { requests, shared, timeoutMs: Math.min(timeoutMs, deadlineMs) };
    // Options of this process, a loader or an inspector, are none of the thread's business.
    new Worker(url, { workerData, execArgv: [] });
    Atomics.wait(shared, requests.length, 0, deadlineMs);
  } catch {
    return [];
  }
  return [...shared.subarray(0, requests.length)];
}
