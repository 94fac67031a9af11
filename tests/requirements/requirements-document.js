/** docs/requirements-coverage.md: each requirement with what shows it. */
import { plain, table } from '../../js-glue/cli/docs/markdown.js';
import { links, written } from './links.js';
import { systemOf, systems } from './requirements.js';

/**
 * @typedef {import('./coverage.js').Coverage} Coverage
 * @typedef {import('./evidence.js').Evidence} Evidence
 * @typedef {import('./requirements.js').Lists} Lists
 * @typedef {import('./requirements.js').Requirement} Requirement
 * @typedef {{number: string, row: Requirement, items: Evidence[]}} Row
 */

const head = `# Requirements and what shows them

${written}

This product takes the place of four earlier ones. Each number below is something that one of them promised; the title says what
is asked, in short. A test shows a number by naming it in its title, a vector by its \`source\`. **by** says who can do it: \`sdk\`
both ends of this package, \`sdk-b\` the page, \`sdk-n\` the server, \`host\` the application. For what the application does, the
package has a *contract*: a type that its code has to satisfy, or does not compile. *Host only* is what no package can do for
it. What was observed of the earlier systems, and what became of that, stands in [observed-cases.md](observed-cases.md).
`;

/** @param {Row} row @returns {string} */
function shownBy({ row, items }) {
  if (row.open) return `**open:** ${plain(row.open)}`;
  if (row.host_only) return `*host only:* ${plain(row.host_only)}`;
  const contracts = items.filter(({ kind }) => kind === 'contract');
  const tests = items.filter(({ kind }) => kind === 'test');
  return [tests.length && links(tests), contracts.length && `*contract:* ${links(contracts)}`]
    .filter(Boolean)
    .join('<br>');
}

/** Columns of the summary, and what each of them counts. @type {[string, (row: Row) => unknown][]} */
const columns = [
  ['numbers', () => true],
  ['shown', ({ row }) => !row.open && !row.host_only],
  ['of them with a contract', ({ items }) => items.some(({ kind }) => kind === 'contract')],
  ['host only', ({ row }) => row.host_only],
  ['open', ({ row }) => row.open],
];

/** @param {Row[]} rows @returns {string[]} */
const counts = (rows) => columns.map(([, holds]) => String(rows.filter(holds).length));

/** @param {Row[]} rows @returns {string} */
const rowTable = (rows) =>
  table(
    ['', 'asked', 'by', 'shown by'],
    rows.map((row) => [row.number, plain(row.row.title), row.row.tag, shownBy(row)]),
  );

/**
 * @param {Lists} lists
 * @param {Coverage} coverage
 * @returns {string}
 */
export function requirementsDocument({ requirements }, { numbers }) {
  const rows = Object.entries(requirements).map(([number, row]) => ({
    number,
    row,
    items: numbers.get(number) ?? [],
  }));
  const sections = Object.entries(systems).map(([system, name]) => ({
    name,
    own: rows.filter(({ number }) => systemOf(number) === system),
  }));
  const summary = [...sections, { name: '**all**', own: rows }];
  return [
    head,
    table(
      ['system', ...columns.map(([name]) => name)],
      summary.map(({ name, own }) => [name, ...counts(own)]),
    ),
    ...sections.map(({ name, own }) => `\n## ${name}\n\n${rowTable(own)}`),
    '',
  ].join('\n');
}
