import { fill, h, icon } from '../dom.js';
import { openImport } from '../dialogs.js';
import { linkRow, list } from '../parts.js';

/** @typedef {import('../model.js').App} App */

/** @type {import('../main.js').ShowPage} */
export function showLibrary(context, main, { workspace }) {
  const { model } = context;
  const apps = h('div');
  const draw = () =>
    fill(
      apps,
      list(
        model
          .apps()
          .map((app) =>
            appRow(
              workspace,
              app,
              app.status === 'published' ? 'Everybody in the workspace' : 'Only you',
            ),
          ),
      ),
    );
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'row-head' },
        h('h1', {}, 'Library'),
        h(
          'button',
          { type: 'button', class: 'secondary', onclick: () => openImport(context) },
          icon('plus'),
          'Import an app',
        ),
      ),
      h('p', { class: 'lead' }, 'Apps that can be used, copied or taken apart.'),
      apps,
    ),
  );
  addEventListener('leave', model.onChange(draw), { once: true });
  draw();
  return 'Library';
}

/** @type {import('../main.js').ShowPage} */
export function showReviews({ model }, main, { workspace }) {
  const waiting = model.apps().filter(({ status }) => status === 'review_requested');
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h('h1', {}, 'Reviews'),
      h('p', { class: 'lead' }, 'Apps that somebody wants to publish.'),
      waiting.length === 0
        ? h('p', { class: 'empty' }, 'Nothing waits for you.')
        : list(waiting.map((app) => appRow(workspace, app, 'Waits for a review'))),
    ),
  );
  return 'Reviews';
}

/** @type {import('../main.js').ShowPage} */
export function showUnknown(_context, main) {
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h('h1', {}, 'Nothing here'),
      h(
        'p',
        { class: 'lead' },
        'This demo has no such page; apps live only as long as the page that made them.',
      ),
      h('p', {}, h('a', { href: '/' }, 'Back to the workspace')),
    ),
  );
  return 'Nothing here';
}

/** @param {string} workspace @param {App} app @param {string} hint */
function appRow(workspace, { id, name }, hint) {
  return linkRow({ href: `/w/${workspace}/apps/${id}`, text: name, hint });
}
