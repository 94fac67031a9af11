import { AGENTS } from '../content.js';
import { pause } from '../builder.js';
import { fill, h, icon } from '../dom.js';
import { linkRow, list, rowText } from '../parts.js';
import { textProperties } from '../telemetry.js';
import { appTabs } from './chat.js';
import { showUnknown } from './lists.js';

/** @typedef {import('../main.js').Context} Context */
/** @typedef {import('../model.js').App} App */

const RUN_MS = 900;

/** @type {import('../main.js').ShowPage} */
export function showAgents(context, main, { workspace, objectId }) {
  const app = context.model.app(objectId);
  if (!app) return showUnknown(context, main, { workspace });
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h('div', { class: 'page-head' }, h('h1', {}, app.name), appTabs(workspace, app, 'agents')),
      h(
        'p',
        { class: 'lead' },
        'Agents work for the app. Run one to see what an agent event carries.',
      ),
      list(app.agents.map((agent, index) => agentRow(context, app, agent, index))),
    ),
  );
  return app.name;
}

/** @type {import('../main.js').ShowPage} */
export function showWorkspaceAgents({ model }, main, { workspace }) {
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h('h1', {}, 'Agents'),
      h('p', { class: 'lead' }, 'Every agent of this workspace, by app.'),
      list(
        model.apps().map(({ id, name: text, agents }) =>
          linkRow({
            href: `/w/${workspace}/apps/${id}/agents`,
            text,
            hint: agents.map(({ name }) => name).join(', '),
            tile: 'agents',
          }),
        ),
      ),
    ),
  );
  return 'Agents';
}

/**
 * @param {Context} context
 * @param {App} app
 * @param {typeof AGENTS[number]} agent
 * @param {number} index
 */
function agentRow({ telemetry, model }, app, agent, index) {
  const state = h('span', { class: 'hint', role: 'status' });
  /** @param {boolean} isFailing */
  async function run(isFailing) {
    const about = {
      app_id: app.id,
      app_name: app.name,
      agent_id: `agent-${index + 1}-${app.id}`,
      agent_name: agent.name,
      source_version: app.status === 'published' ? 'published' : 'draft',
      ...textProperties('prompt', `${agent.task} Start with the invoices of ada@acme.example.`),
    };
    telemetry.track('app agent triggered', { ...about, agent_tool_names: agent.tools });
    state.textContent = 'Running…';
    const startedAt = performance.now();
    await pause(RUN_MS);
    if (!model.has(app)) return;
    const durationMs = performance.now() - startedAt;
    if (isFailing) {
      telemetry.track('app agent error', {
        ...about,
        duration_ms: durationMs,
        error_code: 'rate_limited',
        error: '429 from https://api.mail.example/v1/inbox?key=s3cret',
        phase: 'request',
        status_code: 429,
      });
    } else telemetry.track('app agent finished', { ...about, duration_ms: durationMs });
    state.textContent = isFailing ? 'Failed: too many requests.' : 'Finished.';
  }
  return h(
    'div',
    { class: 'list-row' },
    h('span', { class: 'tile' }, icon('agents')),
    rowText(agent.name, agent.task, state),
    h(
      'span',
      { class: 'row-actions' },
      h('button', { type: 'button', class: 'secondary', onclick: () => void run(false) }, 'Run'),
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: () => void run(true) },
        'Run and fail',
      ),
    ),
  );
}
