/** Try an event: what would leave of it in either mode. Nothing is sent. */
import { fill, h } from '../app/dom.js';
import { loadDeclared } from './explain.js';
import { MODES, reasonInWords } from './words.js';

/** @typedef {import('./explain.js').Explain} Explain */

const EXAMPLE = {
  source: 'workspace_home',
  message: 'Remind ada@acme.example of invoice 4711',
  message_length: 39,
  attachment_count: 2,
  app_name: 'Invoice approvals',
  favourite_colour: 'teal',
};

/** @param {Promise<Explain>} explainer */
export function createPlayground(explainer) {
  const name = h('select', { id: 'try-name' });
  const properties = h('textarea', {
    id: 'try-properties',
    rows: 8,
    spellcheck: 'false',
    'aria-describedby': 'try-problem',
  });
  properties.value = JSON.stringify(EXAMPLE, null, 2);
  const problem = h('p', { id: 'try-problem', class: 'hint', role: 'status' });
  const result = h('div', { class: 'try-results' });
  /** @type {Explain | null} */
  let explain = null;

  function draw() {
    if (!explain) return;
    const given = parse(properties.value);
    problem.textContent = given ? '' : 'Not a JSON object yet.';
    if (!given) return;
    const use = explain;
    fill(
      result,
      /** @type {const} */ (['anonymized', 'identified']).map((mode) =>
        outcome(mode, use({ event: name.value, given }, mode)),
      ),
    );
  }
  name.addEventListener('change', draw);
  properties.addEventListener('input', draw);
  void Promise.all([explainer, loadDeclared()]).then(([loaded, { events }]) => {
    const names = Object.keys(events).sort();
    name.append(...names.map((event) => h('option', { value: event }, event)));
    name.value = 'chat initiated';
    explain = loaded;
    draw();
  });

  return h(
    'div',
    { class: 'try' },
    h(
      'div',
      { class: 'try-input' },
      h('label', { for: 'try-name' }, 'Event'),
      name,
      h('label', { for: 'try-properties' }, 'Properties'),
      properties,
      problem,
    ),
    result,
  );
}

/** @param {string} text */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {'anonymized' | 'identified'} mode
 * @param {import('./explain.js').Explanation} explanation
 */
function outcome(mode, { event, dropped, removed }) {
  return h(
    'section',
    { class: 'try-result' },
    h('h4', {}, h('span', { class: `badge mode-${mode}` }, MODES[mode].title), ' leaves'),
    h(
      'pre',
      {},
      event
        ? JSON.stringify(event.properties, null, 2)
        : `nothing: ${reasonInWords(dropped ?? '')}`,
    ),
    removed.length > 0 &&
      h(
        'ul',
        { class: 'removals' },
        removed.map(({ path, reason }) =>
          h('li', {}, h('code', {}, path.replace('/properties/', '')), ' ', reasonInWords(reason)),
        ),
      ),
  );
}
