/** Sends the requests of exit.js one after another, and wakes the thread that sleeps. */
import { workerData } from 'node:worker_threads';

/** @type {{requests: {url: string, body: string}[], shared: Int32Array, timeoutMs: number}} */
const { requests, shared, timeoutMs } = workerData;

for (const [index, { url, body }] of requests.entries()) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    Atomics.store(shared, index, response.status);
  } catch {
    // The status stays 0.
  }
}
Atomics.store(shared, requests.length, 1);
Atomics.notify(shared, requests.length);
