/**
 * Full-jitter exponential backoff: anywhere between nothing and the doubled delay, so that many
 * servers that failed together do not come back together.
 *
 * @param {number} attempt 1 after the first failure.
 * @param {{retryBaseMs: number, retryMaxMs: number}} limits
 * @param {() => number} [random] In [0, 1).
 * @returns {number} milliseconds
 */
export function backoffMs(attempt, { retryBaseMs, retryMaxMs }, random = Math.random) {
  return random() * Math.min(retryMaxMs, retryBaseMs * 2 ** (attempt - 1));
}

/**
 * @param {string | null} value A `Retry-After` header: whole seconds, or an HTTP date.
 * @param {number} nowMs
 * @returns {number} milliseconds from now; 0 where it is missing, past or malformed
 */
export function parseRetryAfter(value, nowMs) {
  if (value === null) return 0;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // A date has letters; `Date.parse` alone would take "-5" or "1.5" for one.
  if (!/^[A-Za-z]/.test(text)) return 0;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - nowMs);
}
