import { INTEGRATIONS } from '../content.js';
import { fill, h, icon } from '../dom.js';
import { showUnknown } from './lists.js';
import { settingsTabs } from './settings.js';

/** @typedef {import('../main.js').Context} Context */
/** @typedef {import('../content.js').Integration} Integration */

/** @type {import('../main.js').ShowPage} */
export function showIntegration(context, main, { workspace, integration: id }) {
  const integration = INTEGRATIONS.find((candidate) => candidate.id === id);
  if (!integration) return showUnknown(context, main, { workspace });
  const base = `/w/${workspace}/settings`;
  fill(
    main,
    h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'page-head' },
        h('h1', {}, integration.name),
        settingsTabs(base, 'integrations'),
      ),
      h('p', { class: 'lead' }, integration.text),
      h('h2', {}, 'Permissions'),
      h(
        'ul',
        { class: 'plain' },
        integration.permissions.map((name) => h('li', {}, icon('check'), name)),
      ),
      setup(context, integration),
    ),
  );
  return integration.name;
}

/** @param {Context} context @param {Integration} integration */
function setup({ telemetry }, { id, name, kind, permissions }) {
  const secrets = kind === 'oauth' ? 0 : 1;
  const about = {
    integration_count: 1,
    permission_count: permissions.length,
    required_secret_count: secrets,
    optional_secret_count: 0,
    auth_kind: kind,
    integration: id,
    integration_domains: [`${id}.example`],
  };
  const box = h('div', { class: 'setup' });
  const key = h('input', {
    id: 'secret',
    type: 'password',
    autocomplete: 'off',
    placeholder: 'Any text; it stays in this page',
  });

  function start() {
    telemetry.track('integration setup started', {
      ...about,
      can_manage_integrations: true,
      target_surface: 'integration_settings',
    });
    const label = h('label', { class: 'field', for: 'secret' }, `API key of ${name}`);
    const text = secrets > 0 ? 'Save and finish' : 'Allow access';
    fill(
      box,
      h(
        'form',
        { onsubmit: complete },
        secrets > 0 && [label, key],
        h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, text)),
      ),
    );
    /** @type {HTMLElement} */ (box.querySelector('input, button')).focus();
  }

  /** @param {Event} event */
  function complete(event) {
    event.preventDefault();
    telemetry.track('integration setup completed', { ...about, api_key: key.value });
    fill(box, h('p', { class: 'ok', role: 'status' }, icon('check'), `${name} is connected.`));
  }

  fill(box, h('button', { type: 'button', class: 'primary', onclick: start }, 'Set up'));
  return box;
}
