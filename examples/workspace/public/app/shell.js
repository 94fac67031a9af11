/** The frame around every page of the workspace: navigation, bar, content, inspector. */
import { MODES } from '../inspector/words.js';
import { fill, h, icon } from './dom.js';
import { appEntries, navigation } from './navigation.js';

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
  const apps = h('div', { class: 'side-apps' });
  const title = h('span', { class: 'bar-title' });
  const menuButton = navigationButton(() => showSide(!element.hasAttribute('data-side')));
  const panelButton = inspectorButton(context, () => showPanel(!isPanelOpen()));
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
    if (event.key !== 'Escape') return;
    showSide(false);
    const isAbove = innerWidth < WIDE_PX && panel.contains(/** @type {Node} */ (event.target));
    if (isAbove) showPanel(false);
  });
  drawPanel();
  return {
    element,
    main,
    /** @param {string} workspace @param {string} text */
    draw(workspace, text) {
      fill(apps, appEntries(context, workspace));
      fill(side, navigation(context, workspace, apps));
      title.textContent = text;
    },
    /** A new app; the rest of the side bar keeps focus and open menu. @param {string} workspace */
    drawApps(workspace) {
      if (apps.childElementCount !== context.model.apps().length)
        fill(apps, appEntries(context, workspace));
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

/**
 * @param {Context} context
 * @param {() => void} onclick
 */
function inspectorButton(context, onclick) {
  return h(
    'button',
    { type: 'button', class: 'bar-button', 'aria-controls': 'inspector', onclick },
    icon('panel'),
    'Inspector',
    eventCount(context),
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
