/** The requests, the counters, and what the browser stores. */
import { fill, h } from '../app/dom.js';
import { clock, MODES, reasonInWords } from './words.js';

/** @typedef {import('./store.js').Store} Store */

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
function requestLine({ hop, url, status, bytes, mode, hasCookie, error, at }) {
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
      hop === 'page' &&
        h('span', { class: 'hint' }, hasCookie ? 'with cookies' : 'without cookies'),
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
    const endpoint = store.counts.endpoint;
    fill(
      element,
      table('In the page, by reason', store.counts.client, 'Nothing removed or dropped yet.'),
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
