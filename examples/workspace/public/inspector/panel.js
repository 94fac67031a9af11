/** The inspector beside the application. */
import { h, icon } from '../app/dom.js';
import { createEventList } from './events.js';
import { createCounters, createRequestList, createStorageList } from './lists.js';
import { createModeCard, createSwitches } from './mode.js';
import { whereTo } from './words.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('../app/session.js').Session} Session */
/** @typedef {import('../app/session.js').Settings} Settings */

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Session} parts.session
 * @param {Promise<import('./explain.js').Explain>} parts.explainer
 * @param {(change: Partial<Settings>) => void} parts.onChoose
 * @param {() => void} parts.onSend
 * @param {() => void} parts.onClose
 */
export function createPanel({ store, session, explainer, onChoose, onSend, onClose }) {
  const close = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': 'Close the inspector',
      onclick: onClose,
    },
    icon('close'),
  );
  return h(
    'aside',
    { class: 'panel', id: 'inspector', 'aria-label': 'Inspector' },
    h(
      'div',
      { class: 'panel-head' },
      h('h2', {}, 'Inspector'),
      h(
        'a',
        { class: 'quiet', href: '/inspector', target: '_blank', rel: 'noreferrer' },
        'Open as a page',
      ),
      close,
    ),
    h('p', { class: 'hint panel-where' }, whereTo(session.target)),
    ...tabbed({
      Events: [createEventList(store, explainer, session.target, onSend)],
      Mode: [createSwitches(session, onChoose), createModeCard(session)],
      Requests: [createRequestList(store)],
      Counters: [createCounters(store), h('h4', {}, 'Local storage'), createStorageList(store)],
    }),
  );
}

/**
 * @param {Record<string, Node[]>} contents by title
 * @returns {HTMLElement[]} the tabs and what each of them shows
 */
function tabbed(contents) {
  const panels = Object.values(contents).map((content, index) =>
    h(
      'div',
      {
        class: 'panel-content',
        role: 'tabpanel',
        id: `panel-${index}`,
        'aria-labelledby': `tab-${index}`,
      },
      content,
    ),
  );
  const tabs = Object.keys(contents).map((title, index) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${index}`,
        'aria-controls': `panel-${index}`,
        onclick: () => select(index),
        onkeydown: move,
      },
      title,
    ),
  );

  /** @param {number} chosen */
  function select(chosen) {
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    }
  }

  /** @param {KeyboardEvent} event */
  function move({ key, target }) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const from = tabs.indexOf(/** @type {HTMLButtonElement} */ (target));
    const index = (from + step + tabs.length) % tabs.length;
    select(index);
    tabs[index].focus();
  }

  select(0);
  return [h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Inspector' }, tabs), ...panels];
}
