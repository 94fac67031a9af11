import { STEPS } from '../builder.js';
import { createComposer } from '../composer.js';
import { AGENTS, PLAN_FEATURES } from '../content.js';
import { fill, h, icon } from '../dom.js';
import { showUnknown } from './lists.js';

/** @typedef {import('../main.js').Context} Context */
/** @typedef {import('../model.js').App} App */
/** @typedef {import('../model.js').Message} Message */

/**
 * @param {string} workspace
 * @param {App} app
 * @param {'chat' | 'agents'} current
 */
export function appTabs(workspace, app, current) {
  const base = `/w/${workspace}/apps/${app.id}`;
  /** @param {string} href @param {string} label @param {string} name */
  const tab = (href, label, name) =>
    h('a', { href, 'aria-current': name === current && 'page' }, label);
  return h(
    'nav',
    { class: 'page-tabs', 'aria-label': 'App' },
    tab(base, 'Chat', 'chat'),
    tab(`${base}/agents`, 'Agents', 'agents'),
  );
}

/** @type {import('../main.js').ShowPage} */
export function showChat(context, main, { workspace, objectId }) {
  const { model, builder } = context;
  const app = model.app(objectId);
  if (!app) return showUnknown(context, main, { workspace });
  const log = h('div', { class: 'chat-log', role: 'log', 'aria-label': 'Chat' });
  const composer = createComposer({
    label: 'Message to the builder',
    placeholder: 'Ask for a change…',
    onSend: (text, fail) => void builder.send(app, text, { source: 'app_chat', fail }),
  });
  const scroller = h('div', { class: 'chat-scroll' }, h('div', { class: 'chat-width' }, log));
  fill(
    main,
    h(
      'div',
      { class: 'chat' },
      h('div', { class: 'chat-head' }, h('h1', {}, app.name), appTabs(workspace, app, 'chat')),
      scroller,
      h('div', { class: 'chat-foot' }, h('div', { class: 'chat-width' }, composer.element)),
    ),
  );
  const draw = () => {
    drawLog(context, app, log);
    scroller.scrollTop = scroller.scrollHeight;
  };
  addEventListener('leave', model.onChange(draw), { once: true });
  draw();
  return app.name;
}

/**
 * Only what changed is drawn again, so that focus and screen readers stay where they are.
 *
 * @param {Context} context
 * @param {App} app
 * @param {HTMLElement} log
 */
function drawLog(context, app, log) {
  for (const [index, message] of app.messages.entries()) {
    const state = JSON.stringify(message);
    const before = /** @type {HTMLElement | undefined} */ (log.children[index]);
    if (before?.dataset.state === state) continue;
    const element = h(
      'div',
      { class: `message message-${message.kind}` },
      messageView(context, app, message),
    );
    element.dataset.state = state;
    if (before) before.replaceWith(element);
    else log.append(element);
  }
  log.setAttribute('aria-busy', String(app.isBusy));
}

/**
 * @param {Context} context
 * @param {App} app
 * @param {Message} message
 */
function messageView(context, app, message) {
  if ('text' in message) return h('p', {}, message.text);
  if (message.kind === 'progress') return progress(message.done);
  if (message.kind === 'failure') return failure(context, app, message);
  if (message.kind === 'result') return result(app, message);
  return approval(context, app, message);
}

/** @param {number} done */
function progress(done) {
  return h(
    'ol',
    { class: 'steps' },
    STEPS.map((step, index) =>
      h(
        'li',
        { class: index < done ? 'done' : index === done ? 'now' : '' },
        h('span', { class: 'step-mark' }, index < done && icon('check')),
        step,
      ),
    ),
  );
}

/** @param {App} app @param {import('../model.js').Result} message */
function result(app, { files, bytes }) {
  return h(
    'div',
    { class: 'result' },
    h(
      'div',
      { class: 'preview', 'aria-hidden': 'true' },
      h('i'),
      h('i'),
      h('i'),
      h('i'),
      h('i'),
      h('i'),
    ),
    h(
      'div',
      { class: 'result-text' },
      h('strong', {}, app.name),
      h('span', { class: 'hint' }, `${files} files · ${Math.round(bytes / 1024)} KB`),
      h('span', { class: 'ok' }, icon('check'), 'Build completed'),
    ),
  );
}

/** @param {Context} context @param {App} app @param {import('../model.js').Failure} message */
function failure({ builder }, app, message) {
  return h(
    'div',
    { class: 'failed' },
    h('strong', {}, icon('warning'), 'Build failed'),
    h('p', { class: 'hint' }, `A tool took too long (${message.code}).`),
    !message.isRetried &&
      h(
        'button',
        { type: 'button', class: 'secondary', onclick: () => void builder.retry(app, message) },
        'Try again',
      ),
  );
}

/** @param {Context} context @param {App} app @param {import('../model.js').Approval} message */
function approval({ builder }, app, message) {
  const isPlan = message.kind === 'plan';
  const lines = isPlan ? PLAN_FEATURES : AGENTS.map(({ name, task }) => `${name}: ${task}`);
  const decided = message.state === 'approved' ? 'Approved' : 'Changes requested';
  return h(
    'section',
    { class: 'approval', 'aria-label': 'Approval' },
    h('strong', {}, isPlan ? 'Here is the plan' : 'These agents want to run'),
    h(
      'ul',
      {},
      lines.map((text) => h('li', {}, text)),
    ),
    message.state === 'open'
      ? h(
          'div',
          { class: 'actions' },
          h(
            'button',
            {
              type: 'button',
              class: 'primary',
              onclick: () => void builder.decide(app, message, true),
            },
            isPlan ? 'Approve and build' : 'Approve agents',
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              onclick: () => void builder.decide(app, message, false),
            },
            'Ask for changes',
          ),
        )
      : h('span', { class: 'hint' }, decided),
  );
}
