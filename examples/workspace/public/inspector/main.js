/** The inspector as a page of its own: every tab of the application reports to it. */
import { fill, h, icon } from '../app/dom.js';
import { createSession } from '../app/session.js';
import { createEventList } from './events.js';
import { loadExplainer } from './explain.js';
import { createPlayground } from './playground.js';
import { createCounters, createRequestList, createStorageList } from './lists.js';
import { createModeCard, createSwitches } from './mode.js';
import { connectServer, connectTabs } from './sources.js';
import { createStore } from './store.js';
import { whereTo } from './words.js';

const session = createSession();
const store = createStore();
const explainer = loadExplainer();
const tabs = connectTabs(store, () => void session.reload());
connectServer(store);

/** @param {Partial<import('../app/session.js').Settings>} change */
async function choose(change) {
  await session.saveSettings(change);
  tabs.tell({ session: true });
}

/**
 * @param {string} title
 * @param {Node[]} parts
 */
function card(title, ...parts) {
  return h('section', { class: 'card' }, h('h2', {}, title), ...parts);
}

const app = /** @type {HTMLElement} */ (document.getElementById('app'));
fill(
  app,
  h(
    'div',
    { class: 'inspector-page' },
    h(
      'header',
      { class: 'inspector-top' },
      h('a', { class: 'back', href: '/' }, icon('app'), 'Workspace'),
      h('h1', {}, 'Inspector'),
      h(
        'p',
        { class: 'lead' },
        'Every event of the demo: what the call site gave, what left the browser, what arrived, and why the rest did not. ',
        whereTo(session.target),
      ),
    ),
    h(
      'main',
      { class: 'inspector-columns' },
      h(
        'div',
        { class: 'inspector-main' },
        card('Events', createEventList(store, explainer, session.target)),
        card(
          'Try an event',
          h('p', { class: 'hint' }, 'The same core decides here, in both modes. Nothing is sent.'),
          createPlayground(explainer),
        ),
      ),
      h(
        'aside',
        { class: 'inspector-side', 'aria-label': 'Mode, requests and counters' },
        card('Mode', createSwitches(session, choose), createModeCard(session)),
        card('Requests', createRequestList(store)),
        card('Counters', createCounters(store)),
        card('Local storage', createStorageList(store)),
      ),
    ),
  ),
);
