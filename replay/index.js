/**
 * Session replay: a separate opt-in, nothing before it, nothing after it. Follows what the core decides (S40-S55), drives a
 * recorder, and carries what it records to the application's own origin.
 */
import { request } from '../js-glue/client/request.js';
import { createMasking } from './masking.js';
import { strictest } from './presets.js';
import { createUpload } from './upload.js';
import { createWatchdog } from './watchdog.js';

/** @typedef {import('../js-glue/client/types.js').Analytics} Analytics */
/** @typedef {import('./types.js').Preset} Preset */
/** @typedef {import('./types.js').Recorder} Recorder */
/** @typedef {import('./types.js').Snapshot} Snapshot */
/** @typedef {import('./types.js').User} User */
/** @typedef {{recorder: Recorder, masking: import('./masking.js').Masking}} Made */

/**
 * @typedef {object} ReplayOptions
 * @property {() => Promise<import('./types.js').RecorderModule>} recorder
 *   `() => import('second-analytics/replay/posthog')`, or `…/replay/rrweb`; called when a recording is about to start
 * @property {Preset} [masking] see presets.js; default `standard`. What the endpoint says can only tighten it
 * @property {readonly string[]} [mask] selectors of elements of which the text is masked, too (A17)
 * @property {readonly string[]} [block] selectors of elements of which only the size is recorded
 * @property {string} [endpoint] as given to `createAnalytics`
 * @property {(problem: {reason: Reason, message: string}) => void} [onProblem] default: tells the console
 *
 * @typedef {'not_loaded' | 'not_configured' | 'masking' | 'failed' | 'refused' | 'unreachable' | 'too_much' | 'too_costly'} Reason
 *
 * @typedef {object} Replay
 * @property {() => 'off' | 'starting' | 'recording'} state
 * @property {() => Record<string, number>} counts why recordings did not start, or ended by themselves, by reason
 * @property {() => void} detach stops, and follows no more
 */

/** What is told of each reason; what another error says may hold values. @type {Record<Reason, string>} */
const messages = {
  not_loaded: 'the recorder could not be loaded',
  not_configured: 'the endpoint has no project for recordings',
  masking: 'a selector of `mask` or `block` is none, so nothing is recorded',
  failed: 'the recorder failed',
  refused: 'the endpoint takes no recording of this person',
  unreachable: 'the endpoint did not answer',
  too_much: 'more was recorded than could be sent',
  too_costly: 'recording took too much of the page’s time',
};

/**
 * @param {Analytics} client
 * @param {ReplayOptions} options
 * @returns {Replay} inert without a window
 */
export function attachReplay(client, options) {
  if (typeof window === 'undefined') return { state: () => 'off', counts: () => ({}), detach() {} };
  const { endpoint = '/api/analytics', onProblem = tellConsole } = options;
  /** @type {Record<string, number>} */
  const counts = {};
  const setup = createSetup(client, options, endpoint);
  /** @type {ReturnType<typeof createRun> | null} */
  let run = null;

  /** @param {Reason} reason @param {string} [message] */
  function tell(reason, message = `second-analytics: session replay: ${messages[reason]}`) {
    counts[reason] = (counts[reason] ?? 0) + 1;
    try {
      onProblem({ reason, message });
    } catch {
      // It has nobody left to tell.
    }
  }

  function stop() {
    const ended = run;
    run = null; // first: what the recorder hands out while it stops goes nowhere
    ended?.end();
  }

  /** @param {User} user */
  async function start(user) {
    if (run?.user.id === user.id) return;
    stop();
    const mine = (run = createRun(user, `${endpoint}/replay/`, client.recording));
    const isOver = () => run !== mine;
    try {
      const made = await setup((snapshot) => run?.add(snapshot));
      if (isOver()) return; // a stop while loading wins
      mine.begin(made, (reason) => {
        if (isOver()) return;
        stop();
        tell(reason);
      });
    } catch (error) {
      if (isOver()) return;
      stop();
      const { reason = 'failed', told } = /** @type {any} */ (error ?? {});
      tell(reason, told);
    }
  }

  const unfollow = client.on('replay', ({ action, user }) => {
    if (action === 'start' && user) void start(user);
    else stop();
  });
  const leave = () => run?.setLeaving(true);
  const comeBack = () => run?.setLeaving(false);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  const recorded = client.recording();
  if (recorded) void start(recorded);

  return {
    state: () => (run ? (run.isRecording() ? 'recording' : 'starting') : 'off'),
    counts: () => ({ ...counts }),
    detach() {
      unfollow();
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', comeBack);
      stop();
    },
  };
}

/** @param {{message: string}} problem */
const tellConsole = ({ message }) => {
  // eslint-disable-next-line no-console -- whoever switched recording on has to hear that there is none
  console.warn(message);
};

/**
 * A failure with a reason that may be told.
 * @param {Reason} reason
 * @param {string} [told] a text of our own
 */
const fault = (reason, told) => Object.assign(new Error(reason), { reason, told });

/**
 * Configuration and recorder, each asked for when it is first needed and then kept; asked again where it failed (S45).
 * @param {Analytics} client
 * @param {ReplayOptions} options
 * @param {string} endpoint
 */
function createSetup(client, { recorder: load, masking, mask, block }, endpoint) {
  /** @type {Promise<Made> | null} */
  let kept = null;

  /** @param {(snapshot: Snapshot) => void} onSnapshot */
  async function make(onSnapshot) {
    const config = await askConfig(endpoint);
    if (!config.posthogToken) throw fault('not_configured');
    const preset = strictest(masking ?? 'standard', config.replayMasking);
    const masks = maskingOf(preset, { mask, block }, client.routeShape);
    const module = await load().catch(() => {
      throw fault('not_loaded');
    });
    const recorder = await module
      .createRecorder({ token: config.posthogToken, masking: masks, onSnapshot })
      .catch((/** @type {unknown} */ error) => {
        const { message } = /** @type {any} */ (error ?? '');
        throw fault('not_loaded', /^second-analytics: /.test(message) ? message : undefined);
      });
    return { recorder, masking: masks };
  }

  return (/** @type {(snapshot: Snapshot) => void} */ onSnapshot) => {
    kept ??= make(onSnapshot).catch((error) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

/** @param {string} endpoint @returns {Promise<{posthogToken?: string, replayMasking?: unknown}>} */
async function askConfig(endpoint) {
  try {
    const response = await request(`${endpoint}/config`, new AbortController().signal);
    return response.ok ? await response.json() : {};
  } catch {
    throw fault('unreachable');
  }
}

/** @param {Parameters<typeof createMasking>} given */
function maskingOf(...given) {
  try {
    return createMasking(...given);
  } catch {
    throw fault('masking');
  }
}

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
function createRun(user, url, look) {
  /** @type {Recorder | null} */
  let recorder = null;
  /** @type {import('./masking.js').Masking | null} */
  let masking = null;
  /** @type {ReturnType<typeof createUpload> | null} */
  let upload = null;
  /** @type {ReturnType<typeof createWatchdog> | null} */
  let watchdog = null;

  return {
    user,
    isRecording: () => recorder !== null,
    /** @param {Made} made @param {(reason: Reason) => void} onEnd */
    begin({ recorder: given, masking: masks }, onEnd) {
      recorder = given;
      masking = masks;
      upload = createUpload(url, look, onEnd);
      let isSlow = false;
      const dog = (watchdog = createWatchdog(() => {
        if (isSlow) return onEnd('too_costly');
        isSlow = true;
        given.stop();
        dog.around(() => given.start(user, 'slow'));
      }));
      dog.around(() => given.start(user, 'full'));
    },
    /** @param {Snapshot} snapshot */
    add(snapshot) {
      if (!masking || snapshot.properties.distinct_id !== user.id) return;
      const beganMs = performance.now();
      const text = cleanText(snapshot, masking);
      if (text) upload?.add(text);
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
