/** Who is signed in, and what that person can do about it. */
import { h } from './dom.js';
import { avatar } from './parts.js';

/** @typedef {import('./main.js').Context} Context */

/**
 * @param {Context} context
 * @param {string} workspace the one that is open
 */
export function createAccountMenu({ session, actions, go }, workspace) {
  const { person, users } = session;
  const name = person?.name ?? '';
  const others = users.filter(({ email }) => email !== person?.email);
  const elsewhere = person?.workspaces.filter(({ id }) => id !== workspace) ?? [];
  const menu = h(
    'div',
    { class: 'menu', role: 'menu', id: 'account-menu', 'aria-label': 'Account', hidden: true },
    item('Usage data settings', () => actions.openSettings()),
    elsewhere.map(({ id, name: other }) => item(`Open ${other}`, () => go(`/w/${id}`))),
    others.map(({ key, name: other }) =>
      item(`Switch to ${other}`, () => void actions.switchUser(key)),
    ),
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
    },
    avatar(name),
    h('span', { class: 'account-text' }, h('span', {}, name), hint(person?.email)),
  );
  const box = h('div', { class: 'account-box' }, menu, button);
  listen(box, menu, button);
  return box;
}

/**
 * @param {string} label
 * @param {() => void} onclick
 */
function item(label, onclick) {
  return h('button', { type: 'button', role: 'menuitem', tabindex: -1, onclick }, label);
}

/** @param {string} [text] */
const hint = (text) => h('span', { class: 'hint' }, text);

/**
 * The keys that a menu is expected to know.
 *
 * @param {HTMLElement} box
 * @param {HTMLElement} menu
 * @param {HTMLButtonElement} button
 */
function listen(box, menu, button) {
  const items = [...menu.querySelectorAll('button')];

  /** @param {boolean} isShown */
  function show(isShown) {
    menu.hidden = !isShown;
    button.setAttribute('aria-expanded', String(isShown));
    if (isShown) items[0].focus();
  }

  button.addEventListener('click', () => show(menu.hidden === true));
  // Before the item acts: a dialog gives the focus back to where it was.
  const leave = () => {
    show(false);
    button.focus();
  };
  menu.addEventListener('click', leave, { capture: true });
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.contains(/** @type {Node | null} */ (relatedTarget))) show(false);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !menu.hidden) {
      show(false);
      button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const index = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (!step || index < 0) return;
    event.preventDefault();
    items[(index + step + items.length) % items.length].focus();
  });
}
