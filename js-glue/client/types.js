/** @typedef {import('../core/types.js').ModeState} ModeState */

/**
 * @typedef {object} User the person signed in; decides whose choice counts, and is never sent by the browser
 * @property {string} id
 * @property {string} [workspaceId] named to the identify route, which checks it
 */

/**
 * @typedef {object} Options
 * @property {string | object} plan the tracking plan, for example the default export of `second-analytics/plans/second`
 * @property {string} [endpoint] path of the endpoint on the page's own origin; default `/api/analytics`
 * @property {User | null} [user] who is signed in when the page loads
 * @property {unknown} [settings] the person's choice, if the application keeps it; else what this browser has stored counts
 * @property {boolean} [enabled] the operator's switch; default true
 * @property {string} [environment] put on every event of a plan that declares `environment`
 * @property {string} [pageEvent] what `page()` captures; default `page viewed`
 * @property {boolean} [debug] names the reason of each drop on the console, never a value
 * @property {import('../core/types.js').CoreHost} [host] replaces storage, clock and randomness; for tests
 */

/**
 * What `on` tells of.
 * @typedef {object} Notices
 * @property {{event: string, properties: object | undefined, reason: string | null}} queued a call of capture, as the call
 *   site made it, with the reason if nothing of it leaves; stays in the page
 * @property {{body: Uint8Array, status: number}} sent the exact bytes of a request, and its HTTP status (0: no answer)
 * @property {{reason: string}} dropped something counted, by the name of the reason
 * @property {ModeState} mode
 * @property {{action: 'start' | 'stop', user: User | null}} replay
 */

/**
 * @typedef {object} Analytics
 * @property {(event: string, properties?: object) => void} capture
 * @property {(path?: string) => void} page captures a page view, once for each change of path
 * @property {(settings: unknown) => void} setSettings the person chose; malformed choices count as the more private one
 * @property {(user: User, settings?: unknown) => void} signIn
 * @property {() => Promise<void>} signOut sends what is queued, then forgets the user, the anonymous id
 *   and the choice; a refusal stands until somebody on this browser chooses
 * @property {() => Promise<void>} flush sends what is queued; resolves when it has been answered or has to wait
 * @property {() => void} close sends what is queued and stops
 * @property {<T extends keyof Notices>(type: T, listener: (notice: Notices[T]) => void) => () => void} on returns how to stop
 * @property {() => ModeState['mode']} mode
 * @property {() => Record<string, number>} counts what was dropped, by reason
 */

export {};
