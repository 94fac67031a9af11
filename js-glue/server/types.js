/**
 * The types that the files of this folder share.
 *
 * @typedef {import('../core/types.js').VerifyContext} VerifyContext
 *
 * @typedef {{id: string, role?: string | null}} Workspace
 *
 * @typedef {object} AuthenticatedSession What the application knows of the person who made a request.
 * @property {{id: string, email?: string | null, name?: string | null} | null} user `null`: signed in, no profile yet.
 * @property {boolean} [onboarded] Anything present but `true` means that onboarding is not finished
 *   (S1).
 * @property {Workspace[]} workspaces Memberships; the first one is the default tenant.
 * @property {{shareUsageData?: unknown, anonymizeUsageData?: unknown, recordScreen?: unknown}} [settings]
 *   The person's usage data settings as stored; missing or malformed means anonymized.
 * @property {boolean} [overridesPrivacyControl] Exactly `true`: this person was told that the browser asks for privacy, and
 *   chose these settings explicitly after that. The application answers for it.
 *
 * @typedef {(request: Request) => AuthenticatedSession | null | Promise<AuthenticatedSession | null>} Authenticate
 *   Called once a request, and not at all for a capture with a token. It must not read the body. `null`: nobody is signed in.
 *
 * @typedef {'off' | 'anonymized' | 'identified'} Mode
 *
 * @typedef {object} Session A session that may capture.
 * @property {{id: string, email: string, name: string}} user Empty where PostHog is not told; see disclosure.js.
 * @property {{id: string, role: string | null}[]} workspaces At least one.
 * @property {Mode} mode The most that the session allows.
 * @property {boolean} recording Whether the screen may be recorded (S40-S42).
 * @property {boolean} privacyControl Whether the browser asks for privacy and nothing overrides it.
 *
 * @typedef {'none' | 'id' | 'email' | 'full'} IdentifyLevel
 *
 * @typedef {{mode: 'anonymized'}} TokenBearer Whoever sent a capture token: an onboarded member, nobody knows who.
 *
 * @typedef {{code: string, status?: number, count: number}} Problem Numbers and fixed words, so that it cannot carry a value.
 *
 * @typedef {{[name in keyof typeof import('./options.js').DEFAULT_LIMITS]: number}} Limits
 *
 * @typedef {object} ReplayRules The least that every recording masks; pages can only add to it.
 * @property {'browser' | 'standard' | 'strict'} [masking] See replay/presets.js.
 * @property {string[]} [mask] Selectors of elements of which the text is masked, too.
 * @property {string[]} [block] Selectors of elements of which only the size is recorded.
 *
 * @typedef {object} Release Who runs; `null` where unknown (S24, S25).
 * @property {string | null} [release_version]
 * @property {string | null} [release_package]
 * @property {string | null} [release_runtime]
 * @property {string | null} [cli_launcher_version]
 * @property {string | null} [cli_launcher_package]
 *
 * @typedef {string | number | boolean | null} PropertyValue A number must be whole.
 */

/**
 * @template [Events=any]
 * @typedef {object} ServerAnalyticsOptions
 * @property {import('../client/types.js').Plan<Events> | string | object} plan The tracking plan, the same file that the page uses.
 * @property {{token?: string, host?: string}} [posthog] Project token and host. Without a token nothing is forwarded.
 * @property {{url: string, installation: import('./installation.js').Installation}} [collect] A receiver of analytics.v2, in
 *   place of PostHog (V1-V19): it knows no persons, so that all events are anonymized.
 * @property {IdentifyLevel} [identify] The most that is told of anybody, see disclosure.js; default `full` (A15).
 * @property {string} [pseudonymSecret] For `identify: 'id'`; at least 32 characters, and always the same.
 * @property {string[]} [withhold] Properties that never leave, whatever the plan says (A18).
 * @property {number} [payloadMaxChars] Of what a model was told and answered; default and most 30,000 (A20).
 * @property {boolean} [disabled] The operator's switch (S65).
 * @property {Release} [release]
 * @property {Record<string, PropertyValue>} [properties] Put on every event; they win over the
 *   caller's (S14).
 * @property {string[]} [allowedOrigins] Origins of this application as browsers see it, where a
 *   proxy rewrites `Host`.
 * @property {false | {secret?: string}} [captureTokens] `false`: every capture needs its session. Without a secret the key is
 *   random, and one process does not take the tokens of another.
 * @property {false | ReplayRules} [replay] `false`: nobody is recorded, and all else goes on (A16).
 * @property {boolean} [honourDoNotTrack] `DNT: 1` counts as `Sec-GPC: 1`. Default: no.
 * @property {import('./spool/types.js').Spool} [spool] From `openSpool()` of `second-analytics/spool`: what was acknowledged outlives
 *   the process. Default: memory.
 * @property {Partial<Limits>} [limits]
 * @property {(problem: Problem) => void} [onError]
 * @property {{code: string}[]} [warnings] From `configFromEnv`; each is passed to `onError` once.
 * @property {typeof globalThis.fetch} [fetch]
 * @property {() => number} [now] Milliseconds since the epoch.
 * @property {import('../core/index.js').Core} [core] From `loadCore()`, where compiling must not be
 *   synchronous.
 */

/**
 * @template [Events=any]
 * @typedef {ServerAnalyticsOptions<Events> & {authenticate: Authenticate}} AnalyticsHandlerOptions
 */

/**
 * @typedef {object} Endpoint What one handler owns; created once, passed to every route.
 * @property {import('../core/index.js').Core} core
 * @property {Authenticate} authenticate
 * @property {boolean} honourDoNotTrack
 * @property {import('./capture-token.js').CaptureTokens | null} captureTokens `null`: switched off.
 * @property {{token: string, host: string}} posthog The token is empty where nothing is forwarded to it.
 * @property {import('./disclosure.js').Disclosure} disclosure
 * @property {Pick<VerifyContext, 'format' | 'withheld' | 'installation' | 'properties'>} line What every line says, whoever sent it.
 * @property {ReplayRules | null} replay `null`: switched off.
 * @property {typeof globalThis.fetch} fetch By which PostHog is reached.
 * @property {boolean} hasOwnFetch Whether the application gave it.
 * @property {import('./forwarder.js').Forwarder | null} forwarder `null` where nothing is
 *   forwarded.
 * @property {import('./spool/types.js').Spool} spool
 * @property {import('./person.js').PersonRegister} persons
 * @property {boolean} mergesIdentities Whether the plan lets PostHog know which anonymous id a person had (M26).
 * @property {import('./bounded-map.js').BoundedMap<string, true>} recentUuids
 * @property {import('./recordings.js').Recordings} recordings
 * @property {import('./rate-limit.js').RateLimiter} rateLimiter By person.
 * @property {import('./rate-limit.js').RateLimiter} tokenLimiter Of everybody with a token.
 * @property {import('./counters.js').Counters} counters
 * @property {Set<Promise<void>>} pending Captures of the server that wait for a pseudonym.
 * @property {() => string} softwareId The anonymous id of events that are nobody's.
 * @property {ReadonlySet<string>} allowedOrigins
 * @property {Limits} limits
 * @property {(code: string, count?: number, status?: number) => void} report
 */
export {};
