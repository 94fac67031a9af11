/** Opens a page that is stuffed with canaries in a real browser, lets it work, and collects every byte that left. */
import { piecesOfBody, piecesOfRequest } from './canary-evidence.js';
import { until } from './site.js';

/** @typedef {import('./browser.js').Page} Page */
/** @typedef {import('./browser.js').Tab} Tab */
/** @typedef {import('./site.js').Site} Site */
/** @typedef {import('./canary-page.js').CanaryPage} CanaryPage */
/** @typedef {import('./canary-evidence.js').Piece} Piece */
/** @typedef {{via: string, url: string, text: string}} NetworkCall what a script asked the browser for */
/** @typedef {Awaited<ReturnType<typeof collect>>} Evidence */

/** The worst that a page can ask for: whoever does not say otherwise sends the whole address as Referer, to any origin. */
export const careless = { 'Referrer-Policy': 'unsafe-url' };

/** The application's scripts, and the client's among them: WebKit names the document in the Referer of every module. */
const script = /^\/(before\.js|(js-glue|dist|tests)\/.*\.js)$/;

/** Runs before anything else in the page: writes down what scripts ask of the network, by every way that there is. */
export function recordNetwork() {
  const calls = /** @type {NetworkCall[]} */ ([]);
  Object.assign(window, { networkCalls: calls });
  const textOf = (/** @type {any} */ body) =>
    ArrayBuffer.isView(body) ? new TextDecoder().decode(body) : String(body ?? '');
  const note = (/** @type {string} */ via, /** @type {any} */ url, /** @type {any} */ body) =>
    void calls.push({ via, url: new URL(url?.url ?? url, location.href).href, text: textOf(body) });

  const { fetch: realFetch } = window;
  window.fetch = (url, init) => {
    const { body, signal, ...rest } = init ?? {};
    note('fetch', url, body);
    calls.push({ via: 'fetch, its options', url: '', text: JSON.stringify(rest) });
    return realFetch(url, init);
  };
  const { sendBeacon } = navigator;
  navigator.sendBeacon = (url, body) => {
    note('sendBeacon', url, body);
    return sendBeacon.call(navigator, url, body);
  };
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...args) {
    note('XMLHttpRequest', args[1], args[0]);
    return Reflect.apply(open, this, args);
  };
  XMLHttpRequest.prototype.send = function (body) {
    calls.push({ via: 'XMLHttpRequest, its body', url: '', text: textOf(body) });
    return send.call(this, body);
  };
  for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'Image']) {
    const real = Reflect.get(window, name);
    if (!real) continue;
    const construct = (/** @type {any} */ target, /** @type {any[]} */ args) => {
      note(name, args[0] ?? '', name);
      return Reflect.construct(target, args);
    };
    Reflect.set(window, name, new Proxy(real, { construct }));
  }
}

/**
 * Runs in the page.
 * @param {Page} _
 * @param {CanaryPage['ambient']} ambient
 */
function stuff(_, { title, name, state, html, local, session, cookies, fragment }) {
  document.title = title;
  window.name = name;
  history.replaceState(state, '', `#${fragment}`);
  const main = document.createElement('main');
  main.textContent = html.join(' ');
  document.body.append(main);
  for (const [key, value] of local) localStorage.setItem(key, value);
  for (const [key, value] of session) sessionStorage.setItem(key, value);
  for (const cookie of cookies) document.cookie = `${cookie}; path=/; max-age=60`;
}

/**
 * Runs in the page: the calls of the client, and beside them `navigate` within the document and `fail` as pages do.
 * @param {Page} page
 * @param {Partial<import('../../js-glue/client/types.js').Options>} options
 * @param {import('./canary-page.js').Call[]} calls
 */
async function work(page, options, calls) {
  const analytics = page.start(options);
  /** @type {Record<string, (...args: any[]) => unknown>} */
  const others = {
    navigate: (url) => history.pushState(null, '', url),
    fail(text) {
      console.error(text);
      void Promise.reject(new Error(text));
      dispatchEvent(new ErrorEvent('error', { message: text, error: new Error(text) }));
    },
  };
  for (const [name, ...args] of calls) {
    await (others[name] ?? Reflect.get(analytics, name))(...args);
  }
  await analytics.flush();
  await page.settle();
  return analytics.mode();
}

/**
 * Goes on to a page, fills it with canaries, and lets it work until all has arrived.
 * @param {{site: Site, tab: Tab}} visit at the referrer's address, of a site whose pages have `careless` headers and begin with
 *   `recordNetwork`
 * @param {CanaryPage} canaryPage
 */
export async function visitCanaryPage({ site, tab }, { ambient, options, calls, session }) {
  Object.assign(site.state.session, session);
  await tab.run((_, url) => void setTimeout(() => location.assign(url)), ambient.address);
  await until(() =>
    tab.run((page) => Boolean(page) && document.referrer !== '').catch(() => false),
  );
  await tab.run(stuff, ambient);
  const mode = await tab.run(work, options, calls);
  await site.settled();
  return { mode, ...(await collect(site, tab, [ambient.referrer, ambient.address])) };
}

/**
 * @param {Site} site
 * @param {Tab} tab
 * @param {string[]} addresses that the application navigated to
 */
async function collect(site, tab, addresses) {
  const own = new Set(
    addresses.map((address) => {
      const { pathname, search } = new URL(address, site.url);
      return pathname + search;
    }),
  );
  /**
   * What belongs to the application of a request, and nothing else: its cookies, the address that it navigates to, and
   * where the document came from when it asks for itself and for its scripts.
   * @param {string} url
   */
  const excluded = (url) => {
    if (own.has(url)) return new Set(['cookie', 'url', 'referer']);
    return new Set(script.test(url) ? ['cookie', 'referer'] : ['cookie']);
  };
  /** @type {{calls: NetworkCall[], foreign: string[], referrer: string}} */
  const seen = await tab.run((page) => ({
    calls: Reflect.get(window, 'networkCalls'),
    foreign: page.foreign,
    referrer: document.referrer,
  }));
  const told = (await tab.requests())?.filter(({ url }) => !url.startsWith('data:'));
  const urls = (await tab.urls()).filter((url) => !url.startsWith('data:'));
  const pathOf = (/** @type {string} */ url) => url.replace(site.url, '').split('#')[0];
  const { requests } = site.receiver;
  const pieces = [
    ...site.requests.flatMap((request) =>
      piecesOfRequest('the site', request, excluded(request.url)),
    ),
    ...(told ?? []).flatMap((request) => {
      const path = pathOf(request.url);
      const url = path.startsWith('/') ? path : request.url;
      return piecesOfRequest("the browser's events", { ...request, url }, excluded(path));
    }),
    ...seen.calls.flatMap(({ via, url, text }) => [
      { sink: `${via}: a URL`, text: pathOf(url), isMade: false },
      ...piecesOfBody(via, text),
    ]),
    ...requests.flatMap(({ path, headers, text }) =>
      piecesOfRequest('PostHog', { method: 'POST', url: path, headers, body: text }, new Set()),
    ),
  ];
  const { host } = new URL(site.url);
  const hosts = new RegExp(`${host}|${new URL(site.receiver.url).host}`, 'g');
  return {
    /** Ports are digits that nobody planted. @type {Piece[]} */
    pieces: pieces.map((piece) => ({ ...piece, text: piece.text.replace(hosts, 'site') })),
    bytes: pieces.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    ...seen,
    /** By the browser's own account. */
    urls,
  };
}
