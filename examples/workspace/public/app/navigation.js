/** The side bar. */
import { createAccountMenu } from './account-menu.js';
import { h, icon } from './dom.js';

/** @typedef {import('./main.js').Context} Context */
/** @typedef {Parameters<typeof icon>[0]} IconName */

/**
 * @param {Context} context
 * @param {string} id of the workspace
 * @param {HTMLElement} apps the list of apps
 * @returns {Node[]}
 */
export function navigation(context, id, apps) {
  const { session, telemetry } = context;
  const workspace = session.person?.workspaces.find((candidate) => candidate.id === id);
  const name = workspace?.name ?? id;
  /** @param {string} target */
  const clicked = (target) => () =>
    telemetry.track('sidebar clicked', { target, workspace_name: name });
  return [
    h(
      'a',
      { class: 'brand', href: `/w/${id}` },
      h('span', { class: 'brand-mark' }, icon('app')),
      name,
    ),
    entry(`/w/${id}`, 'home', 'Home'),
    entry(`/w/${id}/agents`, 'agents', 'Agents', clicked('agents')),
    entry(`/w/${id}/library`, 'library', 'Library', clicked('library')),
    entry(`/w/${id}/reviews`, 'reviews', 'Reviews'),
    entry(`/w/${id}/settings`, 'settings', 'Settings'),
    h('h2', { class: 'side-title' }, 'Apps', newApp(`/w/${id}?new=1`, clicked('new app'))),
    apps,
    createAccountMenu(context, id),
  ];
}

/**
 * @param {Context} context
 * @param {string} id of the workspace
 */
export function appEntries({ model, telemetry }, id) {
  return model.apps().map((app) => {
    const about = {
      target: 'app name',
      sidebar_section: 'private',
      publish_status: app.status,
      app_id: app.id,
      app_name: app.name,
    };
    return entry(`/w/${id}/apps/${app.id}`, 'app', app.name, () =>
      telemetry.track('sidebar clicked', about),
    );
  });
}

/**
 * @param {string} href
 * @param {() => void} onclick
 */
function newApp(href, onclick) {
  return h('a', { class: 'icon-button', href, 'aria-label': 'New app', onclick }, icon('plus'));
}

/**
 * @param {string} href
 * @param {IconName} name
 * @param {string} label
 * @param {() => void} [onclick]
 */
function entry(href, name, label, onclick) {
  const { pathname } = location;
  const isBelow = href.split('/').length > 3 && pathname.startsWith(`${href}/`);
  return h(
    'a',
    {
      class: 'entry',
      href,
      'aria-current': (pathname === href || isBelow) && 'page',
      ...(onclick && { onclick }),
    },
    icon(name),
    h('span', { class: 'entry-label' }, label),
  );
}
