import { h } from '../dom.js';
import { barePage } from '../parts.js';

/** @typedef {import('../main.js').Context} Context */

const STEPS = [
  {
    id: 'intro',
    title: 'Welcome',
    text: 'Describe a tool in a sentence and get an app that your team can use.',
  },
  { id: 'identity', title: 'This is you', text: 'Colleagues see your name on what you build.' },
  { id: 'workspace', title: 'Your workspace', text: 'Apps, agents and integrations live here.' },
];

/**
 * Nothing is captured here for somebody who is new.
 *
 * @param {Context} context
 * @param {string} [step]
 */
export function showOnboarding({ session, actions }, step = 'intro') {
  const index = Math.max(
    0,
    STEPS.findIndex(({ id }) => id === step),
  );
  const { title, text } = STEPS[index];
  const next = STEPS[index + 1];
  const { person } = session;
  document.title = `${title} · Workspace`;
  return barePage(
    h('p', { class: 'hint' }, `Step ${index + 1} of ${STEPS.length}`),
    h('h1', {}, title),
    h('p', { class: 'lead' }, text),
    step === 'identity' && h('p', { class: 'note' }, `${person?.name}, ${person?.email}`),
    step === 'workspace' && h('p', { class: 'note' }, person?.workspaces[0].name),
    h(
      'div',
      { class: 'actions' },
      next
        ? h('a', { class: 'primary', href: `/onboarding/${next.id}` }, 'Continue')
        : h(
            'button',
            { type: 'button', class: 'primary', onclick: () => void actions.finishOnboarding() },
            'Open the workspace',
          ),
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: () => void actions.signOut() },
        'Sign out',
      ),
    ),
    !person?.onboarded && h('p', { class: 'hint' }, 'Nothing is captured before this is finished.'),
  );
}
