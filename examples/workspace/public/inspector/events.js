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
 */
export function createEventList(store, explainer, target) {
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
  const element = h('div', {}, empty, list);
  /** @type {Explain | null} */
  let explain = null;
  void explainer.then((loaded) => {
    explain = loaded;
    draw();
  });

  /** @param {import('./store.js').Row} row */
  function explainOnce(row) {
    if (!explain || row.removed || !row.given || row.mode === 'off') return;
    row.removed = explain(row.event, row.given, row.mode).removed;
  }

  /** @param {import('./store.js').Row} row @param {number} index */
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
  return { element };
}
