/** The list of events, newest first. */
import { fill, h } from '../app/dom.js';
import { createEventView } from './event-view.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./explain.js').Explain} Explain */

const SHOWN = 60;

/**
 * @param {Store} store
 * @param {Promise<Explain>} explainer
 * @param {import('./event-view.js').Target} target
 * @param {() => void} [onSend] where the events wait in this page
 * @returns {HTMLElement}
 */
export function createEventList(store, explainer, target, onSend) {
  /** @type {Map<string, ReturnType<typeof createEventView>>} */
  const views = new Map();
  /** @type {Map<string, boolean>} what a person opened or closed; without a choice the newest is open */
  const choices = new Map();
  const list = h('ol', { class: 'events', 'aria-label': 'Events, newest first' });
  const empty = h(
    'p',
    { class: 'empty' },
    'Nothing yet. Click through the application: each event appears here with what it was given, what left the browser and what arrived.',
  );
  /** @type {Explain | null} */
  let explain = null;
  void explainer.then((loaded) => {
    explain = loaded;
    draw();
  });

  /** @param {import('./rows.js').Row} row */
  function explainOnce(row) {
    if (!explain || row.removed || !row.given || row.mode === 'off') return;
    const { event, removed } = explain(row, row.mode);
    row.removed = removed;
    row.expected = event?.properties;
  }

  /** @param {import('./rows.js').Row} row @param {number} index */
  const isOpen = (row, index) =>
    choices.get(row.id) ?? (index === 0 && ![...choices.values()].includes(true));

  function draw() {
    const rows = store.rows.slice(0, SHOWN);
    empty.hidden = rows.length > 0;
    for (const [index, row] of rows.entries()) {
      explainOnce(row);
      let view = views.get(row.id);
      if (!view) {
        view = createEventView(row, target, () => {
          choices.set(row.id, !isOpen(row, store.rows.indexOf(row)));
          draw();
        });
        views.set(row.id, view);
      }
      view.update(isOpen(row, index));
      const before = list.children[index] ?? null;
      if (before !== view.element) list.insertBefore(view.element, before);
    }
    const kept = new Set(rows.map(({ id }) => id));
    for (const [id, view] of views) {
      if (kept.has(id)) continue;
      view.element.remove();
      views.delete(id);
      choices.delete(id);
    }
    if (rows.length === 0) fill(list);
  }

  store.subscribe(draw);
  draw();
  return h('div', { class: 'event-list' }, toolbar(store, onSend), empty, list);
}

/**
 * @param {Store} store
 * @param {() => void} [onSend]
 */
function toolbar(store, onSend) {
  const text = h('span', { class: 'hint', role: 'status' });
  const send = h(
    'button',
    { type: 'button', class: 'quiet', onclick: onSend ?? store.clear },
    'Send now',
  );
  const clear = h('button', { type: 'button', class: 'quiet', onclick: store.clear }, 'Clear');

  function draw() {
    const waiting = store.rows.filter(({ stage }) => stage === 'waiting').length;
    text.textContent = waiting > 0 ? `${waiting} waiting to be sent` : 'Newest first';
    send.disabled = waiting === 0;
  }
  store.subscribe(draw);
  draw();
  return h('div', { class: 'event-tools' }, text, onSend && send, clear);
}
