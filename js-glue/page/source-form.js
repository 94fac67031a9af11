/** Where a visitor came from, as the cookie holds it: what the page writes and the endpoint reads (M99-M103). */

/** @typedef {'utm_source' | 'utm_medium' | 'utm_campaign' | 'utm_content' | 'utm_term' | 'referrer_origin'} SourceKey */
/** @typedef {Partial<Record<SourceKey, string>>} Source */

/** @type {readonly Exclude<SourceKey, 'referrer_origin'>[]} */
export const campaignKeys = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];

/** @type {readonly SourceKey[]} */
export const sourceKeys = [...campaignKeys, 'referrer_origin'];

export const cookieName = 'multica_signup_source';

/** Code points of one value (M101). */
export const mostCodePoints = 96;

/** Bytes of UTF-8 of the JSON, before it is percent-encoded (M102). */
export const mostBytes = 512;

/** @param {string} text @returns {boolean} whether it is as long as a cookie may say */
export const fitsCookie = (text) => new TextEncoder().encode(text).length <= mostBytes;
