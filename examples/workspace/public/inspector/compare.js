/** Lines up what was given, what left and what was received, key by key. */

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {'kept' | 'reduced' | 'removed' | 'page' | 'endpoint' | 'unset'} Fate */
/**
 * @typedef {object} Line
 * @property {string} key
 * @property {Fate} fate
 * @property {unknown} [given]
 * @property {unknown} [left]
 * @property {unknown} [received]
 * @property {string} [reason]
 */
/** @typedef {{title: string, lines: Line[]}} Group */

/**
 * @param {Row} row
 * @returns {Group[]} the ones that hold a line
 */
export function compare(row) {
  const given = row.given ?? {};
  const left = leaving(row);
  const received = flatten(row.received?.properties ?? {});
  const reasons = new Map((row.removed ?? []).map(({ path, reason }) => [keyOf(path), reason]));

  const added = Object.keys(left).filter((key) => !(key in given));
  const byEndpoint = Object.keys(received).filter((key) => !(key in left) && !(key in given));
  const groups = [
    {
      title: 'From the call site',
      lines: Object.keys(given).map((key) =>
        givenLine(key, row, reasons.get(key) ?? reasons.get('*')),
      ),
    },
    { title: 'Added in the page', lines: added.map((key) => pageLine(key, row)) },
    { title: 'Added by the endpoint', lines: endpointLines(byEndpoint, received) },
    { title: 'Envelope', lines: envelope(row) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

/**
 * What left, or will leave as far as can be told before.
 *
 * @param {Row} row
 * @returns {Record<string, unknown>}
 */
function leaving({ left, expected, stage }) {
  return left?.properties ?? (stage === 'stopped' ? {} : (expected ?? {}));
}

/**
 * @param {string} key
 * @param {Row} row
 * @param {string} [reason]
 * @returns {Line}
 */
function givenLine(key, row, reason) {
  const given = row.given?.[key];
  const left = leaving(row)[key];
  const received = row.received?.properties[key];
  if (row.stage === 'stopped') return line(key, 'removed', { given, reason: row.reason });
  if (left === undefined && row.removed) {
    // The endpoint may know it from the session; then it is not the page's word that counts.
    return line(key, 'removed', { given, received, reason: reason ?? 'replaced' });
  }
  const isSame = JSON.stringify(given) === JSON.stringify(left ?? given);
  return line(key, isSame ? 'kept' : 'reduced', { given, left, received });
}

/**
 * @param {string} key
 * @param {Row} row
 */
function pageLine(key, row) {
  const left = leaving(row)[key];
  const received = row.received?.properties[key];
  // The path was not given by anybody, and yet it is where the shape comes from.
  const isShape = key === 'route_shape' && row.path !== undefined && row.path !== left;
  return isShape
    ? line(key, 'reduced', { given: row.path, left, received })
    : line(key, 'page', { left, received });
}

/**
 * Person properties one by one.
 *
 * @param {Record<string, unknown>} properties
 */
function flatten({ $set, ...properties }) {
  const person = Object.entries($set ?? {}).map(([key, value]) => [`$set.${key}`, value]);
  return /** @type {Record<string, unknown>} */ ({ ...properties, ...Object.fromEntries(person) });
}

/**
 * What nobody set in this installation takes one line together.
 *
 * @param {string[]} keys
 * @param {Record<string, unknown>} received
 */
function endpointLines(keys, received) {
  const unset = keys.filter((key) => received[key] === null);
  const lines = keys
    .filter((key) => received[key] !== null)
    .map((key) => line(key, 'endpoint', { received: received[key] }));
  if (unset.length > 0) lines.push(line(unset.join(', '), 'unset', { received: null }));
  return lines;
}

/**
 * @param {string} key
 * @param {Fate} fate
 * @param {Partial<Line>} values
 * @returns {Line}
 */
function line(key, fate, values) {
  return { key, fate, ...values };
}

/** @param {Row} row */
function envelope({ anonymousId, left, received }) {
  /** @type {Line[]} */
  const lines = [];
  const who = received?.distinct_id;
  if (who || anonymousId) {
    lines.push(
      line('distinct_id', anonymousId ? 'page' : 'endpoint', { left: anonymousId, received: who }),
    );
  }
  if (left || received) {
    lines.push(
      line('uuid', left ? 'page' : 'endpoint', { left: left?.uuid, received: received?.uuid }),
    );
    lines.push(
      line('time', left ? 'page' : 'endpoint', {
        left: left && new Date(left.occurredAt).toISOString(),
        received: received?.timestamp,
      }),
    );
  }
  return lines;
}

/** @param {string} path a JSON pointer below /properties */
function keyOf(path) {
  return (path.split('/')[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}
