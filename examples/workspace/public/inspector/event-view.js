/** One event as a row that opens. */
import { fill, h, icon } from '../app/dom.js';
import { compare } from './compare.js';
import { clock, MODES, plural, reasonInWords } from './words.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('./compare.js').Line} Line */
/** @typedef {{standIn: boolean, host: string}} Target */

/** @type {Record<Row['stage'], string>} */
const STAGES = {
  waiting: 'waiting in the page',
  stopped: 'stays here',
  left: 'on its way',
  refused: 'refused by the endpoint',
  received: 'received',
};

/**
 * @param {Row} row
 * @param {Target} target
 * @param {() => void} onToggle
 */
export function createEventView(row, target, onToggle) {
  const bodyId = `event-${row.id}`;
  const head = h('button', {
    type: 'button',
    class: 'event-head',
    'aria-controls': bodyId,
    onclick: onToggle,
  });
  const body = h('div', { id: bodyId, class: 'event-body' });
  const element = h('li', { class: 'event' }, head, body);
  let drawn = '';

  return {
    element,
    /** @param {boolean} isOpen */
    update(isOpen) {
      const state = JSON.stringify([
        row.stage,
        row.reason,
        row.removed,
        row.left,
        row.received,
        row.given,
        isOpen,
      ]);
      if (state === drawn) return;
      drawn = state;
      element.dataset.stage = row.stage;
      head.setAttribute('aria-expanded', String(isOpen));
      fill(head, ...headOf(row));
      body.hidden = !isOpen;
      fill(body, ...(isOpen ? bodyOf(row, target) : []));
    },
  };
}

/** @param {Row} row */
function headOf(row) {
  const removed = row.removed?.length ?? 0;
  const counts = row.left
    ? `${plural(Object.keys(row.left.properties).length, 'property', 'properties')} left`
    : '';
  return [
    icon('chevron'),
    h('span', { class: 'event-name' }, row.event),
    h('span', { class: `badge mode-${row.mode}` }, MODES[row.mode].title),
    h(
      'span',
      { class: 'event-meta' },
      h('span', { class: `stage stage-${row.stage}` }, STAGES[row.stage]),
      counts && h('span', {}, counts),
      removed > 0 && h('span', { class: 'removed-count' }, `${removed} removed`),
      h('time', {}, clock(row.at)),
    ),
  ];
}

/**
 * @param {Row} row
 * @param {Target} target
 */
function bodyOf(row, target) {
  const groups = compare(row);
  const notes = [
    row.path && !row.left && h('p', { class: 'hint' }, 'Captured on ', h('code', {}, row.path)),
    row.stage === 'stopped' &&
      h('p', { class: 'note' }, `Nothing of it leaves: ${reasonInWords(row.reason ?? '')}.`),
    !row.given && h('p', { class: 'hint' }, origin(row)),
  ];
  if (groups.length === 0)
    return [...notes, h('p', { class: 'hint' }, 'The call site gave no properties.')];
  return [
    ...notes,
    h(
      'div',
      { class: 'compare', role: 'table', 'aria-label': `Properties of ${row.event}` },
      h(
        'div',
        { class: 'compare-row compare-head', role: 'row' },
        h('span', { role: 'columnheader' }, 'Property'),
        h('span', { role: 'columnheader' }, 'As the call site gave it'),
        h('span', { role: 'columnheader' }, 'As it left the browser'),
        h(
          'span',
          { role: 'columnheader' },
          target.standIn ? 'As PostHog received it' : 'As it was sent to PostHog',
        ),
      ),
      ...groups.flatMap(({ title, lines }) => [
        h('div', { class: 'compare-group', role: 'row' }, h('span', { role: 'cell' }, title)),
        ...lines.map((line) => lineView(line, row)),
      ]),
    ),
  ];
}

/** @param {Row} row */
function origin({ event }) {
  return event.startsWith('$')
    ? 'The endpoint made this event itself; no page can send it.'
    : 'Its call was made before this page was there to see it.';
}

/**
 * @param {Line} line
 * @param {Row} row
 */
function lineView(line, row) {
  const isRemoved = line.fate === 'removed';
  return h(
    'div',
    { class: `compare-row fate-${line.fate}`, role: 'row' },
    h('span', { role: 'rowheader', class: 'compare-key' }, line.key),
    h('span', { role: 'cell', class: 'compare-given' }, value(line.given, isRemoved)),
    h(
      'span',
      { role: 'cell', class: row.left ? 'compare-left' : 'compare-left expected' },
      isRemoved
        ? [h('span', { class: 'visually-hidden' }, 'Removed: '), reasonInWords(line.reason ?? '')]
        : value(line.left),
      line.fate === 'reduced' && line.left !== undefined && h('span', { class: 'tag' }, 'reduced'),
    ),
    h(
      'span',
      { role: 'cell', class: 'compare-received' },
      value(line.received),
      isRemoved && line.received !== undefined && h('span', { class: 'tag' }, 'from the session'),
    ),
  );
}

/**
 * @param {unknown} given
 * @param {boolean} [isRemoved]
 */
function value(given, isRemoved) {
  if (given === undefined) return h('span', { class: 'nothing', 'aria-label': 'nothing' }, '–');
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const shown = text === '' ? '(empty)' : text;
  return isRemoved
    ? h('s', { class: 'value', title: shown }, shown)
    : h('span', { class: 'value', title: shown }, shown);
}
