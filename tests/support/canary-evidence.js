/**
 * What left a page, in pieces, and whether a canary is in one of them. Every byte is in exactly one piece. What the client
 * makes at random is kept apart: canaries of a few characters are met in it by chance, the others are looked for there too.
 */
import { chanceLength } from './canaries.js';
import { findUnfolded, fold, unfold } from './leaks.js';

/** @typedef {{sink: string, text: string, isMade: boolean}} Piece */
/** @typedef {import('./canary-planter.js').Planted} Planted */
/** @typedef {{method: string, url: string, headers: Record<string, unknown>, body: string}} SentRequest */

/** What the client and the endpoint make: members of a batch's envelope, and of its events. */
const madeMembers = {
  envelope: ['anonymousDistinctId', 'sentAt', 'sent_at'],
  event: ['uuid', 'occurredAt', 'timestamp', 'distinct_id'],
};
/** They look like this, or they count as anything else does: an id, ISO 8601, or milliseconds. */
const made =
  /^"(anon_)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$|^"20\d\d-\d\d-\d\dT[\d:.]+Z"$|^1\d{12}$/;
/** A signed token, and the length of the body, which stands beside it. */
const madeHeaders = new Set(['content-length', 'x-analytics-token']);

/**
 * @param {Record<string, unknown>} object
 * @param {string[]} names
 */
function part(object, names) {
  const isMade = (/** @type {[string, unknown]} */ [name, value]) =>
    names.includes(name) && made.test(JSON.stringify(value));
  const entries = Object.entries(object);
  return {
    rest: Object.fromEntries(entries.filter((entry) => !isMade(entry))),
    made: Object.fromEntries(entries.filter(isMade)),
  };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} sink
 * @param {string} body
 * @returns {Piece[]} one for the envelope and one for each event; or the whole, if it is no batch
 */
export function piecesOfBody(sink, body) {
  const parsed = parse(body);
  if (!Array.isArray(parsed?.batch))
    return [{ sink: `${sink}: a body`, text: body, isMade: false }];
  const { batch, ...envelope } = parsed;
  const parts = [
    part(envelope, madeMembers.envelope),
    ...batch.map((/** @type {any} */ event) => part(event, madeMembers.event)),
  ];
  const one = JSON.stringify(parts.map((each) => each.made));
  return [
    { sink: `${sink}: what is made`, text: one, isMade: true },
    ...parts.map(({ rest }, i) => {
      const text = JSON.stringify(rest);
      return { sink: `${sink}: ${i ? 'an event' : 'the envelope'}`, text, isMade: false };
    }),
  ];
}

/**
 * @param {string} sink
 * @param {SentRequest} request
 * @param {Set<string>} excluded the parts that belong to the application: `url`, and names of headers
 * @returns {Piece[]}
 */
export function piecesOfRequest(sink, { method, url, headers, body }, excluded) {
  const line = excluded.has('url') ? method : `${method} ${url}`;
  const pieces = [{ sink: `${sink}: a request line`, text: line, isMade: false }];
  for (const [name, value] of Object.entries(headers)) {
    if (excluded.has(name)) continue;
    const text = `${name}: ${value}`;
    pieces.push({ sink: `${sink}: header ${name}`, text, isMade: madeHeaders.has(name) });
  }
  return body ? [...pieces, ...piecesOfBody(sink, body)] : pieces;
}

/** Most pieces are one that was seen before. @type {Map<string, string>} */
const unfoldedPieces = new Map();

/** @param {string} text */
function unfoldOnce(text) {
  const known = unfoldedPieces.get(text) ?? unfold(text);
  unfoldedPieces.set(text, known);
  return known;
}

/**
 * @param {Piece[]} pieces
 * @param {Planted[]} planted
 * @returns {{canary: string, place: string, family: string, form: string, sink: string, text: string}[]} for each canary that left
 *   the places where it may come from, and the first sink that it is in
 */
export function findLeakedPieces(pieces, planted) {
  const all = planted.flatMap(({ canaries }) => canaries);
  const long = all.filter((canary) => fold(canary).length >= chanceLength);
  // Of those that say the same, the first stays.
  const byText = new Map([...pieces].reverse().map((piece) => [piece.text, piece]));
  const distinct = [...byText.values()].reverse();
  const found = [false, true].flatMap((isMade) => {
    const texts = distinct.filter((piece) => piece.isMade === isMade).map(({ text }) => text);
    const lines = new Set(texts.flatMap((text) => unfoldOnce(text).split('\n')));
    return findUnfolded([...lines].join('\n'), isMade ? long : all);
  });
  return [...new Set(found)].flatMap((canary) => {
    const first = distinct.find(({ text }) => findUnfolded(unfoldOnce(text), [canary]).length > 0);
    const { sink = 'several pieces', text = '' } = first ?? {};
    return planted
      .filter(({ canaries }) => canaries.includes(canary))
      .map(({ place, family, form }) => ({ canary, place, family, form, sink, text }));
  });
}
