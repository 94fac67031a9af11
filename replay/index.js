/**
 * Session replay: a separate opt-in, nothing before it, nothing after it. Follows what the core decides (S40-S55), drives a
 * recorder, and carries what it records to the application's own origin.
 */
import { createRun } from './run.js';
import { createSetup } from './setup.js';

/** @typedef {import('../js-glue/client/types.js').Analytics} Analytics */
/** @typedef {import('./types.js').Preset} Preset */
/** @typedef {import('./types.js').User} User */

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
 * @typedef {'not_loaded' | 'not_configured' | 'masking' | 'failed' | 'refused' | 'quota' | 'unreachable' | 'too_much' | 'too_costly'} Reason
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
  quota: 'the project takes no more recordings for now',
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

  const hears = {
    onSnapshot: (/** @type {import('./types.js').Snapshot} */ snapshot) => run?.add(snapshot),
    onFailure: () => run?.fail(),
  };

  /** @param {User} user */
  async function start(user) {
    if (run?.user.id === user.id) return;
    stop();
    const mine = (run = createRun(user, `${endpoint}/replay/`, client.recording));
    const isOver = () => run !== mine;
    try {
      const made = await setup(hears);
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
  const unwatch = watchLeaving((isLeaving) => run?.setLeaving(isLeaving));
  const recorded = client.recording();
  if (recorded) void start(recorded);

  return {
    state: () => (run ? (run.isRecording() ? 'recording' : 'starting') : 'off'),
    counts: () => ({ ...counts }),
    detach() {
      unfollow();
      unwatch();
      stop();
    },
  };
}

/**
 * @param {(isLeaving: boolean) => void} call
 * @returns {() => void} ends it
 */
function watchLeaving(call) {
  const leave = () => call(true);
  const comeBack = () => call(false);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  return () => {
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
  };
}

/** @param {{message: string}} problem */
const tellConsole = ({ message }) => {
  // eslint-disable-next-line no-console -- whoever switched recording on has to hear that there is none
  console.warn(message);
};
