/** The frame around every page of the workspace: navigation, account menu, inspector. */
import { fill, h, icon } from './dom.js';

/** @typedef {import('./main.js').Context} Context */
/** @typedef {Parameters<typeof icon>[0]} IconName */

const PANEL_KEY = 'workspace-demo:inspector';

/**
 * @param {Context} context
 * @param {HTMLElement} panel the inspector
 */
export function createShell(context, panel) {
  const { model, session, telemetry, store } = context;
  const main = h('main', { class: 'main', id: 'main', tabindex: -1 });
  const side = h('nav', { class: 'side', id: 'side', 'aria-label': 'Workspace' });
  const count = h('span', { class: 'count', 'aria-hidden': 'true' });
  const modeBadge = h('span', { class: 'badge' });
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
    count,
  );
  const menuButton = h(
    'button',
    {
      type: 'button',
      class: 'icon-button menu-button',
      'aria-controls': 'side',
      'aria-label': 'Navigation',
      onclick: () => showSide(!element.hasAttribute('data-side')),
    },
    icon('menu'),
  );
  const bar = h(
    'header',
    { class: 'bar' },
    menuButton,
    h('span', { class: 'bar-title' }),
    modeBadge,
    panelButton,
  );
  const element = h(
    'div',
    { class: 'shell' },
    h('a', { class: 'skip', href: '#main', onclick: skip }, 'Skip to content'),
    side,
    h('div', { class: 'middle' }, bar, main),
    h('div', { class: 'scrim', onclick: () => showSide(false) }),
    panel,
  );

  /** @param {Event} event */
  function skip(event) {
    event.preventDefault();
    main.focus();
  }

  /** @param {boolean} isShown */
  function showSide(isShown) {
    element.toggleAttribute('data-side', isShown);
    menuButton.setAttribute('aria-expanded', String(isShown));
  }

  function isPanelOpen() {
    const kept = sessionStorage.getItem(PANEL_KEY);
    return kept ? kept === 'open' : innerWidth >= 1100;
  }

  /** @param {boolean} isOpen */
  function showPanel(isOpen) {
    sessionStorage.setItem(PANEL_KEY, isOpen ? 'open' : 'closed');
    drawPanel();
    if (!isOpen) panelButton.focus();
  }

  function drawPanel() {
    const isOpen = isPanelOpen();
    element.toggleAttribute('data-panel', isOpen);
    panelButton.setAttribute('aria-expanded', String(isOpen));
  }

  /** @param {string} id of the workspace @param {string} title */
  function draw(id, title) {
    const workspace = session.person?.workspaces.find((candidate) => candidate.id === id);
    /** @type {(target: string, more?: object) => () => void} */
    const clicked = (target, more) => () => telemetry.track('sidebar clicked', { target, ...more });
    fill(
      side,
      h(
        'a',
        { class: 'brand', href: `/w/${id}` },
        h('span', { class: 'brand-mark' }, icon('app')),
        workspace?.name ?? id,
      ),
      entry(`/w/${id}`, 'home', 'Home'),
      entry(`/w/${id}/agents`, 'agents', 'Agents', clicked('agents')),
      entry(`/w/${id}/library`, 'library', 'Library', clicked('library')),
      entry(`/w/${id}/reviews`, 'reviews', 'Reviews'),
      entry(`/w/${id}/settings`, 'settings', 'Settings'),
      h(
        'h2',
        { class: 'side-title' },
        'Apps',
        h(
          'a',
          {
            class: 'icon-button',
            href: `/w/${id}?new=1`,
            'aria-label': 'New app',
            onclick: clicked('new app'),
          },
          icon('plus'),
        ),
      ),
      h(
        'div',
        { class: 'side-apps' },
        model.apps().map((app) =>
          entry(
            `/w/${id}/apps/${app.id}`,
            'app',
            app.name,
            clicked('app name', {
              sidebar_section: 'private',
              publish_status: app.status,
              app_id: app.id,
              app_name: app.name,
            }),
          ),
        ),
      ),
      accountMenu(context),
    );
    fill(/** @type {Element} */ (bar.querySelector('.bar-title')), title);
    showSide(false);
  }

  function drawCount() {
    count.textContent = String(store.rows.length);
    const mode = telemetry.analytics.mode();
    modeBadge.className = `badge mode-${mode}`;
    modeBadge.textContent = { off: 'Off', anonymized: 'Anonymized', identified: 'Identified' }[
      mode
    ];
  }

  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') showSide(false);
  });
  store.subscribe(drawCount);
  telemetry.analytics.on('mode', () => setTimeout(drawCount));
  drawPanel();
  drawCount();
  return { element, main, draw, closePanel: () => showPanel(false) };
}

/**
 * @param {string} href
 * @param {IconName} name
 * @param {string} label
 * @param {() => void} [onclick]
 */
function entry(href, name, label, onclick) {
  const isHere = location.pathname === href;
  return h(
    'a',
    { class: 'entry', href, 'aria-current': isHere && 'page', ...(onclick && { onclick }) },
    icon(name),
    h('span', { class: 'entry-label' }, label),
  );
}

/** @param {Context} context */
function accountMenu({ session, actions }) {
  const { person, users } = session;
  const others = users.filter(({ email }) => email !== person?.email);
  /** @param {string} label @param {() => void} onclick */
  const item = (label, onclick) =>
    h('button', { type: 'button', role: 'menuitem', onclick }, label);
  const menu = h(
    'div',
    { class: 'menu', role: 'menu', id: 'account-menu', 'aria-label': 'Account', hidden: true },
    item('Usage data settings', () => actions.openSettings()),
    others.map(({ key, name }) => item(`Switch to ${name}`, () => void actions.switchUser(key))),
    item('Sign out', () => void actions.signOut()),
  );
  const button = h(
    'button',
    {
      type: 'button',
      class: 'account',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-controls': 'account-menu',
      onclick: () => show(menu.hidden === true),
    },
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(person?.name ?? '')),
    h(
      'span',
      { class: 'account-text' },
      h('span', {}, person?.name),
      h('span', { class: 'hint' }, person?.email),
    ),
  );
  const box = h('div', { class: 'account-box' }, menu, button);

  /** @param {boolean} isShown */
  function show(isShown) {
    menu.hidden = !isShown;
    button.setAttribute('aria-expanded', String(isShown));
    if (isShown) /** @type {HTMLElement} */ (menu.firstElementChild).focus();
  }
  menu.addEventListener('click', () => show(false));
  box.addEventListener('focusout', (event) => {
    if (!box.contains(/** @type {Node | null} */ (event.relatedTarget))) show(false);
  });
  box.addEventListener('keydown', (event) => {
    const items = [...menu.querySelectorAll('button')];
    const index = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (event.key === 'Escape' && !menu.hidden) {
      show(false);
      button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || index < 0) return;
    event.preventDefault();
    items[(index + step + items.length) % items.length].focus();
  });
  return box;
}

/** @param {string} name */
const initials = (name) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('');
