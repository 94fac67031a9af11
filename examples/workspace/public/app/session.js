/** Who is signed in and what that person chose, as the server says. */

/**
 * @typedef {{shareUsageData: boolean, anonymizeUsageData: boolean, recordScreen: boolean}} Settings
 *
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} email
 * @property {boolean} onboarded
 * @property {{id: string, name: string, role: string}[]} workspaces
 * @property {Settings} settings
 *
 * @typedef {object} State
 * @property {Person | null} person
 * @property {{key: string, name: string, email: string, role: string, onboarded: boolean}[]} users
 * @property {{standIn: boolean, host: string, disabled: boolean}} target
 */

/** @typedef {ReturnType<typeof createSession>} Session */

export function createSession() {
  /** @type {State} */
  let state = JSON.parse(document.getElementById('state')?.textContent ?? '{}');
  /** @type {Set<() => void>} */
  const listeners = new Set();

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  async function ask(method, path, body) {
    const response = await fetch(path, {
      method,
      headers: method === 'GET' ? {} : { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    state = await response.json();
    for (const listener of listeners) listener();
  }

  return {
    get person() {
      return state.person;
    },
    get users() {
      return state.users;
    },
    get target() {
      return state.target;
    },
    /** @param {string} key */
    signIn: (key) => ask('POST', '/api/session', { user: key }),
    signOut: () => ask('DELETE', '/api/session'),
    finishOnboarding: () => ask('POST', '/api/onboarding'),
    /** @param {Partial<Settings>} change */
    saveSettings: (change) => ask('POST', '/api/settings', combine(change, state.person?.settings)),
    /** What another page of this browser changed. */
    reload: () => ask('GET', '/api/session'),
    /** @param {() => void} listener */
    onChange: (listener) => void listeners.add(listener),
  };
}

/**
 * Recording and anonymizing exclude each other: the switch that was moved decides (S42).
 *
 * @param {Partial<Settings>} change
 * @param {Partial<Settings>} [before]
 */
function combine(change, before = {}) {
  if (change.recordScreen) return { ...before, ...change, anonymizeUsageData: false };
  if (change.anonymizeUsageData) return { ...before, ...change, recordScreen: false };
  return { ...before, ...change };
}
