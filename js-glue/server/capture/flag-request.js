/** @typedef {{value: boolean | string, payload: unknown}} Flag */

/**
 * Asks PostHog what a feature is for somebody, of whom nothing but the distinct id is told.
 *
 * @param {object} options
 * @param {typeof globalThis.fetch} options.fetch
 * @param {string} options.host
 * @param {string} options.token
 * @param {string} options.distinctId
 * @param {string} options.key
 * @param {number} options.timeoutMs of the whole exchange
 * @returns {Promise<Flag | 'timeout' | 'unavailable' | null>} `null`: PostHog has no such flag
 */
export async function requestFlag({ fetch, host, token, distinctId, key, timeoutMs }) {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${host}/flags/?v=2`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, distinct_id: distinctId, flag_keys_to_evaluate: [key] }),
      redirect: 'manual',
      signal,
    });
    if (response.status !== 200) return 'unavailable';
    return flagOf(await response.json(), key);
  } catch {
    return signal.aborted ? 'timeout' : 'unavailable';
  }
}

/**
 * @param {any} answer
 * @param {string} key
 * @returns {Flag | 'unavailable' | null}
 */
function flagOf(answer, key) {
  const flags = Object(answer).flags;
  if (typeof flags !== 'object' || flags === null) return 'unavailable';
  const flag = flags[key];
  if (typeof flag?.enabled !== 'boolean')
    return answer.errorsWhileComputingFlags === true ? 'unavailable' : null;
  const variant = typeof flag.variant === 'string' ? flag.variant : true;
  return { value: flag.enabled ? variant : false, payload: payloadOf(flag.metadata?.payload) };
}

/** @param {unknown} payload JSON as text, as PostHog stores it */
function payloadOf(payload) {
  try {
    return typeof payload === 'string' ? JSON.parse(payload) : (payload ?? null);
  } catch {
    return payload;
  }
}
