import { jsonResponse } from './responses.js';

const FULL_DATE = /^\d{4}-\d\d-\d\d$/;

/** A statement that changes with years, and that anyone may keep. */
const SUPPORT_HEADERS = { 'Cache-Control': 'public, max-age=86400' };

/**
 * Whether the browser asks for privacy on behalf of the person: `Sec-GPC: 1` (Global Privacy
 * Control), and `DNT: 1` where the operator honours Do Not Track.
 *
 * @param {Request} request
 * @param {boolean} honourDoNotTrack
 * @returns {boolean}
 */
export function asksForPrivacy({ headers }, honourDoNotTrack) {
  return saysOne(headers.get('sec-gpc')) || (honourDoNotTrack && saysOne(headers.get('dnt')));
}

/**
 * A header that came more than once is one list here, and counts if one of its values is exactly
 * `1`; whatever else it says is ignored, as the specification of GPC demands.
 *
 * @param {string | null} header
 */
function saysOne(header) {
  return header !== null && header.split(',').some((value) => value.trim() === '1');
}

/**
 * The answer to `GET /.well-known/gpc.json`: this origin abides by Global Privacy Control. Whoever
 * serves it states so for the whole origin, not for its analytics alone.
 *
 * @param {string} lastUpdate The day when the statement was made, `YYYY-MM-DD`.
 * @returns {Response}
 * @throws {TypeError} if it is no day of the calendar
 */
export function gpcSupportResponse(lastUpdate) {
  if (!isDay(lastUpdate)) throw new TypeError('lastUpdate must be a day, as YYYY-MM-DD');
  return jsonResponse(200, { gpc: true, lastUpdate }, SUPPORT_HEADERS);
}

/** @param {unknown} value */
function isDay(value) {
  if (typeof value !== 'string' || !FULL_DATE.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
