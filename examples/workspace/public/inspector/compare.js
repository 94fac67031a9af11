/** Lines up what was given, what left and what was received, key by key. */

/** @typedef {import('./store.js').Row} Row */
/** @typedef {'kept' | 'reduced' | 'removed' | 'page' | 'endpoint'} Fate */
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
  const left = row.left?.properties ?? {};
  const received = row.received?.properties ?? {};
  const reasons = new Map((row.removed ?? []).map(({ path, reason }) => [keyOf(path), reason]));

  const fromCall = Object.keys(given).map((key) => lineOf(key, row, reasons.get(key)));
  const added = Object.keys(left).filter((key) => !(key in given));
  const byEndpoint = Object.keys(received).filter((key) => !(key in left) && !(key in given));
  const groups = [
    { title: 'From the call site', lines: fromCall },
    {
      title: 'Added in the page',
      lines: added.map((key) => line(key, 'page', { left: left[key], received: received[key] })),
    },
    {
      title: 'Added by the endpoint',
      lines: byEndpoint.map((key) => line(key, 'endpoint', { received: received[key] })),
    },
    { title: 'Envelope', lines: envelope(row) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

/**
 * @param {string} key
 * @param {Row} row
 * @param {string} [reason]
 * @returns {Line}
 */
function lineOf(key, row, reason) {
  const given = row.given?.[key];
  const left = row.left?.properties[key];
  const received = row.received?.properties[key];
  if (row.left ? left === undefined : reason !== undefined) {
    // The endpoint may know it from the session; then it is not the page's word that counts.
    return line(key, 'removed', {
      given,
      received,
      reason: reason ?? (row.removed ? 'replaced' : 'pending'),
    });
  }
  const isSame = JSON.stringify(given) === JSON.stringify(left ?? given);
  return line(key, isSame ? 'kept' : 'reduced', { given, left, received });
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
        left: left?.occurredAt,
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
