/** The two dialogs: usage data settings, and the import of an app. */
import { createSwitches } from '../inspector/mode.js';
import { h, icon } from './dom.js';

/** @typedef {import('./main.js').Context} Context */

/**
 * @param {string} title
 * @param {...Node} parts
 */
function open(title, ...parts) {
  const close = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: () => dialog.close() },
    icon('close'),
  );
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'dialog-title', onclose: () => dialog.remove() },
    h('div', { class: 'dialog-head' }, h('h2', { id: 'dialog-title' }, title), close),
    ...parts,
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** @param {Context} context */
export function openSettings({ session, actions }) {
  open(
    'Usage data settings',
    h(
      'p',
      { class: 'hint' },
      'Kept for your account on this server. A change counts for what happens from now on.',
    ),
    createSwitches(session, (change) => void actions.saveSettings(change)),
    h(
      'p',
      { class: 'note' },
      'Screen recording and anonymizing exclude each other: turning one on turns the other off.',
    ),
  );
}

/** @param {Context} context */
export function openImport({ model, telemetry }) {
  telemetry.track('import app clicked', { dialog_title: 'Import an app' });
  const file = h('input', {
    type: 'file',
    id: 'import-file',
    accept: '.zip,.json',
    onclick: () => telemetry.track('import app triggered'),
    onchange: () => {
      const [chosen] = file.files ?? [];
      if (chosen) finish(chosen.name);
    },
  });
  const dialog = open(
    'Import an app',
    h('p', { class: 'hint' }, 'The file stays in this page; the demo only takes its name.'),
    h('label', { class: 'field', for: 'import-file' }, 'Exported app (.zip or .json)'),
    file,
    h(
      'div',
      { class: 'actions' },
      h(
        'button',
        { type: 'button', class: 'secondary', onclick: () => finish('example-export.zip') },
        'Use an example',
      ),
    ),
  );

  /** @param {string} name */
  function finish(name) {
    const app = model.create(name.replace(/\.\w+$/, ''));
    app.isBuilt = true;
    app.messages.push({ kind: 'result', files: 9, bytes: 92000 });
    telemetry.track('app import completed', {
      file_count: 9,
      restored_run_count: 0,
      has_second_manifest: true,
      agents_json_approved: false,
      file_name: name,
      app_name: app.name,
    });
    model.changed();
    dialog.close();
  }
}
