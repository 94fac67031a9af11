/** The inspector beside the application. */
import { fill, h, icon } from '../app/dom.js';
import { createEventList } from './events.js';
import {
  createCounters,
  createModeCard,
  createRequestList,
  createStorageList,
  createSwitches,
} from './side.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('../app/session.js').Session} Session */
/** @typedef {import('../app/session.js').Settings} Settings */

const TABS = ['Events', 'Mode', 'Requests', 'Counters'];

/**
 * Says in words where the events go.
 *
 * @param {{standIn: boolean, host: string, disabled: boolean}} target
 */
export function whereTo({ standIn, host, disabled }) {
  if (disabled) return 'The operator switched analytics off, so nothing is sent.';
  return standIn
    ? 'A stand-in for PostHog on this machine receives them; nothing leaves it.'
    : `They are sent to ${host}; what PostHog makes of them cannot be seen from here.`;
}

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Session} parts.session
 * @param {Promise<import('./explain.js').Explain>} parts.explainer
 * @param {(change: Partial<Settings>) => void} parts.onChoose
 * @param {() => void} parts.onClose
 */
export function createPanel({ store, session, explainer, onChoose, onClose }) {
  const contents = [
    [createEventList(store, explainer, session.target).element],
    [createSwitches(session, onChoose), createModeCard(session)],
    [createRequestList(store)],
    [createCounters(store), h('h4', {}, 'Local storage'), createStorageList(store)],
  ];
  const panels = TABS.map((_title, index) =>
    h(
      'div',
      {
        class: 'panel-content',
        role: 'tabpanel',
        id: `panel-${index}`,
        'aria-labelledby': `tab-${index}`,
        tabindex: 0,
      },
      contents[index],
    ),
  );
  const tabs = TABS.map((title, index) =>
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
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const index =
      (tabs.indexOf(/** @type {HTMLButtonElement} */ (event.target)) + step + tabs.length) %
      tabs.length;
    select(index);
    tabs[index].focus();
  }

  select(0);
  const element = h('aside', { class: 'panel', id: 'inspector', 'aria-label': 'Inspector' });
  fill(
    element,
    h(
      'div',
      { class: 'panel-head' },
      h('h2', {}, 'Inspector'),
      h(
        'a',
        { class: 'quiet', href: '/inspector', target: '_blank', rel: 'noreferrer' },
        'Open as a page',
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': 'Close the inspector',
          onclick: onClose,
        },
        icon('close'),
      ),
    ),
    h('p', { class: 'hint panel-where' }, whereTo(session.target)),
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Inspector' }, tabs),
    ...panels,
  );
  return element;
}
