/** @typedef {import('../core/types.js').ModeState} ModeState */

/**
 * @typedef {object} User the person signed in; decides whose choice counts, and is never sent by the browser
 * @property {string} id
 * @property {string} [workspaceId] named to the identify route, which checks it
 */

/**
 * What a plan's events are where its type does not say so: any name, any properties.
 * @typedef {Record<string, object>} AnyEvents
 */

/**
 * A tracking plan's image whose type says which properties each event takes: what `second-analytics types` declares, so that
 * calls are checked when they are compiled. `__events` is there for the type checker alone.
 * @template Events by name
 * @typedef {string & {readonly __events: Events}} Plan
 */

/**
 * @template [Events=any]
 * @typedef {object} Options
 * @property {Plan<Events> | string | object} plan the tracking plan, for example the default export of
 *   `second-analytics/plans/second`; from that, `capture` knows the events and what they take
 * @property {string} [endpoint] path of the endpoint on the page's own origin; default `/api/analytics`
 * @property {User | null} [user] who is signed in when the page loads
 * @property {unknown} [settings] the person's choice, if the application keeps it; else what this browser has stored counts
 * @property {boolean} [enabled] the operator's switch; default true
 * @property {'final' | 'until-chosen'} [privacyControl] whether Global Privacy Control outweighs every choice (default), or
 *   ends on this page when the person chooses here, by `setSettings` or `signIn(user, settings)`; what was chosen before, and
 *   the option `settings`, do not count against it
 * @property {boolean} [doNotTrack] lets `navigator.doNotTrack` count as Global Privacy Control; default false
 * @property {string} [environment] put on every event of a plan that declares `environment`
 * @property {NoInfer<keyof Events & string>} [pageEvent] what `page()` captures; default `page viewed`
 * @property {'path' | 'hash'} [router] where the application's router keeps its path; default the path of the address. `hash`
 *   also fits desktop shells on `file:` or a scheme of their own, whose address says nothing of the page
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
 * @template [Events=any]
 * @typedef {object} Analytics
 * @property {<Name extends keyof Events & string>(event: Name, properties?: Events[Name]) => void} capture
 * @property {(path?: string) => void} page captures a page view, once for each change of path
 * @property {(settings: unknown) => void} setSettings the person chose; malformed choices count as the more private one.
 *   A choice that is more private than the one before is final: when the call returns, what was captured until then is thrown
 *   away, here and in other tabs, requests on their way are aborted, and the anonymous id is another one from then on
 * @property {(user: User, settings?: unknown) => void} signIn another user than before: the one before is signed out
 * @property {() => Promise<void>} signOut forgets the user, the anonymous id, the choice, and all that was captured until
 *   then; to have that sent, `await flush()` first. A refusal stands until somebody on this browser chooses
 * @property {() => Promise<void>} flush sends what is queued; resolves when it has been answered or has to wait
 * @property {() => Record<string, string>} exportLocal all that this browser has stored, by storage key
 * @property {() => void} eraseLocal leaves the storage as before the first use, and forgets what was captured, the id and the
 *   choice; afterwards the mode is that of a first visit
 * @property {() => void} close sends what is queued, stops a replay, and stops
 * @property {<T extends keyof Notices>(type: T, listener: (notice: Notices[T]) => void) => () => void} on returns how to stop
 * @property {() => ModeState['mode']} mode
 * @property {() => User | null} recording whose screen may be recorded now
 * @property {() => string} routeShape the page's address as the plan shapes it
 * @property {() => Record<string, number>} counts what was dropped, by reason
 */

export {};
