import { quietly } from './quietly.js';

/** @typedef {import('../client/types.js').Analytics} Analytics */

/**
 * @typedef {object} JoinOptions
 * @property {string} [endpoint] as given to `createAnalytics`; default `/api/analytics`
 * @property {string} [workspaceId] of the person, which the endpoint checks
 */

/** As the core stores it; what follows is when it was made, and for whom. */
const ANONYMOUS_ID = /^anon_[0-9a-f-]{36}/;

/**
 * Tells the endpoint, as soon as the person is identified, which anonymous id this browser had, so that what led to a sign-up counts
 * as that person's (M26). Only for plans with `"identity": {"merge": true}`: with any other the endpoint does not look at it (S31).
 * An id of which nothing is stored, as under Global Privacy Control, or after a withdrawal, is not told.
 * @param {Analytics} analytics
 * @param {JoinOptions} [options]
 * @returns {() => void} ends it
 */
export function joinIdentity(analytics, { endpoint = '/api/analytics', workspaceId } = {}) {
  if (typeof window === 'undefined') return () => {};
  let told = '';

  const tell = quietly(() => {
    if (analytics.mode() !== 'identified') return;
    const stored = Object.values(analytics.exportLocal());
    const [id = ''] = stored.flatMap((text) => ANONYMOUS_ID.exec(text) ?? []);
    if (id === '' || id === told) return;
    told = id;
    const body = JSON.stringify({ workspaceId, anonymousDistinctId: id });
    post(`${endpoint}/identify`, body).catch(() => {
      told = ''; // at the next occasion
    });
  });
  tell();
  // The client tells of its mode in the middle of the call that changes it.
  return analytics.on('mode', () => queueMicrotask(tell));
}

/**
 * @param {string} url
 * @param {string} body
 */
const post = (url, body) =>
  fetch(url, {
    method: 'POST',
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
