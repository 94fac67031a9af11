/** The mode, its switches and what each mode does. */
import { fill, h, toggle } from '../app/dom.js';
import { MODES } from './words.js';

/** @typedef {import('./words.js').Mode} Mode */
/** @typedef {import('../app/session.js').Session} Session */
/** @typedef {import('../app/session.js').Settings} Settings */

/** @type {[keyof Settings, string, string][]} */
const SWITCHES = [
  ['shareUsageData', 'Share usage data', 'Off: nothing is captured at all.'],
  [
    'anonymizeUsageData',
    'Anonymize usage data',
    'On: nothing that names you, your work or a place.',
  ],
  [
    'recordScreen',
    'Record screen',
    'Needs identified mode. What is written, attributes and addresses are masked.',
  ],
];

/**
 * The three switches, wherever they stand.
 *
 * @param {Session} session
 * @param {(change: Partial<Settings>) => void} onChange
 */
export function createSwitches(session, onChange) {
  const element = h('div', { class: 'switches' });

  function draw() {
    const focused = /** @type {HTMLElement | null} */ (element.querySelector(':focus'));
    const index = focused
      ? [...element.querySelectorAll('input')].indexOf(/** @type {HTMLInputElement} */ (focused))
      : -1;
    const { settings } = session.person ?? {};
    if (!settings) return fill(element, h('p', { class: 'hint' }, 'Sign in to choose.'));
    fill(
      element,
      SWITCHES.map(([name, label, hint]) =>
        toggle(label, hint, settings[name], (checked) => onChange({ [name]: checked })),
      ),
    );
    element.querySelectorAll('input')[index]?.focus();
  }

  session.onChange(draw);
  draw();
  return element;
}

/** Global Privacy Control outranks the switches. */
const hasGpc = () => Reflect.get(navigator, 'globalPrivacyControl') === true;

/** @param {Session} session @returns {Mode} */
export function modeOf({ person, target }) {
  if (target.disabled || person?.settings.shareUsageData === false) return 'off';
  if (hasGpc()) return 'anonymized';
  return person?.settings.anonymizeUsageData === false ? 'identified' : 'anonymized';
}

/** @param {Session} session */
export function createModeCard(session) {
  const element = h('ul', { class: 'modes', 'aria-label': 'What each mode does' });
  function draw() {
    const current = modeOf(session);
    fill(
      element,
      /** @type {Mode[]} */ (['off', 'anonymized', 'identified']).map((mode) =>
        h(
          'li',
          { class: `mode mode-${mode}`, 'aria-current': mode === current && 'true' },
          h(
            'strong',
            {},
            MODES[mode].title,
            mode === current && h('span', { class: 'tag' }, 'now'),
          ),
          h('p', {}, MODES[mode].text),
        ),
      ),
    );
  }
  session.onChange(draw);
  draw();
  const note = 'This browser sends Global Privacy Control, which outranks the switches.';
  return h('div', {}, hasGpc() && h('p', { class: 'note' }, note), element);
}
