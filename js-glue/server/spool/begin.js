/** How the lines of a receiver begin. */
const BEGINNINGS = { posthog: '{"uuid":', collect: '{"eventId":' };

/**
 * Gives a spool to its handler: tells of what goes wrong with it, in numbers alone, and returns what an earlier process left.
 *
 * @param {import('./types.js').Spool} spool
 * @param {Pick<import('../delivery.js').Destination, 'receiver' | 'counters' | 'report'>} destination
 * @returns {import('./types.js').StoredLine[]}
 * @throws {TypeError} where another handler has the spool, or it holds events in the form of another receiver
 */
export function beginSpool(spool, { receiver, counters, report }) {
  const { lines, corrupt } = spool.begin((count) => report('spool_failed', count));
  if (!lines.every(({ line }) => line.startsWith(BEGINNINGS[receiver.format])))
    throw new TypeError('the spool holds events for another receiver: give each its own folder');
  if (corrupt > 0) {
    counters.drop('spool_corrupt', corrupt);
    report('spool_corrupt', corrupt);
  }
  return lines;
}
