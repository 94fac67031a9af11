import { createUpload } from './upload.js';
import { createWatchdog } from './watchdog.js';

/** @typedef {import('./index.js').Reason} Reason */
/** @typedef {import('./setup.js').Made} Made */
/** @typedef {import('./types.js').Recorder} Recorder */
/** @typedef {import('./types.js').Snapshot} Snapshot */
/** @typedef {import('./types.js').User} User */

/** What of a snapshot's properties is PostHog's to know, and none of which says anything of the page. */
const properties = ['$session_id', '$window_id', '$lib', '$lib_version', 'token', 'distinct_id'];

/**
 * @param {Snapshot} snapshot
 * @param {import('./masking.js').Masking} masking
 * @returns {string} what may leave of it, as JSON; empty where nothing is left
 */
function cleanText({ uuid, timestamp, properties: given }, masking) {
  const events = given.$snapshot_data.flatMap((event) => masking.clean(event) ?? []);
  if (events.length === 0) return '';
  const data = JSON.stringify(events); // once, because a page can be megabytes
  const known = Object.fromEntries(properties.map((name) => [name, given[name]]));
  const head = JSON.stringify({ ...known, $snapshot_bytes: data.length });
  const event = JSON.stringify({ uuid, event: '$snapshot', timestamp });
  return `${event.slice(0, -1)},"properties":${head.slice(0, -1)},"$snapshot_data":${data}}}`;
}

/**
 * One recording of one person, from the wish to its end.
 * @param {User} user
 * @param {string} url of the proxy
 * @param {() => unknown} look finds out whether the person withdrew elsewhere, which ends this run
 */
export function createRun(user, url, look) {
  /** @type {Recorder | null} */
  let recorder = null;
  /** @type {import('./masking.js').Masking | null} */
  let masking = null;
  /** @type {ReturnType<typeof createUpload> | null} */
  let upload = null;
  /** @type {ReturnType<typeof createWatchdog> | null} */
  let watchdog = null;
  let fail = () => {};

  /** @param {() => void} work of a recorder's, in a call that the page would have to answer for */
  function guarded(work) {
    try {
      work();
    } catch {
      fail();
    }
  }

  return {
    user,
    fail: () => fail(),
    isRecording: () => recorder !== null,
    /** @param {Made} made @param {(reason: Reason) => void} onEnd */
    begin({ recorder: given, masking: masks }, onEnd) {
      recorder = given;
      masking = masks;
      upload = createUpload(url, look, onEnd);
      let isSlow = false;
      fail = () => onEnd('failed');
      const dog = (watchdog = createWatchdog(() => {
        if (isSlow) return onEnd('too_costly');
        isSlow = true;
        guarded(() => {
          given.stop();
          dog.around(() => given.start(user, 'slow'));
        });
      }));
      dog.around(() => given.start(user, 'full'));
    },
    /** @param {Snapshot} snapshot */
    add(snapshot) {
      if (!masking || snapshot.properties.distinct_id !== user.id) return;
      const beganMs = performance.now();
      const rules = masking;
      guarded(() => {
        const text = cleanText(snapshot, rules);
        if (text) upload?.add(text);
      });
      watchdog?.spend(performance.now() - beganMs);
    },
    setLeaving: (/** @type {boolean} */ leaving) => upload?.setLeaving(leaving),
    end() {
      upload?.abort();
      watchdog?.stop();
      try {
        recorder?.stop();
      } catch {
        // What it hands out from now on goes nowhere.
      }
    },
  };
}
