/** A request that hangs for longer counts as one without an answer, where the browser can tell (Safari from 17.4 on). */
const timeoutMs = 30_000;

/**
 * Asks the application's own origin, without a Referer. A redirect is not followed.
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {RequestInit} [init]
 */
export const request = (url, signal, init) =>
  fetch(url, {
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any?.([signal, AbortSignal.timeout(timeoutMs)]) ?? signal,
    ...init,
  });
