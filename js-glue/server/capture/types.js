/**
 * The types of captures by the server itself.
 *
 * @typedef {import('../types.js').Session} Session
 * @typedef {import('../types.js').TokenBearer} TokenBearer
 *
 * @typedef {object} Person Somebody whom the application knows. Their own choice decides: with a refusal nothing leaves, without
 *   a choice it leaves anonymized.
 * @property {{id: string, email?: string | null, name?: string | null} | null} user What is known of it, better all than a part:
 *   `$identify` is sent again when it changes.
 * @property {unknown} [settings] Usage data settings as stored; missing or malformed means anonymized (S3).
 * @property {import('../types.js').Workspace[]} [workspaces] Memberships; the first one is the default tenant.
 * @property {string} [anonymousId] The page's id, for events that leave anonymized. Without it each of them has an id of its own.
 * @property {boolean} [privacyControl] Anything but `false`: the browser that asked asks for privacy (`Sec-GPC: 1`).
 *
 * @typedef {{anonymousId: string}} Visitor A page by its anonymous id, nobody knows whose. Another id than the client makes is replaced.
 *
 * @typedef {{component: string}} Component A part of the software itself, as if nobody were given.
 *
 * @typedef {Person | Visitor | Component} Subject Whose event it is; `undefined`: the software's own.
 *
 * @typedef {object} Sender
 * @property {Session | TokenBearer} bearer
 * @property {string | undefined} anonymousId of anonymized events; `undefined`: a fresh one
 *
 * @typedef {(event: string, properties: object | undefined, subject?: Subject) => void} RecordEvent
 */

/**
 * What the plan declares of an event, without what the call makes itself.
 * @template Events
 * @template {string} Event
 * @template {string} Made
 * @typedef {Events extends Record<Event, infer Properties> ? Omit<NonNullable<Properties>, Made> : Record<string, unknown>} Rest
 */

/**
 * @template [Events=any]
 * @typedef {Rest<Events, '$exception', '$exception_type' | '$exception_message'> & {subject?: Subject}} ExceptionDetails
 */

/**
 * @template [Events=any]
 * @typedef {object} ServerCalls
 * @property {<Name extends keyof Events & string>(event: Name, properties?: Events[Name], subject?: Subject) => void} capture Takes
 *   an event and returns at once (M19); never throws. What the plan does not let pass and what a full or closed queue refuses is
 *   counted. Without a person an event has nobody's id: earlier systems gave the software ids such as `system`, `anonymous`, `cli`
 *   and `agent:<id>`, which are one person for all installations, or name what the plan holds back (A3, A37, A41, M71). Here it is
 *   anonymized, under a random id of this process.
 * @property {(error: unknown, details?: ExceptionDetails<Events>) => void} captureException Takes an error as `$exception`: its class,
 *   and its message as the plan has it; beside them properties of the plan. `$exception_handled` is true unless said otherwise.
 *   The same error object is taken once. Never throws, so that the error at hand stays the one that people see (A1-A3).
 * @property {(call: import('./generation.js').GenerationOptions) => import('./generation.js').Generation} generation Begins to time
 *   a call of a language model (A4, A41).
 * @property {(options?: import('./flags.js').FlagOptions) => import('./flags.js').Flags} flags Feature flags of PostHog (A9, A10).
 * @property {(options?: import('./process.js').WatchOptions) => () => void} watchProcess Captures errors that nobody caught, and
 *   delivers what waits when the process exits; returns how to stop.
 */

/**
 * @template [Events=any]
 * @typedef {ServerCalls<Events> & import('../lifecycle.js').Lifecycle} ServerAnalytics
 */

export {};
