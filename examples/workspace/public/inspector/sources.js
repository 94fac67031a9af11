/** Where the inspector's store learns from: the client, the other tabs, the demo's server. */
import { effectPurged } from '../../../../dist/constants.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('../../../../js-glue/client/types.js').Analytics} Analytics */

const CHANNEL = 'workspace-demo-inspector';

/**
 * The client of this page: what call sites gave, and the exact bytes that left.
 *
 * @param {Store} store
 * @param {Analytics} analytics
 * @param {ReturnType<typeof connectTabs>} tabs
 */
export function connectClient(store, analytics, tabs) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  analytics.on('queued', ({ event, properties, reason }) => {
    /** @type {Row} */
    const row = {
      id: crypto.randomUUID(),
      at: Date.now(),
      event,
      mode: analytics.mode(),
      path: location.pathname,
      given: copy(properties),
      stage: reason ? 'stopped' : 'waiting',
      ...(reason && { reason }),
    };
    store.add(row);
    tabs.tell({ row });
    count();
  });
  analytics.on('sent', ({ body, status }) => {
    store.left(new TextDecoder().decode(body), status);
  });
  analytics.on('mode', ({ effects }) => {
    if (effects & effectPurged) store.purge();
    count();
  });
  count();

  // A reason may be counted many times within one call.
  function count() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      store.countClient(analytics.counts());
      tabs.tell({ counts: analytics.counts() });
    });
  }
}

/** @param {object | undefined} properties as JSON would carry them */
function copy(properties) {
  return properties ? JSON.parse(JSON.stringify(properties)) : {};
}

/**
 * The same page in other tabs. What is told stays in this browser.
 *
 * @param {Store} store
 * @param {() => void} onSession a switch was moved or somebody signed in elsewhere
 */
export function connectTabs(store, onSession) {
  const channel = new BroadcastChannel(CHANNEL);
  /** @param {object} message */
  const tell = (message) => channel.postMessage(message);

  channel.onmessage = ({ data }) => {
    if (data.session) onSession();
    if (data.row) store.add(data.row);
    if (data.counts) store.countClient(data.counts);
    if (data.ask) {
      tell({ counts: store.counts.client });
      for (const row of [...store.rows].reverse()) if (row.given) tell({ row });
    }
  };
  tell({ ask: true });
  return { tell };
}

/**
 * The demo's server: requests, what arrived, counters. Closed while nobody looks, because a browser
 * has few connections for one host.
 *
 * @param {Store} store
 */
export function connectServer(store) {
  /** @type {EventSource | null} */
  let source = null;
  let lastId = 0;
  let seenUntil = 0;

  /** @param {(data: any) => void} use */
  const once = (use) => (/** @type {MessageEvent} */ message) => {
    const data = JSON.parse(message.data);
    // A server that was started anew begins at 1 again.
    if (data.id <= lastId && data.at <= seenUntil) return;
    lastId = data.id;
    seenUntil = data.at;
    use(data);
  };

  function open() {
    source = new EventSource('/api/demo/feed');
    source.addEventListener(
      'request',
      once(({ body, ...line }) => {
        store.request(line);
        if (body) store.left(body, line.status);
      }),
    );
    source.addEventListener(
      'received',
      once(({ event }) => store.received(event)),
    );
    source.addEventListener(
      'counts',
      once(({ counts }) => store.countEndpoint(counts)),
    );
  }

  function follow() {
    const isHidden = document.visibilityState === 'hidden';
    if (isHidden) source?.close();
    else if (!source || source.readyState === EventSource.CLOSED) open();
  }
  document.addEventListener('visibilitychange', follow);
  open();
}
