/** docs/observed-cases.md: what the earlier systems were observed to do, and what became of it. */
import { plain, table } from '../../js-glue/cli/docs/markdown.js';
import { fileLink, short, written } from './links.js';

/**
 * @typedef {import('./coverage.js').Coverage} Coverage
 * @typedef {import('./requirements.js').Lists} Lists
 */

const head = `# Observed cases

${written}

Before this product was written, the four earlier ones were run or read, and what they made of some input was written down as
numbered cases. A case *agrees* where a test names it and finds the same result; it is *corrected* where the test holds something
else that this product does instead; it is *out of scope* where it is the application's business; the others are *open*. What is
different stands in the title of the test behind a semicolon, or in the member \`changed\` of a vector.
`;

/** @typedef {'agree' | 'corrected' | 'host' | 'open'} State */

/** @type {[State, string][]} */
const columns = [
  ['agree', 'agree'],
  ['corrected', 'corrected'],
  ['host', 'out of scope'],
  ['open', 'open'],
];

/**
 * @param {Lists} lists
 * @param {Coverage} coverage
 * @returns {string}
 */
export function casesDocument({ kinds, unshown }, { cases }) {
  const rows = Object.entries(kinds).map(([id, kind]) => {
    const items = cases.get(id) ?? [];
    const changed = items.find(({ difference }) => difference);
    const shown = changed ? 'corrected' : 'agree';
    /** @type {State} */
    const state = items.length > 0 ? shown : (unshown[kind]?.scope ?? 'open');
    return { id, kind, state, changed };
  });

  /** @param {typeof rows} own */
  const counts = (own) =>
    [own.length, ...columns.map(([state]) => own.filter((row) => row.state === state).length)].map(
      String,
    );
  const kindRows = [...new Set(rows.map(({ kind }) => kind))].map((kind) => [
    kind.replaceAll('_', ' '),
    ...counts(rows.filter((row) => row.kind === kind)),
    plain(unshown[kind]?.reason ?? ''),
  ]);
  const differences = rows.flatMap(({ id, changed }) =>
    changed ? [[id, short(changed.difference ?? ''), fileLink(changed)]] : [],
  );
  return [
    head,
    table(
      ['kind', 'cases', ...columns.map(([, name]) => name), 'why'],
      [...kindRows, ['**all**', ...counts(rows), '']],
    ),
    '\n## What is different\n',
    table(['case', 'difference', 'shown by'], differences),
    '',
  ].join('\n');
}
