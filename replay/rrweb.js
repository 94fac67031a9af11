/** Records by rrweb alone, for hosts without posthog-js. Loaded when a recording is about to start, and by nobody else. */
import { sampling } from './sampling.js';

/** @typedef {import('./types.js').Recorder} Recorder */
/** @typedef {import('./types.js').RecorderOptions} RecorderOptions */
/** @typedef {import('./types.js').RrwebEvent} RrwebEvent */

/** What is recorded is handed out together: after this time, or when there is this much of it. */
const collectMs = 2000;
const collectEvents = 500;
/** A whole page again, so that a player need not begin at the beginning. */
const wholePageMs = 300_000;
/** Without anything that a person does, and at the longest: then it is another session. */
const idleMs = 30 * 60_000;
const longestSessionMs = 24 * 60 * 60_000;

/** rrweb's incremental changes that a person makes: moves, clicks, scrolls, resizes, input, touch, media, drags. */
const deeds = new Set([1, 2, 3, 4, 5, 6, 7, 12]);

/** Of a time and random bits (RFC 9562, version 7), as PostHog wants the ids of sessions. */
function timeOrderedId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 65_536));
  new DataView(bytes.buffer).setUint16(4, Date.now() % 65_536);
  bytes[6] = 0x70 | (bytes[6] & 15);
  bytes[8] = 0x80 | (bytes[8] & 63);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

async function loadRrweb() {
  try {
    return await import('@rrweb/record');
  } catch {
    throw new Error(
      'second-analytics: session replay needs @rrweb/record, which could not be loaded: npm install @rrweb/record@2.1.6',
    );
  }
}

/** The id of a session, which is another one where somebody comes back after a while. */
function createSessionId() {
  let id = timeOrderedId();
  let sinceMs = Date.now();
  let activeMs = sinceMs;
  return {
    id: () => id,
    /** @returns {boolean} whether what a person does now begins another session */
    rotates() {
      const now = Date.now();
      const isOver = now - activeMs > idleMs || now - sinceMs > longestSessionMs;
      activeMs = now;
      if (!isOver) return false;
      id = timeOrderedId();
      sinceMs = now;
      return true;
    },
  };
}

/**
 * Collects what is recorded of one person, and hands it out together.
 * @param {RecorderOptions} options
 * @param {string} distinctId
 * @param {string} windowId
 */
function createCollector({ token, onSnapshot }, distinctId, windowId) {
  /** @type {RrwebEvent[]} */
  let events = [];
  /** @param {string} sessionId */
  function handOut(sessionId) {
    if (events.length === 0) return;
    const collected = events;
    events = [];
    onSnapshot({
      uuid: timeOrderedId(),
      event: '$snapshot',
      timestamp: new Date().toISOString(),
      properties: {
        $snapshot_data: collected,
        $session_id: sessionId,
        $window_id: windowId,
        $lib: 'web',
        token,
        distinct_id: distinctId,
      },
    });
  }
  return {
    handOut,
    /** @param {RrwebEvent} event @param {string} sessionId */
    add(event, sessionId) {
      events.push(event);
      if (events.length >= collectEvents) handOut(sessionId);
    },
    discard: () => void (events = []),
  };
}

/**
 * @typedef {object} Recording
 * @property {import('./masking.js').Masking['options']} options
 * @property {(event: RrwebEvent) => void} emit
 * @property {() => void} fail
 */

/**
 * What is recorded now, of all that were ever begun: rrweb goes on following frames after a stop, by the rules that it was given
 * then. So it is given none but those of here.
 * @type {Recording | null}
 */
let current = null;

const shared = {
  /** @param {string} value @param {HTMLElement | null} element */
  maskTextFn: (value, element) => current?.options.maskTextFn(value, element) ?? '',
  /** @param {string} value @param {HTMLElement} field */
  maskInputFn: (value, field) => current?.options.maskInputFn(value, field) ?? '',
  /** @param {any} event */
  emit: (event) => current?.emit(event),
  /**
   * @param {unknown} error
   * @returns {boolean} whether the page is spared it: not where it is the page's own, of a call that rrweb listens to
   */
  errorHandler(error) {
    if (error instanceof DOMException) return false;
    current?.fail();
    return true;
  },
};

/**
 * @param {RecorderOptions} options
 * @returns {Promise<Recorder>}
 */
export async function createRecorder(options) {
  const { record } = await loadRrweb();
  const windowId = timeOrderedId();
  let end = () => {};

  /** @type {(...given: Parameters<Recorder['start']>) => () => void} */
  function begin({ id }, pace) {
    const session = createSessionId();
    const collector = createCollector(options, id, windowId);
    const handOut = () => collector.handOut(session.id());
    const timer = setInterval(handOut, collectMs);
    /** @param {RrwebEvent} event */
    function emit(event) {
      const before = session.id();
      const isDeed = event.type === 3 && deeds.has(event.data.source);
      if (isDeed && session.rotates()) {
        collector.handOut(before);
        record.takeFullSnapshot();
      }
      collector.add(event, session.id());
    }
    const mine = (current = { options: options.masking.options, emit, fail: options.onFailure });
    const stopRecord = record({
      ...mine.options,
      ...shared,
      checkoutEveryNms: wholePageMs,
      recordCanvas: false,
      sampling: sampling[pace],
    });
    addEventListener('pagehide', handOut);
    return () => {
      if (current === mine) current = null;
      removeEventListener('pagehide', handOut);
      clearInterval(timer);
      stopRecord?.();
      collector.discard();
    };
  }

  return {
    start(...given) {
      end();
      end = begin(...given);
    },
    stop() {
      end();
      end = () => {};
    },
  };
}
