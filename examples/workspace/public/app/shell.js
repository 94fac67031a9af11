/** The frame around every page of the workspace: navigation, bar, content, inspector. */
import { MODES } from '../inspector/words.js';
import { fill, h, icon } from './dom.js';
import { navigation } from './navigation.js';

/** @typedef {import('./main.js').Context} Context */

const PANEL_KEY = 'workspace-demo:inspector';
/** From this width on the inspector fits beside the application. */
const WIDE_PX = 1100;

/**
 * @param {Context} context
 * @param {HTMLElement} panel the inspector
 */
export function createShell(context, panel) {
  const main = h('main', { class: 'main', id: 'main', tabindex: -1 });
  const side = h('nav', { class: 'side', id: 'side', 'aria-label': 'Workspace' });
  const title = h('span', { class: 'bar-title' });
  const menuButton = navigationButton(() => showSide(!element.hasAttribute('data-side')));
  const panelButton = h(
    'button',
    {
      type: 'button',
      class: 'bar-button',
      'aria-controls': 'inspector',
      onclick: () => showPanel(!isPanelOpen()),
    },
    icon('panel'),
    'Inspector',
    eventCount(context),
  );
  const element = h(
    'div',
    { class: 'shell' },
    skipLink(main),
    side,
    h(
      'div',
      { class: 'middle' },
      h('header', { class: 'bar' }, menuButton, title, modeBadge(context), panelButton),
      main,
    ),
    h('div', { class: 'scrim', onclick: () => showSide(false) }),
    panel,
  );

  /** @param {boolean} isShown */
  function showSide(isShown) {
    element.toggleAttribute('data-side', isShown);
    menuButton.setAttribute('aria-expanded', String(isShown));
  }

  /** @param {boolean} isOpen */
  function showPanel(isOpen) {
    sessionStorage.setItem(PANEL_KEY, isOpen ? 'open' : 'closed');
    drawPanel();
    if (!isOpen) panelButton.focus();
  }

  function drawPanel() {
    element.toggleAttribute('data-panel', isPanelOpen());
    panelButton.setAttribute('aria-expanded', String(isPanelOpen()));
  }

  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') showSide(false);
  });
  drawPanel();
  return {
    element,
    main,
    /** @param {string} workspace @param {string} text */
    draw(workspace, text) {
      fill(side, navigation(context, workspace));
      title.textContent = text;
    },
    closeSide: () => showSide(false),
    closePanel: () => showPanel(false),
  };
}

function isPanelOpen() {
  const kept = sessionStorage.getItem(PANEL_KEY);
  return kept ? kept === 'open' : innerWidth >= WIDE_PX;
}

/** @param {() => void} onclick */
function navigationButton(onclick) {
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button menu-button',
      'aria-controls': 'side',
      'aria-label': 'Navigation',
      onclick,
    },
    icon('menu'),
  );
}

/** @param {HTMLElement} main */
function skipLink(main) {
  /** @param {Event} event */
  const onclick = (event) => {
    event.preventDefault();
    main.focus();
  };
  return h('a', { class: 'skip', href: '#main', onclick }, 'Skip to content');
}

/** @param {Context} context */
function eventCount({ store }) {
  const count = h('span', { class: 'count', 'aria-hidden': 'true' });
  const draw = () => void (count.textContent = String(store.rows.length));
  store.subscribe(draw);
  draw();
  return count;
}

/** @param {Context} context */
function modeBadge({ telemetry: { analytics } }) {
  const badge = h('span', { class: 'badge' });
  const draw = () => {
    const mode = analytics.mode();
    badge.className = `badge mode-${mode}`;
    badge.textContent = MODES[mode].title;
  };
  analytics.on('mode', draw);
  draw();
  return badge;
}
