/** The entropy bound for people: tables of text. */

/** @param {number} bits */
const shown = (bits) => bits.toFixed(1);

const figure = /^[\d.]+$/;

/** @param {string[][]} rows of which the first has the headings @returns {string[]} lines; figures end below each other */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const isFigures = rows[0].map((_, column) =>
    rows.slice(1).every((row) => figure.test(row[column])),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        isFigures[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
}

/**
 * @param {import('./entropy.js').Entropy} entropy
 * @param {number | null} budget
 * @returns {string}
 */
export function entropyText({ page, pageBits, standing, ambient, events, assumptions }, budget) {
  const lines = [
    ...table([
      ['on every event', 'bits'],
      ...[...page, ...standing].map(({ property, bits }) => [`  ${property}`, shown(bits)]),
      ['  page and viewport jointly', shown(pageBits)],
      ['ambient', shown(ambient)],
      ...(budget === null ? [] : [['budget', shown(budget)]]),
    ]),
    '',
    ...table([
      ['event', 'ambient', 'own', 'most telling'],
      ...events.map(({ event, own, mostTelling }) => [
        event,
        shown(ambient),
        shown(own),
        mostTelling.map(({ property, bits }) => `${property} ${shown(bits)}`).join(', '),
      ]),
    ]),
    '',
    'assumptions',
    ...assumptions.map((assumption) => `  ${assumption}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
