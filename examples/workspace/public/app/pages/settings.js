import { INTEGRATIONS, MEMBERS } from '../content.js';
import { fill, h } from '../dom.js';
import { avatar, linkRow, list, rowText } from '../parts.js';

/** @typedef {import('../main.js').Context} Context */

/** @type {[string, string][]} */
const SECTIONS = [
  ['', 'Overview'],
  ['members', 'Members'],
  ['integrations', 'Integrations'],
];

/** @type {import('../main.js').ShowPage} */
export function showSettings(context, main, { workspace, section = '' }) {
  const base = `/w/${workspace}/settings`;
  /** @type {Record<string, () => Node[]>} */
  const contents = {
    '': () => overview(context, workspace),
    members: () => [members()],
    integrations: () => [integrations(base)],
  };
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, 'Settings'), settingsTabs(base, section)),
      ...(
        contents[section] ??
        (() => [h('p', { class: 'empty' }, 'There is no such section in this demo.')])
      )(),
    ),
  );
  return 'Settings';
}

/** @param {string} base @param {string} section */
export function settingsTabs(base, section) {
  return h(
    'nav',
    { class: 'page-tabs', 'aria-label': 'Settings' },
    SECTIONS.map(([id, label]) =>
      h(
        'a',
        { href: id ? `${base}/${id}` : base, 'aria-current': id === section && 'page' },
        label,
      ),
    ),
  );
}

/** @param {Context} context @param {string} workspace */
function overview({ session, actions }, workspace) {
  const membership = session.person?.workspaces.find(({ id }) => id === workspace);
  /** @param {string} label @param {string} text */
  const fact = (label, text) => [h('dt', {}, label), h('dd', {}, text)];
  return [
    h(
      'dl',
      { class: 'facts' },
      fact('Workspace', membership?.name ?? workspace),
      fact('Address', `/w/${workspace}`),
      fact('Your role', membership?.role ?? 'none'),
      fact('Runtime', 'Claude Code'),
    ),
    h(
      'section',
      { class: 'card row-card' },
      h(
        'div',
        {},
        h('h2', {}, 'Usage data'),
        h(
          'p',
          { class: 'hint' },
          'What is shared about how you use this workspace. Also in the account menu.',
        ),
      ),
      h(
        'button',
        { type: 'button', class: 'secondary', onclick: () => actions.openSettings() },
        'Usage data settings',
      ),
    ),
  ];
}

function members() {
  return list(
    MEMBERS.map(({ name, email, role }) =>
      h(
        'div',
        { class: 'list-row' },
        avatar(name),
        rowText(name, email),
        h('span', { class: 'tag' }, role),
      ),
    ),
  );
}

/** @param {string} base */
function integrations(base) {
  return list(
    INTEGRATIONS.map(({ id, name, text }) =>
      linkRow({ href: `${base}/integrations/${id}`, text: name, hint: text, tile: 'plug' }),
    ),
  );
}
