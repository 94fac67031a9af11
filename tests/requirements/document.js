/** The two documents: requirements with what shows them, and observed cases with what became of them. */
import { basename } from 'node:path';
import { plain, table } from '../../js-glue/cli/docs/markdown.js';
import { systemOf, systems } from './requirements.js';

/**
 * @typedef {import('./coverage.js').Coverage} Coverage
 * @typedef {import('./evidence.js').Evidence} Evidence
 * @typedef {import('./requirements.js').Lists} Lists
 * @typedef {import('./requirements.js').Requirement} Requirement
 */

const titleLength = 110;
const shownTests = 3;

/** @param {string} text @returns {string} Markdown of one line, cut */
const short = (text) => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return plain(
    letters.length > titleLength ? `${letters.slice(0, titleLength).join('')}…` : letters.join(''),
  );
};

/** @param {Evidence} item */
const link = ({ file, title }) => `[${basename(file)}](../${file}) ${short(title)}`;

/** The first of each file, then the others. @param {Evidence[]} items */
function variedFirst(items) {
  const first = items.filter((item, i) => items.findIndex(({ file }) => file === item.file) === i);
  return [...first, ...items.filter((item) => !first.includes(item))];
}

/** @param {Evidence[]} items @returns {string} a few of them */
function links(items) {
  const rest = items.length - shownTests;
  const more = rest > 0 ? [`+ ${rest} more`] : [];
  return [...variedFirst(items).slice(0, shownTests).map(link), ...more].join('<br>');
}

/** @param {Evidence[]} items @param {Requirement} row */
function shownBy(items, row) {
  if (row.open) return `**open:** ${plain(row.open)}`;
  if (row.host_only) return `*host only:* ${plain(row.host_only)}`;
  const contracts = items.filter(({ kind }) => kind === 'contract');
  const tests = items.filter(({ kind }) => kind === 'test');
  return [tests.length && links(tests), contracts.length && `*contract:* ${links(contracts)}`]
    .filter(Boolean)
    .join('<br>');
}

/** @param {Requirement} row @param {Evidence[]} items @returns {'test' | 'contract' | 'host only' | 'open'} */
function stateOf(row, items) {
  if (row.open) return 'open';
  if (row.host_only) return 'host only';
  return items.some(({ kind }) => kind === 'test') ? 'test' : 'contract';
}

const states = /** @type {const} */ (['test', 'contract', 'host only', 'open']);

/**
 * @param {Lists} lists
 * @param {Coverage} coverage
 * @returns {string} docs/requirements-coverage.md
 */
export function requirementsDocument({ requirements }, { numbers }) {
  const sections = Object.entries(systems).map(([system, name]) => {
    const rows = Object.entries(requirements).filter(([number]) => systemOf(number) === system);
    const counts = states.map(
      (state) =>
        rows.filter(([number, row]) => stateOf(row, numbers.get(number) ?? []) === state).length,
    );
    const body = rows.map(([number, row]) => [
      number,
      plain(row.title),
      row.tag,
      shownBy(numbers.get(number) ?? [], row),
    ]);
    return {
      name,
      counts: [rows.length, ...counts],
      text: `## ${name}\n\n${table(['', 'asked', 'by', 'shown by'], body)}`,
    };
  });
  const sum = sections
    .map(({ counts }) => counts)
    .reduce((a, b) => a.map((count, i) => count + b[i]));
  const summary = [...sections, { name: '**all**', counts: sum }].map(({ name, counts }) => [
    name,
    ...counts.map(String),
  ]);
  return `${requirementsHead}
${table(['system', 'numbers', 'a test', 'a contract', 'host only', 'open'], summary)}

${sections.map(({ text }) => text).join('\n\n')}
`;
}

const written =
  '<!-- Written by `npm run coverage:requirements`. Change tests/requirements/*.json or the titles of tests instead. -->';

const requirementsHead = `# Requirements and what shows them

${written}

This product takes the place of four earlier ones. Each number below is something that one of them promised; the title says what
is asked, in short. A test shows a number by naming it in its title, a vector by its \`source\`. **by** says who can do it: \`sdk\`
both ends of this package, \`sdk-b\` the page, \`sdk-n\` the server, \`host\` the application. For what the application does, the
package has a *contract*: a type that its code has to satisfy, or does not compile. *Host only* is what no package can do for
it. What was observed of the earlier systems, and what became of that, stands in [observed-cases.md](observed-cases.md).
`;

/**
 * @param {Lists} lists
 * @param {Coverage} coverage
 * @returns {string} docs/observed-cases.md
 */
export function casesDocument({ kinds, unshown }, { cases }) {
  const names = [...new Set(Object.values(kinds))];
  /** @param {string} id */
  const changed = (id) => (cases.get(id) ?? []).find(({ difference }) => difference);
  /** @param {(id: string) => unknown} holds @param {string} kind */
  const count = (holds, kind) =>
    Object.keys(kinds).filter((id) => kinds[id] === kind && holds(id)).length;
  const rows = names.map((kind) => {
    const { scope, reason } = unshown[kind] ?? {};
    const without = count((id) => !cases.has(id), kind);
    const numbers = [
      count(() => true, kind),
      count((id) => cases.has(id) && !changed(id), kind),
      count(changed, kind),
      scope === 'host' ? without : 0,
      scope === 'open' ? without : 0,
    ];
    return {
      numbers,
      cells: [`${kind}`.replaceAll('_', ' '), ...numbers.map(String), reason ? plain(reason) : ''],
    };
  });
  const sum = rows
    .map(({ numbers }) => numbers)
    .reduce((a, b) => a.map((value, i) => value + b[i]));
  const differences = Object.keys(kinds).flatMap((id) => {
    const item = changed(id);
    return item
      ? [[id, short(item.difference ?? ''), `[${basename(item.file)}](../${item.file})`]]
      : [];
  });
  return `${casesHead}
${table(['kind', 'cases', 'agree', 'corrected', 'out of scope', 'open', 'why'], [...rows.map(({ cells }) => cells), ['**all**', ...sum.map(String), '']])}

## What is different

${table(['case', 'difference', 'shown by'], differences)}
`;
}

const casesHead = `# Observed cases

${written}

Before this product was written, the four earlier ones were run or read, and what they made of some input was written down:
${'520'} cases. A case *agrees* where a test names it and finds the same result; it is *corrected* where the result was a fault, and
the test holds what this product does instead; it is *out of scope* where it is the application's business. The difference stands
in the title of the test behind a semicolon, or in the member \`changed\` of a vector.
`;
