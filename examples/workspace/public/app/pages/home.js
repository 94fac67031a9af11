import { createComposer } from '../composer.js';
import { nameFrom, SUGGESTIONS } from '../content.js';
import { fill, h, icon } from '../dom.js';
import { linkRow, list } from '../parts.js';

/** @typedef {import('../main.js').Context} Context */
/** @typedef {import('../content.js').Suggestion} Suggestion */

/** @type {Record<string, string>} */
const STATUS = { draft: 'Draft', published: 'Published', review_requested: 'In review' };

/** @type {import('../main.js').ShowPage} */
export function showHome(context, main, { workspace }) {
  const { session, model } = context;
  const composer = createComposer({
    label: 'What should be built',
    placeholder: 'An app that collects invoices and reminds whoever must approve them…',
    onSend: (text, fail) => startApp(context, workspace, text, fail, 'prompt'),
  });
  fill(
    main,
    h(
      'div',
      { class: 'page home' },
      h('h1', {}, `What should we build, ${session.person?.name.split(' ')[0]}?`),
      composer.element,
      suggestions(context, workspace),
      h('h2', {}, 'Recent apps'),
      list(
        model.apps().map(({ id, name, agents, status }) =>
          linkRow({
            href: `/w/${workspace}/apps/${id}`,
            text: name,
            hint: `${agents.length} agents`,
            end: h('span', { class: 'tag' }, STATUS[status]),
          }),
        ),
      ),
    ),
  );
  return 'Home';
}

/** @param {Context} context @param {string} workspace */
function suggestions(context, workspace) {
  const cards = h('ul', { class: 'cards' });
  let set = SUGGESTIONS[0];

  const draw = () =>
    fill(
      cards,
      set.map((suggestion) => {
        const onclick = () => pick(context, workspace, suggestion, set.length);
        return h('li', {}, suggestionCard(suggestion, onclick));
      }),
    );

  function more() {
    set = SUGGESTIONS[(SUGGESTIONS.indexOf(set) + 1) % SUGGESTIONS.length];
    const about = {
      suggestion_count: set.length,
      suggestion_titles: set.map(({ title }) => title),
    };
    context.telemetry.track('showed suggestions tool called', about);
    context.telemetry.track('approval shown', { approval_type: 'suggestions', ...about });
    draw();
  }

  draw();
  const button = h(
    'button',
    { type: 'button', class: 'quiet', onclick: more },
    icon('spark'),
    'More ideas',
  );
  return h(
    'section',
    { 'aria-label': 'Suggestions' },
    h('div', { class: 'row-head' }, h('h2', {}, 'Suggestions'), button),
    cards,
  );
}

/**
 * @param {Suggestion} suggestion
 * @param {() => void} onclick
 */
function suggestionCard({ title, text }, onclick) {
  return h(
    'button',
    { type: 'button', class: 'suggestion', onclick },
    h('strong', {}, title),
    h('span', { class: 'hint' }, text),
  );
}

/**
 * @param {Context} context
 * @param {string} workspace
 * @param {Suggestion} suggestion
 * @param {number} suggestionCount
 */
function pick(context, workspace, { title, text }, suggestionCount) {
  context.telemetry.track('suggestion picked', {
    suggestion_count: suggestionCount,
    suggestion_title: title,
    suggestion_subtitle: text,
  });
  context.telemetry.track('approval acted', {
    approval_type: 'suggestions',
    action: 'picked_suggestion',
    suggestion_count: suggestionCount,
  });
  startApp(context, workspace, `${title}: ${text}`, false, 'suggestion');
}

/**
 * @param {Context} context
 * @param {string} workspace
 * @param {string} text
 * @param {boolean} fail
 * @param {string} from
 */
function startApp({ model, builder, go }, workspace, text, fail, from) {
  const app = model.create(nameFrom(text.split(':')[0]));
  // Addresses like this one are why a whole address must not leave.
  const query = new URLSearchParams({ from, title: app.name });
  void builder.send(app, text, { source: 'workspace_home', fail });
  go(`/w/${workspace}/apps/${app.id}?${query}`);
}
