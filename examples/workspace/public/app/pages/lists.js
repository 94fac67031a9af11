import { fill, h, icon } from '../dom.js';
import { openImport } from '../dialogs.js';

/** @typedef {import('../main.js').Context} Context */

/** @type {import('../main.js').ShowPage} */
export function showLibrary(context, main, { workspace }) {
  const { model } = context;
  const list = h('ul', { class: 'list' });
  const draw = () =>
    fill(
      list,
      model
        .apps()
        .map((app) =>
          row(
            `/w/${workspace}/apps/${app.id}`,
            app.name,
            app.status === 'published' ? 'Everybody in the workspace' : 'Only you',
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
      list,
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
        : h(
            'ul',
            { class: 'list' },
            waiting.map((app) =>
              row(`/w/${workspace}/apps/${app.id}`, app.name, 'Waits for a review'),
            ),
          ),
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

/** @param {string} href @param {string} name @param {string} hint */
function row(href, name, hint) {
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'list-row', href },
      h('span', { class: 'tile' }, icon('app')),
      h('span', { class: 'list-text' }, name, h('span', { class: 'hint' }, hint)),
      icon('chevron'),
    ),
  );
}
