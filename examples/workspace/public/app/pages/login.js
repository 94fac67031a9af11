import { h, icon } from '../dom.js';
import { avatar, barePage } from '../parts.js';
import { whereTo } from '../../inspector/words.js';

/** @typedef {import('../main.js').Context} Context */

/**
 * Who are you today?
 *
 * @param {Context} context
 */
export function showLogin({ session, actions }) {
  document.title = 'Sign in · Workspace';
  return barePage(
    h('h1', {}, 'Workspace'),
    h(
      'p',
      { class: 'lead' },
      'A small application with analytics that shows its hand. Whatever you click, the inspector beside it tells what was captured, what left the browser, and what was removed on the way.',
    ),
    h(
      'div',
      { class: 'users' },
      session.users.map(({ key, name, email, role, onboarded }) =>
        h(
          'button',
          { type: 'button', class: 'user', onclick: () => void actions.switchUser(key) },
          avatar(name),
          h(
            'span',
            { class: 'user-text' },
            h('span', { class: 'user-name' }, `Continue as ${name}`),
            h(
              'span',
              { class: 'hint' },
              onboarded ? `${email} · ${role}` : `${email} · not onboarded yet`,
            ),
          ),
          icon('chevron'),
        ),
      ),
    ),
    h('p', { class: 'hint' }, whereTo(session.target)),
    h(
      'p',
      { class: 'hint' },
      h(
        'a',
        { href: '/inspector', target: '_blank', rel: 'noreferrer' },
        'Open the inspector on its own',
      ),
    ),
  );
}
