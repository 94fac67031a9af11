/** The box in which one writes to the builder. */
import { h, icon } from './dom.js';

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {(text: string, fail: boolean) => void} options.onSend
 */
export function createComposer({ label, placeholder, onSend }) {
  const field = h('textarea', { rows: 2, 'aria-label': label, placeholder, onkeydown: onKey });
  const fail = h('input', { type: 'checkbox' });
  const form = h(
    'form',
    { class: 'composer', onsubmit: submit },
    field,
    h(
      'div',
      { class: 'composer-foot' },
      h('label', { class: 'check' }, fail, 'Let this build fail'),
      h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send')),
    ),
  );

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    const isFailing = fail.checked;
    field.value = '';
    fail.checked = false;
    return onSend(text, isFailing);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  return { element: form, field };
}
