/** The apps of the demo and their chats. They live as long as the page. */
import { AGENTS, STARTING_APPS } from './content.js';

/**
 * @typedef {'draft' | 'published' | 'review_requested'} Status
 *
 * @typedef {{kind: 'user' | 'builder', text: string}} TextMessage
 * @typedef {{kind: 'plan' | 'agents', state: 'open' | 'approved' | 'changes'}} Approval
 * @typedef {{kind: 'progress', done: number}} Progress
 * @typedef {{kind: 'result', files: number, bytes: number}} Result
 * @typedef {{kind: 'failure', code: string, isRetried: boolean}} Failure
 * @typedef {TextMessage | Approval | Progress | Result | Failure} Message
 *
 * @typedef {object} App
 * @property {string} id
 * @property {string} name
 * @property {Status} status
 * @property {Message[]} messages
 * @property {boolean} isBusy
 * @property {boolean} isBuilt
 * @property {boolean} willFail the next build
 * @property {number} toolCalls
 * @property {import('./content.js').Agent[]} agents
 */

/** @typedef {ReturnType<typeof createModel>} Model */

export function createModel() {
  /** @type {Map<string, App>} */
  const apps = new Map();
  /** @type {Set<() => void>} */
  const listeners = new Set();

  function changed() {
    for (const listener of listeners) listener();
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {Status} status
   */
  function insert(id, name, status) {
    /** @type {App} */
    const app = {
      id,
      name,
      status,
      messages: [],
      isBusy: false,
      isBuilt: status !== 'draft',
      willFail: false,
      toolCalls: 0,
      agents: AGENTS,
    };
    apps.set(id, app);
    return app;
  }

  /** Nobody finds what the person before has made. */
  function reset() {
    apps.clear();
    for (const { id, name, status } of STARTING_APPS) {
      insert(id, name, status).messages.push(
        { kind: 'user', text: `Build ${name.toLowerCase()} for the whole team.` },
        { kind: 'result', files: 14, bytes: 184320 },
      );
    }
  }

  reset();
  return {
    reset,
    /** @param {string} id */
    app: (id) => apps.get(id) ?? null,
    /** Whether nobody else has signed in meanwhile. @param {App} app */
    has: (app) => apps.get(app.id) === app,
    /** Newest first. */
    apps: () => [...apps.values()].reverse(),
    /** @param {string} name */
    create: (name) => insert(newId(), name, 'draft'),
    changed,
    /** @param {App} app @param {boolean} isBusy */
    setBusy(app, isBusy) {
      app.isBusy = isBusy;
      changed();
    },
    /** @param {() => void} listener */
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What an event says of a chat. @param {App} app */
export function chatSummary({ messages, toolCalls }) {
  const users = messages.filter(({ kind }) => kind === 'user').length;
  return {
    message_count: messages.length,
    user_message_count: users,
    assistant_message_count: messages.length - users,
    tool_call_count: toolCalls,
  };
}
