/** What stands beside the events: the mode, the requests, the counters, what the browser stores. */
import { fill, h, toggle } from '../app/dom.js';
import { clock, MODES, reasonInWords } from './words.js';

/** @typedef {import('./store.js').Store} Store */
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
    'Needs identified mode. Recording itself is not part of this version.',
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

/** @param {Session} session @returns {Mode} */
export function modeOf({ person, target }) {
  if (target.disabled || person?.settings.shareUsageData === false) return 'off';
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
  return element;
}

/** @param {Store} store */
export function createRequestList(store) {
  const element = h('div', {});
  function draw() {
    if (store.requests.length === 0)
      return fill(element, h('p', { class: 'hint' }, 'No request yet.'));
    return fill(
      element,
      h(
        'ol',
        { class: 'requests', 'aria-label': 'Requests, newest first' },
        store.requests.slice(0, 40).map(requestLine),
      ),
    );
  }
  store.subscribe(draw);
  draw();
  return element;
}

/** @param {import('./store.js').RequestLine} line */
function requestLine({ hop, url, status, bytes, mode, error, at }) {
  const isGood = status >= 200 && status < 300;
  return h(
    'li',
    { class: 'request' },
    h('span', { class: `status ${isGood ? 'good' : 'bad'}` }, status || 'none'),
    h(
      'span',
      { class: 'request-what' },
      h(
        'span',
        { class: 'request-hop' },
        hop === 'page' ? 'page → endpoint' : 'endpoint → PostHog',
      ),
      h('code', {}, url),
      error && h('span', { class: 'hint' }, `${error}: ${reasonInWords(error)}`),
    ),
    h(
      'span',
      { class: 'request-size' },
      mode && h('span', { class: `badge mode-${mode}` }, MODES[mode].title),
      h('span', {}, `${bytes.toLocaleString('en')} B`),
      h('time', {}, clock(at)),
    ),
  );
}

/** @param {Store} store */
export function createCounters(store) {
  const element = h('div', { class: 'counters' });
  function draw() {
    const endpoint = store.endpointCounts;
    fill(
      element,
      table('In the page, by reason', store.clientCounts, 'Nothing removed or dropped yet.'),
      table(
        'At the endpoint, by reason',
        { ...endpoint?.dropped, ...endpoint?.refused },
        'Nothing dropped or refused.',
      ),
      h(
        'p',
        { class: 'hint' },
        `Endpoint: ${endpoint?.accepted ?? 0} accepted, ${endpoint?.forwarded ?? 0} forwarded, ${endpoint?.duplicates ?? 0} duplicates, ${endpoint?.retried ?? 0} tried again.`,
      ),
    );
  }
  store.subscribe(draw);
  draw();
  return element;
}

/**
 * @param {string} title
 * @param {Record<string, number>} counts
 * @param {string} none
 */
function table(title, counts, none) {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return h(
    'div',
    {},
    h('h4', {}, title),
    rows.length === 0
      ? h('p', { class: 'hint' }, none)
      : h(
          'dl',
          { class: 'counts' },
          rows.flatMap(([reason, count]) => [
            h('dt', {}, reason, h('span', { class: 'hint' }, reasonInWords(reason))),
            h('dd', {}, count),
          ]),
        ),
  );
}

/** @param {Store} store */
export function createStorageList(store) {
  const element = h('div', {});
  function draw() {
    const keys = Object.keys(localStorage).sort();
    fill(
      element,
      keys.length === 0
        ? h('p', { class: 'hint' }, 'Nothing is stored in this browser.')
        : h(
            'dl',
            { class: 'storage' },
            keys.flatMap((key) => [h('dt', {}, key), h('dd', {}, localStorage.getItem(key))]),
          ),
    );
  }
  store.subscribe(draw);
  addEventListener('storage', draw);
  draw();
  return element;
}
